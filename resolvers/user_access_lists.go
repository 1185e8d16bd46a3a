package resolvers

import (
	"context"
	"errors"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// customers returns a page of customers.
func customers(
	ctx context.Context, from document.Lister[useraccess.Customer, useraccess.CustomerFilter], filter useraccess.CustomerFilter,
	orderBy *model.CustomerOrder, asked document.Window,
) (*connection.Connection[*useraccess.Customer], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.CustomerOrderFieldName, orderBy.Direction)
	}
	return list(ctx, listing[useraccess.Customer, useraccess.CustomerFilter]{
		name: "customers", from: from, filter: filter, order: order, loader: (*dataloaders.Loaders).Customers,
	}, asked)
}

// users returns a page of users.
func users(
	ctx context.Context, from document.Lister[useraccess.User, useraccess.UserFilter], filter useraccess.UserFilter,
	orderBy *model.UserOrder, asked document.Window,
) (*connection.Connection[*useraccess.User], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = ordered(orderBy.Field == model.UserOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, listing[useraccess.User, useraccess.UserFilter]{
		name: "users", from: from, filter: filter, order: order, loader: (*dataloaders.Loaders).Users,
	}, asked)
}

// userAccesses returns a page of user accesses.
func userAccesses(
	ctx context.Context, from document.Lister[useraccess.Record, useraccess.UserAccessFilter], filter useraccess.UserAccessFilter,
	orderBy *model.UserAccessOrder, asked document.Window,
) (*connection.Connection[useraccess.UserAccess], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	filter = filter.Normal()
	order := document.Order{}
	if orderBy != nil {
		order = ordered(false, orderBy.Direction)
	}
	return listAs(ctx, listing[useraccess.Record, useraccess.UserAccessFilter]{
		name: "userAccesses", from: from, filter: filter, order: order, loader: (*dataloaders.Loaders).UserAccesses,
	}, asked, (*useraccess.Record).View)
}

// rolesOf returns the roles with some codes, in their order, without codes that no role has.
func rolesOf(ctx context.Context, codes []string) ([]useraccess.UserAccessRole, error) {
	loaders, err := dataloaders.For(ctx)
	if err != nil {
		return nil, err
	}
	loaders.RolesByCode().Fetch(ctx, codes)
	roles := make([]useraccess.UserAccessRole, 0, len(codes))
	for _, code := range codes {
		role, err := loaders.RolesByCode().Load(ctx, code)
		if errors.Is(err, document.ErrAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		roles = append(roles, *role)
	}
	return roles, nil
}

// toRoles leads to the roles with the codes that an object names.
func toRoles(codesOf func(object any) []string) lead {
	return lead{
		needs: func(loaders *dataloaders.Loaders, object any) (fetcher, []string) {
			return loaders.RolesByCode(), codesOf(object)
		},
		follow: func(ctx context.Context, loaders *dataloaders.Loaders, object any) []any {
			var roles []any
			for _, code := range codesOf(object) {
				if role, err := loaders.RolesByCode().Load(ctx, code); err == nil {
					roles = append(roles, role)
				}
			}
			return roles
		},
	}
}
