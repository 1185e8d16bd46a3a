package resolvers

import (
	"context"

	"accessgraph/domain/audit"
	"accessgraph/domain/erasure"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// CreateUser is the resolver for the createUser field.
func (r *mutationResolver) CreateUser(ctx context.Context, input useraccess.CreateUserInput) (*model.CreateUserPayload, error) {
	user, err := mutate(ctx, r.Services.UserAccess.CreateUser, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateUserPayload{User: user}, nil
}

// UpdateUser is the resolver for the updateUser field.
func (r *mutationResolver) UpdateUser(ctx context.Context, input model.UpdateUserInput) (*model.UpdateUserPayload, error) {
	update := useraccess.UpdateUserInput{
		UserID: input.UserID, FirstName: field(input.FirstName), LastName: field(input.LastName), Language: field(input.Language),
		Enabled: field(input.Enabled), ExpectedVersion: input.ExpectedVersion.Value(),
	}
	user, err := mutate(ctx, r.Services.UserAccess.UpdateUser, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateUserPayload{User: user}, nil
}

// EraseUser is the resolver for the eraseUser field.
func (r *mutationResolver) EraseUser(ctx context.Context, input erasure.EraseUserInput) (*model.EraseUserPayload, error) {
	user, err := mutate(ctx, r.Services.Erasure.EraseUser, input)
	if err != nil {
		return nil, err
	}
	return &model.EraseUserPayload{ErasedUserID: user.ID, Erasure: user.Erasure, User: user}, nil
}

// User is the resolver for the user field.
func (r *queryResolver) User(ctx context.Context, userID string) (*useraccess.User, error) {
	return r.users.lookUp(ctx, userID)
}

// Users is the resolver for the users field.
func (r *queryResolver) Users(ctx context.Context, first *int, after *string, last *int, before *string, filter *useraccess.UserFilter, orderBy *model.UserOrder) (*connection.Connection[*useraccess.User], error) {
	return r.listUsers(ctx, r.users, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// Customer is the batch resolver for the customer field.
func (r *userResolver) Customer(ctx context.Context, objs []*useraccess.User) ([]*useraccess.Customer, error) {
	return lookUpEach(ctx, objs, r.customers, func(obj *useraccess.User) string { return obj.CustomerID })
}

// UserAccesses is the batch resolver for the userAccesses field.
func (r *userResolver) UserAccesses(ctx context.Context, objs []*useraccess.User, first *int, after *string, last *int, before *string, filter *useraccess.UserAccessFilter, orderBy *model.UserAccessOrder) ([]*connection.Connection[useraccess.UserAccess], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.User) (*connection.Connection[useraccess.UserAccess], error) {
		criteria := valueOrZero(filter)
		lister := within(r.userAccesses, &criteria.UserID, obj.ID)
		return r.listUserAccesses(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *userResolver) History(ctx context.Context, objs []*useraccess.User, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.User) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// User returns generated.UserResolver implementation.
func (r *Resolver) User() generated.UserResolver { return &userResolver{r} }

type userResolver struct{ *Resolver }
