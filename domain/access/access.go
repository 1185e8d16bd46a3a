package access

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Access is the access of a user to a group of applications.
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
	// Invitation is the latest invitation of the user; nil if there was none.
	Invitation *Invitation `bson:"invitation"`
	// InvitationHash is the hash of the invitation's token; nil without an invitation, and once it is revoked. It stays once the
	// invitation is accepted, so that a retry of the acceptance with its idempotency key finds the access.
	InvitationHash *string     `bson:"invitationHash"`
	CreatedBy      actor.Actor `bson:"createdBy"`
	// ErasedAt is nil unless the person of the access was erased.
	ErasedAt *time.Time `bson:"erasedAt,omitempty"`
}

// PersonalFields returns the names of the access, and those in the accepted agreement.
func (a *Access) PersonalFields() map[string]any {
	return map[string]any{
		"firstName": document.Erased, "lastName": document.Erased, "corporateName": nil, "corporateRoleName": nil,
		"activation.names.firstName": document.Erased, "activation.names.lastName": document.Erased,
		"activation.names.corporateName": nil, "activation.names.corporateRoleName": nil,
	}
}

// AuditSecrets keeps the hash of the token out of the audit log.
func (a *Access) AuditSecrets() []string { return []string{"invitationHash"} }

// ListName returns the name by which lists are sorted.
func (a *Access) ListName() string { return a.LastName }

// Type is the role in which the user acts.
type Type string

// The types of an access.
const (
	Private   Type = "PRIVATE"
	Corporate Type = "CORPORATE"
)

// State is the state of an access.
type State string

// The states of an access.
const (
	Invited     State = "INVITED"
	Active      State = "ACTIVE"
	Deactivated State = "DEACTIVATED"
)

// Activation records which agreement was accepted when an access became active, when, and by whom.
type Activation struct {
	At               time.Time `bson:"at"`
	AgreementVersion string    `bson:"agreementVersion"`
	// AgreementDigest is the digest of the accepted agreement, and Names are the names of the access at that time. Both are nil for
	// activations from before they were stored.
	AgreementDigest *string `bson:"agreementDigest"`
	Names           *Names  `bson:"names"`
	// AcceptedBy is nil if the user accepted in person.
	AcceptedBy *actor.Actor `bson:"acceptedBy"`
}

// Filter selects accesses. The zero value selects all.
type Filter struct {
	// States selects the accesses in any of these states; empty selects all.
	States []State
	// Type selects the accesses of one type.
	Type *Type
	// Managed selects the accesses that the platform manages, or does not manage.
	Managed *bool
	// PrivateID selects the accesses of one external personal identity.
	PrivateID *string
	// RoleAccountID selects the accesses of one external role account.
	RoleAccountID *string
	// AgreementVersion selects the accesses whose activation accepted one version of the user agreement.
	AgreementVersion *string
	// LastNameStartsWith selects the accesses whose last name starts with a text, ignoring case and accents.
	LastNameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f Filter) Check() error {
	if err := document.CheckEntries("filter.states", len(f.States)); err != nil {
		return err
	}
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}
