package useraccess

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Service changes customers, users, their accesses and the roles of those.
//
// A user keeps the customer, a customer its ancestors and a role its code, and only roles go away: a counter of the
// accesses that hold a role keeps a grant and the role's deletion apart. So the commits rely on no other document.
type Service struct {
	Customers    document.Reader[Customer]
	Users        document.Reader[User]
	UserAccesses document.Reader[Record]
	Roles        RolesByCode
	Counters     commit.CounterReader
	Changes      *commit.Runner
}

// CreateCustomer makes a customer. It raises DATA_NOT_VALID and CUSTOMER_DEPTH_EXCEEDED.
func (s *Service) CreateCustomer(ctx context.Context, caller actor.Caller, input CreateCustomerInput) (*Customer, error) {
	return commit.Run(ctx, s.Changes, caller, "createCustomer", func(ctx context.Context, change *commit.Change) (*Customer, error) {
		var parent *Customer
		if input.ParentID != nil {
			if err := s.loadCustomer(ctx, caller, *input.ParentID, &parent); err != nil {
				return nil, err
			}
		}
		customer, err := newCustomer(input, parent)
		if err != nil {
			return nil, err
		}
		if customer.Base, err = change.NewBase(id.Customer); err != nil {
			return nil, err
		}
		customer.CreatedBy = caller.Actor()
		return customer, change.Insert(customer)
	})
}

// UpdateCustomer changes the fields that are given. It raises CUSTOMER_NOT_FOUND, VERSION_CONFLICT and
// DATA_NOT_VALID.
func (s *Service) UpdateCustomer(ctx context.Context, caller actor.Caller, wanted UpdateCustomer) (*Customer, error) {
	return commit.Run(ctx, s.Changes, caller, "updateCustomer", func(ctx context.Context, change *commit.Change) (*Customer, error) {
		var before *Customer
		if err := s.loadCustomer(ctx, caller, wanted.CustomerID, &before); err != nil {
			return nil, err
		}
		if before == nil {
			return nil, customerNotFound("input.customerId", wanted.CustomerID)
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.updated(wanted)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// CreateUser makes a user of a customer. It raises DATA_NOT_VALID.
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

// UpdateUser changes the fields that are given. It raises USER_NOT_FOUND, VERSION_CONFLICT and DATA_NOT_VALID.
func (s *Service) UpdateUser(ctx context.Context, caller actor.Caller, wanted UpdateUser) (*User, error) {
	return commit.Run(ctx, s.Changes, caller, "updateUser", func(ctx context.Context, change *commit.Change) (*User, error) {
		var before *User
		if err := s.loadUser(ctx, caller, wanted.UserID, &before); err != nil {
			return nil, err
		}
		if before == nil {
			return nil, userNotFound("input.userId", wanted.UserID)
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.updated(wanted)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// loadCustomer leaves into as it is when the company has no such customer.
func (s *Service) loadCustomer(ctx context.Context, caller actor.Caller, customerID string, into **Customer) error {
	if err := document.Load(ctx, s.Customers, caller.CompanyID, id.Customer, customerID, into); err != nil {
		return fmt.Errorf("reading the customer: %w", err)
	}
	return nil
}

// loadUser leaves into as it is when the company has no such user.
func (s *Service) loadUser(ctx context.Context, caller actor.Caller, userID string, into **User) error {
	if err := document.Load(ctx, s.Users, caller.CompanyID, id.User, userID, into); err != nil {
		return fmt.Errorf("reading the user: %w", err)
	}
	return nil
}
