package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/audit"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Parent is the batch resolver for the parent field.
func (r *customerResolver) Parent(ctx context.Context, objs []*useraccess.Customer) ([]*useraccess.Customer, error) {
	return lookUpEach(ctx, objs, r.customers,
		func(obj *useraccess.Customer) string { return valueOrZero(obj.ParentID) })
}

// SubsidiariesCount is the batch resolver for the subsidiariesCount field.
func (r *customerResolver) SubsidiariesCount(ctx context.Context, objs []*useraccess.Customer) ([]*int, error) {
	return countEach(ctx, objs, dataloaders.Loaders.Subsidiaries, func(obj *useraccess.Customer) string { return obj.ID })
}

// Subsidiaries is the batch resolver for the subsidiaries field.
func (r *customerResolver) Subsidiaries(ctx context.Context, objs []*useraccess.Customer, first *int, after *string, last *int, before *string, filter *useraccess.CustomerFilter, orderBy *model.CustomerOrder) ([]*connection.Connection[*useraccess.Customer], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.Customer) (*connection.Connection[*useraccess.Customer], error) {
		criteria := valueOrZero(filter)
		lister := within(r.customers, &criteria.ParentID, obj.ID)
		return r.listCustomers(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// Users is the batch resolver for the users field.
func (r *customerResolver) Users(ctx context.Context, objs []*useraccess.Customer, first *int, after *string, last *int, before *string, filter *useraccess.UserFilter, orderBy *model.UserOrder) ([]*connection.Connection[*useraccess.User], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.Customer) (*connection.Connection[*useraccess.User], error) {
		criteria := valueOrZero(filter)
		lister := within(r.users, &criteria.CustomerID, obj.ID)
		return r.listUsers(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// UserAccesses is the batch resolver for the userAccesses field.
func (r *customerResolver) UserAccesses(ctx context.Context, objs []*useraccess.Customer, first *int, after *string, last *int, before *string, filter *useraccess.UserAccessFilter, orderBy *model.UserAccessOrder) ([]*connection.Connection[useraccess.UserAccess], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.Customer) (*connection.Connection[useraccess.UserAccess], error) {
		criteria := valueOrZero(filter)
		lister := within(r.userAccesses, &criteria.CustomerID, obj.ID)
		return r.listUserAccesses(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *customerResolver) History(ctx context.Context, objs []*useraccess.Customer, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.Customer) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateCustomer is the resolver for the createCustomer field.
func (r *mutationResolver) CreateCustomer(ctx context.Context, input useraccess.CreateCustomerInput) (*model.CreateCustomerPayload, error) {
	customer, err := mutate(ctx, r.Services.UserAccess.CreateCustomer, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateCustomerPayload{Customer: customer}, nil
}

// UpdateCustomer is the resolver for the updateCustomer field.
func (r *mutationResolver) UpdateCustomer(ctx context.Context, input model.UpdateCustomerInput) (*model.UpdateCustomerPayload, error) {
	update := useraccess.UpdateCustomerInput{
		CustomerID: input.CustomerID, Name: field(input.Name), ExpectedVersion: input.ExpectedVersion.Value(),
	}
	customer, err := mutate(ctx, r.Services.UserAccess.UpdateCustomer, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateCustomerPayload{Customer: customer}, nil
}

// Customer is the resolver for the customer field.
func (r *queryResolver) Customer(ctx context.Context, customerID string) (*useraccess.Customer, error) {
	return r.customers.lookUp(ctx, customerID)
}

// Customers is the resolver for the customers field.
func (r *queryResolver) Customers(ctx context.Context, first *int, after *string, last *int, before *string, filter *useraccess.CustomerFilter, orderBy *model.CustomerOrder) (*connection.Connection[*useraccess.Customer], error) {
	return r.listCustomers(ctx, r.customers, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// Customer returns generated.CustomerResolver implementation.
func (r *Resolver) Customer() generated.CustomerResolver { return &customerResolver{r} }

type customerResolver struct{ *Resolver }
