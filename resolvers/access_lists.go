package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// accesses returns a page of accesses.
func accesses(
	ctx context.Context, from document.Lister[access.Access, access.Filter], filter access.Filter, orderBy *model.AccessOrder, asked document.Window,
) (*connection.Connection[*access.Access], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.AccessOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, listing[access.Access, access.Filter]{
		name: "accesses", from: from, filter: filter, order: order, loader: dataloaders.Loaders.Accesses,
	}, asked)
}

// externalRoleAccounts returns a page of external role accounts.
func externalRoleAccounts(
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
	return list(ctx, listing[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter]{
		name: "externalRoleAccounts", from: from, filter: filter, order: order, loader: dataloaders.Loaders.ExternalRoleAccounts,
	}, asked)
}
