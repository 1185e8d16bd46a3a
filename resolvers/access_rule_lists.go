package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listAccessRules returns a page of access rules.
func (r *Resolver) listAccessRules(
	ctx context.Context, from document.Lister[accessrule.AccessRule, accessrule.RuleFilter], filter accessrule.RuleFilter,
	orderBy *model.AccessRuleOrder, asked document.Window,
) (*connection.Connection[*accessrule.AccessRule], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.AccessRuleOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.accessRules, from, filter, order, asked)
}

// listIdentifiers returns a page of identifiers.
func (r *Resolver) listIdentifiers(
	ctx context.Context, from document.Lister[accessrule.Identifier, accessrule.IdentifierFilter], filter accessrule.IdentifierFilter,
	orderBy *model.IdentifierOrder, asked document.Window,
) (*connection.Connection[*accessrule.Identifier], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.IdentifierOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.identifiers, from, filter, order, asked)
}

// listPassages returns a page of passages, newest first unless the order says otherwise.
func (r *Resolver) listPassages(
	ctx context.Context, from document.Lister[accessrule.Passage, accessrule.PassageFilter], filter accessrule.PassageFilter,
	orderBy *model.PassageOrder, asked document.Window,
) (*connection.Connection[*accessrule.Passage], error) {
	order := document.Order{Descending: true}
	if orderBy != nil {
		order = ordered(false, orderBy.Direction)
	}
	return list(ctx, r.passages, from, filter, order, asked)
}
