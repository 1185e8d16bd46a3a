// Package access holds accesses: what people sign transactions with.
//
// Contracts: create-access, access-object.
package access

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Access is an access a user has to a group of applications.
type Access struct {
	document.Base     `bson:",inline"`
	document.Named    `bson:",inline"`
	Type              Type        `bson:"type"`
	State             State       `bson:"state"`
	Managed           bool        `bson:"managed"`
	FirstName         string      `bson:"firstName"`
	LastName          string      `bson:"lastName"`
	PrivateID         string      `bson:"privateId"`
	RoleAccountID     *string     `bson:"roleAccountId"`
	CorporateName     *string     `bson:"corporateName"`
	CorporateRoleName *string     `bson:"corporateRoleName"`
	Activation        *Activation `bson:"activation"`
	// Invitation is the latest that the user was sent; nil when there was none.
	Invitation *Invitation `bson:"invitation"`
	// InvitationHash is that of the invitation's token; nil when there is no invitation, and once it is accepted.
	InvitationHash *string     `bson:"invitationHash"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// AuditSecrets keeps the hash of a token out of the audit log.
func (a *Access) AuditSecrets() []string { return []string{"invitationHash"} }

// ListName is the name that lists order by.
func (a *Access) ListName() string { return a.LastName }

// Type says in which role the user acts.
type Type string

// The types of an access.
const (
	Private   Type = "PRIVATE"
	Corporate Type = "CORPORATE"
)

// State is where an access is in its life.
type State string

// The states of an access.
const (
	Invited     State = "INVITED"
	Active      State = "ACTIVE"
	Deactivated State = "DEACTIVATED"
)

// Activation records what was accepted when an access became active, when, and by whom.
type Activation struct {
	At               time.Time `bson:"at"`
	AgreementVersion string    `bson:"agreementVersion"`
	// AcceptedBy is nil when the user accepted in person.
	AcceptedBy *actor.Actor `bson:"acceptedBy"`
}

// Filter chooses accesses. The zero value leaves nothing out.
type Filter struct {
	// States keeps the accesses in any of them; empty leaves nothing out.
	States []State
	// Type keeps the accesses of one type.
	Type *Type
	// Managed keeps the accesses that the platform manages, or those that it does not.
	Managed *bool
	// PrivateID keeps the accesses of one external personal identity.
	PrivateID *string
	// RoleAccountID keeps the accesses of one external role account.
	RoleAccountID *string
	// LastNameStartsWith keeps the accesses whose last name begins so, case and accents apart.
	LastNameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f Filter) Check() error {
	if err := document.CheckEntries("filter.states", len(f.States)); err != nil {
		return err
	}
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}
