package roleaccount

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// ExternalRoleAccount is the account of a person of another organisation in a role.
type ExternalRoleAccount struct {
	document.Base      `bson:",inline"`
	document.Named     `bson:",inline"`
	RoleID             string                   `bson:"roleId"`
	PersonalIdentityID string                   `bson:"personalIdentityId"`
	EmailAddress       string                   `bson:"emailAddress"`
	FirstName          string                   `bson:"firstName"`
	LastName           string                   `bson:"lastName"`
	Managed            bool                     `bson:"managed"`
	State              ExternalRoleAccountState `bson:"state"`
	CreatedBy          actor.Actor              `bson:"createdBy"`
	// ErasedAt is nil unless the person was erased.
	ErasedAt *time.Time `bson:"erasedAt,omitempty"`
}

// PersonalFields returns the names and the address of the person.
func (*ExternalRoleAccount) PersonalFields() map[string]any { return personalFields() }

// ListName returns the name by which lists are sorted.
func (a *ExternalRoleAccount) ListName() string { return a.LastName }

// ExternalRoleAccountState is the state of an account.
type ExternalRoleAccountState string

// The states of an external role account.
const (
	AccountInvited     ExternalRoleAccountState = "INVITED"
	AccountActive      ExternalRoleAccountState = "ACTIVE"
	AccountDeactivated ExternalRoleAccountState = "DEACTIVATED"
)

// ExternalRoleAccountFilter selects accounts. The zero value selects all.
type ExternalRoleAccountFilter struct {
	// States selects the accounts in any of these states; empty selects all.
	States []ExternalRoleAccountState
	// RoleID selects the accounts of one role.
	RoleID *string
	// EmailAddress selects the accounts with this address. The letter case of its local part counts, that of its domain does not.
	EmailAddress *string
	// PersonalIdentityID selects the accounts of one identity.
	PersonalIdentityID *string
	// LastNameStartsWith selects the accounts whose last name starts with a text, ignoring case and accents.
	LastNameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f ExternalRoleAccountFilter) Check() error {
	if err := document.CheckEntries("filter.states", len(f.States)); err != nil {
		return err
	}
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}
