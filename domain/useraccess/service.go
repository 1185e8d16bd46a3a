package useraccess

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Service carries out the mutations of customers, users, user accesses and roles.
//
// When its commits grant or withdraw roles, they rely on the acting user and on the accesses by which this user holds them. A login
// relies on the access and its user. Commits rely on no other document: the customer of a user, the ancestors of a customer and the
// code of a role never change, and of these only roles can be deleted: the counter of the accesses that have a role makes either a
// grant or a concurrent deletion of the role lose the race.
type Service struct {
	Customers    document.Reader[Customer]
	Users        document.Reader[User]
	UserAccesses UserAccesses
	Roles        RolesByCode
	Counters     commit.CounterReader
	Changes      *commit.Runner
}

// loadCustomer stores a customer in into, or leaves into unchanged if the company does not have the customer.
func (s *Service) loadCustomer(ctx context.Context, caller actor.Caller, customerID string, into **Customer) error {
	if err := document.Load(ctx, s.Customers, caller.CompanyID, id.Customer, customerID, into); err != nil {
		return fmt.Errorf("reading the customer: %w", err)
	}
	return nil
}

// loadUser stores a user in into, or leaves into unchanged if the company does not have the user.
func (s *Service) loadUser(ctx context.Context, caller actor.Caller, userID string, into **User) error {
	if err := document.Load(ctx, s.Users, caller.CompanyID, id.User, userID, into); err != nil {
		return fmt.Errorf("reading the user: %w", err)
	}
	return nil
}
