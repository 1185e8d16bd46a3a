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
	// Erasure is nil unless the person was erased.
	Erasure *document.Erasure `bson:"erasure,omitempty"`
}

// PersonalFields returns the names and the address of the person.
func (*ExternalPersonalIdentity) PersonalFields() map[string]any { return personalFields() }

// ListName returns the name by which lists are sorted.
func (i *ExternalPersonalIdentity) ListName() string { return i.LastName }

// MayPass reports whether the identifiers that the person holds open anything: only those of an ACTIVE identity do.
func (i *ExternalPersonalIdentity) MayPass() bool { return i.State == IdentityActive }

// ExternalPersonalIdentityState is the state of an identity.
type ExternalPersonalIdentityState string

// The states of an external personal identity.
const (
	IdentityInvited     ExternalPersonalIdentityState = "INVITED"
	IdentityActive      ExternalPersonalIdentityState = "ACTIVE"
	IdentityDeactivated ExternalPersonalIdentityState = "DEACTIVATED"
)

// ExternalPersonalIdentityFilter selects identities. The zero value selects all.
type ExternalPersonalIdentityFilter struct {
	// States selects the identities in any of these states; empty selects all.
	States []ExternalPersonalIdentityState
	// EmailAddress selects the identities with this address. The letter case of its local part counts, that of its domain does not.
	EmailAddress *string
	// LastNameStartsWith selects the identities whose last name starts with a text, ignoring case and accents.
	LastNameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f ExternalPersonalIdentityFilter) Check() error {
	if err := document.CheckEntries("filter.states", len(f.States)); err != nil {
		return err
	}
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}
