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
	ctx context.Context, from document.Lister[access.Access, access.Filter], filter access.Filter, orderBy *model.AccessOrder, asked document.Window,
) (*connection.Connection[*access.Access], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.AccessOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, r.accesses, from, filter, order, asked)
}

// listExternalRoleAccounts returns a page of external role accounts.
func (r *Resolver) listExternalRoleAccounts(
	ctx context.Context, from document.Lister[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter], filter roleaccount.AccountFilter,
	orderBy *model.ExternalRoleAccountOrder, asked document.Window,
) (*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.ExternalRoleAccountOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, r.externalRoleAccounts, from, filter, order, asked)
}
