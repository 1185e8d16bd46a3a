package useraccess

import (
	"fmt"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// accessRequest is a user access that is asked for: read from the input first, then compared with what is stored.
// What is wrong is noted on the way, so that all of it is told at once.
type accessRequest struct {
	record *Record
	roles  roleRequest
	fields text.Fields
	// ownCustomer is false when the customer is to be the user's.
	ownCustomer bool
}

// readUserAccess reads an input, and notes what is wrong with it in itself.
func readUserAccess(input CreateUserAccessInput) *accessRequest {
	request := &accessRequest{record: &Record{UserID: input.UserID, CustomerPathIDs: []string{}}}
	if input.CustomerID != nil {
		request.ownCustomer = true
		request.record.CustomerID = *input.CustomerID
	}
	request.roles = readRoles(input.Roles, &request.fields)
	request.record.Roles = request.roles.codes
	readType(input.Type, request.record, &request.fields)
	return request
}

// settleUser takes the customer from the user, where none was asked for. user is nil when the company does not have it.
func (r *accessRequest) settleUser(user *User) {
	switch {
	case user == nil:
		r.fields.Refuse("input.userId", notAUser)
	case !r.ownCustomer:
		r.record.CustomerID = user.CustomerID
	}
}

// settleCustomer takes the path from the customer, which is nil when the company does not have it. Its error means
// that a stored user has a customer that is not stored.
func (r *accessRequest) settleCustomer(customer *Customer) error {
	switch {
	case customer != nil:
		r.record.CustomerPathIDs = append(slices.Clone(customer.AncestorIDs), customer.ID)
	case r.ownCustomer:
		r.fields.Refuse("input.customerId", notACustomer)
	case r.record.CustomerID != "":
		return fmt.Errorf("customer %s of user %s is not stored", r.record.CustomerID, r.record.UserID)
	}
	return nil
}

// decide returns the access, or everything that is wrong: fields, then roles that the company does not have, then
// roles that the caller may not grant. known holds those of the roles that the company has.
func (r *accessRequest) decide(caller actor.Caller, known map[string]*UserAccessRole) (*Record, error) {
	var found fault.Violations
	r.fields.Report(&found)
	r.roles.check(caller, known, &found)
	r.record.CreatedBy = caller.Actor()
	return r.record, found.Err()
}
