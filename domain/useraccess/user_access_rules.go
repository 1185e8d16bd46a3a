package useraccess

import (
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// accessCreation is the creation of a user access. It reads the input first and the stored documents that it refers to next. All
// violations are reported together.
type accessCreation struct {
	record *StoredUserAccess
	// user is nil if the company does not have it.
	user   *User
	roles  roleCodes
	fields inputs.Fields
	// hasOwnCustomer is false if the access gets the customer of the user.
	hasOwnCustomer bool
}

// readCreation reads an input, and rejects the fields that are not valid by themselves.
func readCreation(input CreateUserAccessInput) *accessCreation {
	creation := &accessCreation{record: &StoredUserAccess{
		UserID: input.UserID, CustomerPathIDs: []string{}, Enabled: input.Enabled == nil || *input.Enabled,
	}}
	if input.CustomerID != nil {
		creation.hasOwnCustomer = true
		creation.record.CustomerID = *input.CustomerID
	}
	creation.roles = readRoles(input.Roles, &creation.fields)
	creation.record.Roles = creation.roles.codes
	readType(input.Type, creation.record, &creation.fields)
	return creation
}

// setUser sets the customer of the user, unless the input names a customer. user is nil if the company does not have it.
func (c *accessCreation) setUser(user *User) {
	c.user = user
	switch {
	case user == nil:
		c.fields.Reject(userIDPath, notAUser)
	case !c.hasOwnCustomer:
		c.record.CustomerID = user.CustomerID
	}
}

// setCustomer sets the path of the customer, which is nil if the company does not have it. It fails if the customer of a stored
// user is not stored.
func (c *accessCreation) setCustomer(customer *Customer) error {
	switch {
	case customer != nil:
		c.record.CustomerPathIDs = append(slices.Clone(customer.AncestorIDs), customer.ID)
	case c.hasOwnCustomer:
		c.fields.Reject(customerIDPath, notACustomer)
	case c.record.CustomerID != "":
		return fmt.Errorf("customer %s of user %s is not stored", c.record.CustomerID, c.record.UserID)
	}
	return nil
}

// decide returns the access, or all violations: those of the fields first, then an erased user, then the roles that the company does not
// have, then the roles that the caller may not grant. roles has the roles of the company that are among the codes, and notHeld the codes
// that the acting user does not hold.
func (c *accessCreation) decide(caller actor.Caller, roles map[string]*UserAccessRole, notHeld []string) (*StoredUserAccess, error) {
	c.fields.Report(fault.DataNotValid)
	if c.user != nil {
		if refusal, isErased := c.user.Erased(); isErased {
			c.fields.Add(refusal.With(userIDPath, notErased))
		}
	}
	roleChange{granted: c.roles}.report(caller, roles, notHeld, &c.fields)
	c.record.CreatedBy = caller.Actor()
	return c.record, c.fields.Err()
}

// Blockers returns what keeps the access from being used: that it is off, and that its user is off, in this order.
func (r *StoredUserAccess) Blockers(user *User) fault.Violations {
	blockers := fault.Violations{}
	if !r.Enabled {
		blockers.Add(fault.New(fault.UserAccessNotEnabled, r.ID))
	}
	if !user.Enabled {
		blockers.Add(fault.New(fault.UserAccessUserNotEnabled, r.ID))
	}
	return blockers
}

// requireUsable raises the blockers of an access that is used.
func (r *StoredUserAccess) requireUsable(user *User) error {
	var violations fault.Violations
	for _, blocker := range r.Blockers(user) {
		violations.Add(blocker.With(userAccessIDPath, "must be the ID of an enabled access of an enabled user"))
	}
	return violations.Err()
}

// isUIOrSSO reports whether the access is a UI or SSO access, of which a user has at most one.
func (r *StoredUserAccess) isUIOrSSO() bool { return r.Type == UI || r.Type == SSO }

// recordLogin returns the access after a login, and whether it differs: the time of the last login never moves back.
func (r *StoredUserAccess) recordLogin(at, now time.Time) (after *StoredUserAccess, isLater bool, err error) {
	if at.After(now.Add(MaxClockSkew)) {
		var fields inputs.Fields
		fields.Reject("input.at", "must not lie in the future")
		return nil, false, fields.Err()
	}
	if r.LastLoginAt != nil && !at.After(*r.LastLoginAt) {
		return r, false, nil
	}
	later := *r
	later.LastLoginAt = &at
	return &later, true, nil
}
