package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/timeprofile"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listAccessRules returns a page of access rules.
func (r *Resolver) listAccessRules(
	ctx context.Context, lister document.Lister[accessrule.AccessRule, accessrule.AccessRuleFilter], filter accessrule.AccessRuleFilter,
	orderBy *model.AccessRuleOrder, arguments document.PageArguments,
) (*connection.Connection[*accessrule.AccessRule], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.AccessRuleOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.accessRules, lister, filter, order, arguments)
}

// listIdentifiers returns a page of identifiers.
func (r *Resolver) listIdentifiers(
	ctx context.Context, lister document.Lister[accessrule.Identifier, accessrule.IdentifierFilter], filter accessrule.IdentifierFilter,
	orderBy *model.IdentifierOrder, arguments document.PageArguments,
) (*connection.Connection[*accessrule.Identifier], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.IdentifierOrderFieldName, orderBy.Direction)
	}
	if filter.Opens != nil {
		lister = accessrule.Openers{Service: r.Services.AccessRule, Candidates: lister}
	}
	return list(ctx, r.identifiers, lister, filter, order, arguments)
}

// listTimeProfiles returns a page of time profiles.
func (r *Resolver) listTimeProfiles(
	ctx context.Context, lister document.Lister[timeprofile.TimeProfile, timeprofile.TimeProfileFilter], filter timeprofile.TimeProfileFilter,
	orderBy *model.TimeProfileOrder, arguments document.PageArguments,
) (*connection.Connection[*timeprofile.TimeProfile], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.TimeProfileOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.timeProfiles, lister, filter, order, arguments)
}

// listPassages returns a page of passages, newest first by default.
func (r *Resolver) listPassages(
	ctx context.Context, lister document.Lister[accessrule.Passage, accessrule.PassageFilter], filter accessrule.PassageFilter,
	orderBy *model.PassageOrder, arguments document.PageArguments,
) (*connection.Connection[*accessrule.Passage], error) {
	order := document.Order{Descending: true}
	if orderBy != nil {
		order = newOrder(false, orderBy.Direction)
	}
	return list(ctx, r.passages, lister, filter, order, arguments)
}
