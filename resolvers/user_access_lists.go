package resolvers

import (
	"context"

	"accessgraph/domain/document"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listCustomers returns a page of customers.
func (r *Resolver) listCustomers(
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
	return list(ctx, r.customers, from, filter, order, asked)
}

// listUsers returns a page of users.
func (r *Resolver) listUsers(
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
	return list(ctx, r.users, from, filter, order, asked)
}

// listUserAccesses returns a page of user accesses.
func (r *Resolver) listUserAccesses(
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
	return listAs(ctx, r.userAccesses, from, filter, order, asked, (*useraccess.Record).View)
}

// rolesOfEach returns the roles with the codes of each parent, in their order, without codes that no role has.
func rolesOfEach[P any](ctx context.Context, parents []P, codesOf func(parent P) []string) ([][]useraccess.UserAccessRole, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, parent := range parents {
		codes = append(codes, codesOf(parent)...)
	}
	loaders.RolesByCode().Fetch(ctx, codes)
	return each(parents, func(parent P) ([]useraccess.UserAccessRole, error) {
		roles := make([]useraccess.UserAccessRole, 0, len(codesOf(parent)))
		for _, code := range codesOf(parent) {
			role, err := present(loaders.RolesByCode().Load(ctx, code))
			if err != nil {
				return nil, err
			}
			if role != nil {
				roles = append(roles, *role)
			}
		}
		return roles, nil
	})
}
