package useraccess

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// User is a person who has user accesses.
type User struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	FirstName      string `bson:"firstName"`
	LastName       string `bson:"lastName"`
	// Language is a BCP 47 tag in its canonical form.
	Language string `bson:"language"`
	// Enabled is false for a user who cannot act, and whose identifiers open nothing, until the user is enabled again.
	Enabled    bool        `bson:"enabled"`
	CustomerID string      `bson:"customerId"`
	CreatedBy  actor.Actor `bson:"createdBy"`
	// Erasure is nil unless the user was erased.
	Erasure *document.Erasure `bson:"erasure,omitempty"`
}

// PersonalFields returns the names of the user.
func (*User) PersonalFields() map[string]any {
	return map[string]any{"firstName": document.Erased, "lastName": document.Erased}
}

// ListName returns the name by which lists are sorted.
func (u *User) ListName() string { return u.LastName }

// MayPass reports whether the identifiers that the user holds open anything: only those of an enabled user do.
func (u *User) MayPass() bool { return u.Enabled }

// UserFilter selects users. The zero value selects all.
type UserFilter struct {
	// CustomerID selects the users of one customer, without those of its subsidiaries.
	CustomerID *string
	// LastNameStartsWith selects the users whose last name starts with a text, ignoring case and accents.
	LastNameStartsWith *string
	// Enabled selects the users who are enabled, or not enabled.
	Enabled *bool
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f UserFilter) Check() error {
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}
