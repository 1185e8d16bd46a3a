package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// accessRules returns a page of access rules.
func accessRules(
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
	return list(ctx, listing[accessrule.AccessRule, accessrule.RuleFilter]{
		name: "accessRules", from: from, filter: filter, order: order, loader: dataloaders.Loaders.AccessRules,
	}, asked)
}

// identifiers returns a page of identifiers.
func identifiers(
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
	return list(ctx, listing[accessrule.Identifier, accessrule.IdentifierFilter]{
		name: "identifiers", from: from, filter: filter, order: order, loader: dataloaders.Loaders.Identifiers,
	}, asked)
}

// passages returns a page of passages, newest first unless the order says otherwise.
func passages(
	ctx context.Context, from document.Lister[accessrule.Passage, accessrule.PassageFilter], filter accessrule.PassageFilter,
	orderBy *model.PassageOrder, asked document.Window,
) (*connection.Connection[*accessrule.Passage], error) {
	order := document.Order{Descending: true}
	if orderBy != nil {
		order = ordered(false, orderBy.Direction)
	}
	return list(ctx, listing[accessrule.Passage, accessrule.PassageFilter]{
		name: "passages", from: from, filter: filter, order: order, loader: dataloaders.Loaders.Passages,
	}, asked)
}
