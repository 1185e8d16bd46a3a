// Package roleaccount holds people of other organisations: their identities, roles and role accounts.
//
// Contract: create-external-role-account.
package roleaccount

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// ExternalPersonalIdentity is a person of another organisation.
type ExternalPersonalIdentity struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	FirstName      string                        `bson:"firstName"`
	LastName       string                        `bson:"lastName"`
	EmailAddress   string                        `bson:"emailAddress"`
	Managed        bool                          `bson:"managed"`
	State          ExternalPersonalIdentityState `bson:"state"`
	CreatedBy      actor.Actor                   `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (i *ExternalPersonalIdentity) ListName() string { return i.LastName }

// ExternalPersonalIdentityState is where an identity is in its life.
type ExternalPersonalIdentityState string

// The states of an external personal identity.
const (
	IdentityInvited     ExternalPersonalIdentityState = "INVITED"
	IdentityActive      ExternalPersonalIdentityState = "ACTIVE"
	IdentityDeactivated ExternalPersonalIdentityState = "DEACTIVATED"
)

// ExternalRole is a role that people of other organisations can have in the company.
type ExternalRole struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string      `bson:"name"`
	Enabled        bool        `bson:"enabled"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (r *ExternalRole) ListName() string { return r.Name }

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
}

// ListName is the name that lists order by.
func (a *ExternalRoleAccount) ListName() string { return a.LastName }

// ExternalRoleAccountState is where an account is in its life.
type ExternalRoleAccountState string

// The states of an external role account.
const (
	AccountInvited     ExternalRoleAccountState = "INVITED"
	AccountActive      ExternalRoleAccountState = "ACTIVE"
	AccountDeactivated ExternalRoleAccountState = "DEACTIVATED"
)

// IdentityFilter chooses identities. The zero value leaves nothing out.
type IdentityFilter struct {
	// States keeps the identities in any of them; empty leaves nothing out.
	States []ExternalPersonalIdentityState
	// EmailAddress keeps the identities with just this address, letter case included.
	EmailAddress *string
	// LastNameStartsWith keeps the identities whose last name begins so, case and accents apart.
	LastNameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f IdentityFilter) Check() error {
	if err := document.CheckEntries("filter.states", len(f.States)); err != nil {
		return err
	}
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}

// RoleFilter chooses roles. The zero value leaves nothing out.
type RoleFilter struct {
	// Enabled keeps the roles that are enabled, or those that are not.
	Enabled *bool
	// NameStartsWith keeps the roles whose name begins so, case and accents apart.
	NameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f RoleFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}

// AccountFilter chooses accounts. The zero value leaves nothing out.
type AccountFilter struct {
	// States keeps the accounts in any of them; empty leaves nothing out.
	States []ExternalRoleAccountState
	// RoleID keeps the accounts of one role.
	RoleID *string
	// EmailAddress keeps the accounts with just this address, letter case included.
	EmailAddress *string
	// PersonalIdentityID keeps the accounts of one identity.
	PersonalIdentityID *string
	// LastNameStartsWith keeps the accounts whose last name begins so, case and accents apart.
	LastNameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f AccountFilter) Check() error {
	if err := document.CheckEntries("filter.states", len(f.States)); err != nil {
		return err
	}
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}
