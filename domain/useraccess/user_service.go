package useraccess

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// CreateUser creates a user of a customer. It raises DATA_NOT_VALID.
func (s *Service) CreateUser(ctx context.Context, caller actor.Caller, input CreateUserInput) (*User, error) {
	return commit.Run(ctx, s.Changes, caller, "createUser", func(ctx context.Context, change *commit.Change) (*User, error) {
		var customer *Customer
		if err := s.loadCustomer(ctx, caller, input.CustomerID, &customer); err != nil {
			return nil, err
		}
		user, err := newUser(input, customer)
		if err != nil {
			return nil, err
		}
		if user.Base, err = change.NewBase(id.User); err != nil {
			return nil, err
		}
		user.CreatedBy = caller.Actor()
		return user, change.Insert(user)
	})
}

// UpdateUser changes the fields that the input sets. It raises USER_NOT_FOUND, VERSION_CONFLICT and DATA_NOT_VALID.
func (s *Service) UpdateUser(ctx context.Context, caller actor.Caller, input UpdateUserInput) (*User, error) {
	return commit.Run(ctx, s.Changes, caller, "updateUser", func(ctx context.Context, change *commit.Change) (*User, error) {
		var before *User
		if err := s.loadUser(ctx, caller, input.UserID, &before); err != nil {
			return nil, err
		}
		if before == nil {
			return nil, userNotFound(userIDPath, input.UserID)
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.update(input)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}
