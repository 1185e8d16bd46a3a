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
	ctx context.Context, lister document.Lister[useraccess.Customer, useraccess.CustomerFilter], filter useraccess.CustomerFilter,
	orderBy *model.CustomerOrder, arguments document.PageArguments,
) (*connection.Connection[*useraccess.Customer], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	if !filter.Possible() {
		lister = emptyLister[useraccess.Customer, useraccess.CustomerFilter]{}
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.CustomerOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.customers, lister, filter, order, arguments)
}

// listUsers returns a page of users.
func (r *Resolver) listUsers(
	ctx context.Context, lister document.Lister[useraccess.User, useraccess.UserFilter], filter useraccess.UserFilter,
	orderBy *model.UserOrder, arguments document.PageArguments,
) (*connection.Connection[*useraccess.User], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.UserOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, r.users, lister, filter, order, arguments)
}

// listUserAccesses returns a page of user accesses.
func (r *Resolver) listUserAccesses(
	ctx context.Context, lister document.Lister[useraccess.StoredUserAccess, useraccess.UserAccessFilter], filter useraccess.UserAccessFilter,
	orderBy *model.UserAccessOrder, arguments document.PageArguments,
) (*connection.Connection[useraccess.UserAccess], error) {
	if err := filter.Check(); err != nil {
		return nil, err
	}
	filter = filter.Normal()
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(false, orderBy.Direction)
	}
	return listAs(ctx, r.userAccesses, lister, filter, order, arguments, (*useraccess.StoredUserAccess).View)
}
