package useraccess

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// CreateCustomer creates a customer. It raises DATA_NOT_VALID and CUSTOMER_DEPTH_EXCEEDED.
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
		change.StartCounter(commit.SubsidiariesOfCustomer, customer.ID, 0)
		if parent != nil {
			change.Count(commit.SubsidiariesOfCustomer, parent.ID, 1)
		}
		return customer, change.Insert(customer)
	})
}

// UpdateCustomer changes the fields that the input sets. It raises CUSTOMER_NOT_FOUND, VERSION_CONFLICT and DATA_NOT_VALID.
func (s *Service) UpdateCustomer(ctx context.Context, caller actor.Caller, input UpdateCustomerInput) (*Customer, error) {
	return commit.Run(ctx, s.Changes, caller, "updateCustomer", func(ctx context.Context, change *commit.Change) (*Customer, error) {
		var before *Customer
		if err := s.loadCustomer(ctx, caller, input.CustomerID, &before); err != nil {
			return nil, err
		}
		if before == nil {
			return nil, customerNotFound(customerIDPath, input.CustomerID)
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
