package resolvers

import (
	"context"

	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listAccesses returns a page of accesses.
func (r *Resolver) listAccesses(
	ctx context.Context, lister document.Lister[access.Access, access.Filter], filter access.Filter, orderBy *model.AccessOrder, arguments document.PageArguments,
) (*connection.Connection[*access.Access], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.AccessOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, r.accesses, lister, filter, order, arguments)
}

// listExternalRoleAccounts returns a page of external role accounts.
func (r *Resolver) listExternalRoleAccounts(
	ctx context.Context, lister document.Lister[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter],
	filter roleaccount.ExternalRoleAccountFilter, orderBy *model.ExternalRoleAccountOrder, arguments document.PageArguments,
) (*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.ExternalRoleAccountOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, r.externalRoleAccounts, lister, filter, order, arguments)
}
