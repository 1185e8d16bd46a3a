package useraccess

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// UserAccess is an access of a user: a UiAccess, SsoAccess, ApiAccess or ProfileAccess.
type UserAccess interface {
	document.Document
	// Stored returns the stored document.
	Stored() *StoredUserAccess
}

// UiAccess is an access through the user interface.
type UiAccess struct{ *StoredUserAccess }

// SsoAccess is an access by single sign-on.
type SsoAccess struct{ *StoredUserAccess }

// ApiAccess is an access to the API.
type ApiAccess struct{ *StoredUserAccess }

// ProfileAccess is a profile.
type ProfileAccess struct{ *StoredUserAccess }

// StoredUserAccess is the stored document of a user access of any type.
type StoredUserAccess struct {
	document.Base `bson:",inline"`
	Type          UserAccessType `bson:"type"`
	UserID        string         `bson:"userId"`
	CustomerID    string         `bson:"customerId"`
	// CustomerPathIDs are the customers from the top of the tree down to CustomerID, which is the last. The list of any of them
	// can include the accesses of its subsidiaries.
	CustomerPathIDs []string `bson:"customerPathIds"`
	// Roles are codes, in the order in which they were granted.
	Roles []string `bson:"roles"`
	// Enabled is false for an access that cannot be used, and whose roles its user does not hold, until it is enabled again.
	Enabled     bool        `bson:"enabled"`
	LastLoginAt *time.Time  `bson:"lastLoginAt"`
	CreatedBy   actor.Actor `bson:"createdBy"`

	// TwoFaEnabled belongs to UI.
	TwoFaEnabled bool `bson:"twoFaEnabled"`
	// SsoID belongs to SSO.
	SsoID *string `bson:"ssoId"`
	// Name belongs to API and PROFILE.
	Name *string `bson:"name"`
	// Language belongs to API. Nil stands for the current language of the user.
	Language *string `bson:"language"`

	// ErasedAt is nil unless the user was erased.
	ErasedAt *time.Time `bson:"erasedAt,omitempty"`
}

// PersonalFields returns the SSO ID, which often is an e-mail address, and the name.
func (*StoredUserAccess) PersonalFields() map[string]any {
	return map[string]any{"ssoId": document.Erased, "name": document.Erased}
}

// lastLoginField is the name under which LastLoginAt is stored.
const lastLoginField = "lastLoginAt"

// UnversionedFields names the time of the last login: a login is no change that an editor could overwrite.
func (r *StoredUserAccess) UnversionedFields() []string { return []string{lastLoginField} }

// Stored returns the record itself.
func (r *StoredUserAccess) Stored() *StoredUserAccess { return r }

// View returns the record as the type that it has in the schema.
func (r *StoredUserAccess) View() UserAccess {
	switch r.Type {
	case SSO:
		return SsoAccess{r}
	case API:
		return ApiAccess{r}
	case Profile:
		return ProfileAccess{r}
	default:
		return UiAccess{r}
	}
}

// UserAccessType is the type of a user access.
type UserAccessType string

// The types of a user access.
const (
	UI      UserAccessType = "UI"
	SSO     UserAccessType = "SSO"
	API     UserAccessType = "API"
	Profile UserAccessType = "PROFILE"
)

// UserAccessFilter selects user accesses. The zero value selects all.
type UserAccessFilter struct {
	// UserID selects the accesses of one user.
	UserID *string
	// CustomerID selects the accesses that belong to one customer.
	CustomerID *string
	// IncludeSubsidiaries, unless it is false, also selects the accesses of the customer's subsidiaries, at any depth.
	IncludeSubsidiaries *bool
	// Types selects the accesses of any of these types; empty selects all.
	Types []UserAccessType
	// Role selects the accesses that have the role with this code.
	Role *string
	// SsoID selects the access with this SSO ID.
	SsoID *string
	// Enabled selects the accesses that are enabled, or not enabled.
	Enabled *bool
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f UserAccessFilter) Check() error {
	return document.CheckEntries("filter.types", len(f.Types))
}

// Normal returns the same filter for all filters that select the same list: its role is in the form in which codes are stored,
// and settings without effect are nil.
func (f UserAccessFilter) Normal() UserAccessFilter {
	if f.Role != nil {
		role := text.Clean(*f.Role)
		f.Role = &role
	}
	if f.CustomerID == nil || f.WithSubsidiaries() {
		f.IncludeSubsidiaries = nil
	}
	return f
}

// WithSubsidiaries reports whether the accesses of the customer's subsidiaries are selected.
func (f UserAccessFilter) WithSubsidiaries() bool {
	return f.IncludeSubsidiaries == nil || *f.IncludeSubsidiaries
}
