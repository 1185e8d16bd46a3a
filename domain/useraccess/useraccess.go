// Package useraccess holds the ways in which people and programs get into a platform: customers, their users, the
// users' accesses, and the roles that accesses hold.
//
// Contract: create-user-access.
package useraccess

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Customer is an organisation that users belong to.
type Customer struct {
	document.Base `bson:",inline"`
	Name          string `bson:"name"`
	// ParentID is nil for a customer that is nobody's subsidiary. It never changes.
	ParentID *string `bson:"parentId"`
	// AncestorIDs are the parent, its parent and so on, from the top down.
	AncestorIDs []string `bson:"ancestorIds"`
}

// User is a person with user accesses.
type User struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	FirstName      string `bson:"firstName"`
	LastName       string `bson:"lastName"`
	// Language is a BCP 47 tag in its canonical form.
	Language   string `bson:"language"`
	CustomerID string `bson:"customerId"`
}

// ListName is the name that lists order by.
func (u *User) ListName() string { return u.LastName }

// UserAccessRole is a role that an access can hold, known by its code.
type UserAccessRole struct {
	document.Base `bson:",inline"`
	Code          string `bson:"code"`
	Description   string `bson:"description"`
}

// Record is a user access of any type, as it is stored. The schema's types are views of it.
type Record struct {
	document.Base `bson:",inline"`
	Type          UserAccessType `bson:"type"`
	UserID        string         `bson:"userId"`
	CustomerID    string         `bson:"customerId"`
	// CustomerPathIDs lead from the top of the customer's tree down to the customer, which is the last: a list of any of
	// them can include its subsidiaries' accesses.
	CustomerPathIDs []string `bson:"customerPathIds"`
	// Roles are codes, in the order they were granted.
	Roles       []string    `bson:"roles"`
	LastLoginAt *time.Time  `bson:"lastLoginAt"`
	CreatedBy   actor.Actor `bson:"createdBy"`

	// TwoFaEnabled belongs to UI_CONNECTION.
	TwoFaEnabled bool `bson:"twoFaEnabled"`
	// SsoID belongs to SSO_CONNECTION.
	SsoID *string `bson:"ssoId"`
	// Name belongs to API_CONNECTION and PROFILE.
	Name *string `bson:"name"`
	// Language belongs to API_CONNECTION; nil means the user's, at the time of reading.
	Language *string `bson:"language"`
}

// lastLoginField is the name that LastLoginAt is stored under.
const lastLoginField = "lastLoginAt"

// UnversionedFields names the time of the last login: a login is nothing that an editor would overlook.
func (r *Record) UnversionedFields() []string { return []string{lastLoginField} }

// UserAccessType is the contract's type, in capitals.
type UserAccessType string

// The types of a user access.
const (
	UIConnection  UserAccessType = "UI_CONNECTION"
	SSOConnection UserAccessType = "SSO_CONNECTION"
	APIConnection UserAccessType = "API_CONNECTION"
	Profile       UserAccessType = "PROFILE"
)

// UserAccess is one way a user gets in: a UiAccess, SsoAccess, ApiAccess or ProfileAccess.
type UserAccess interface {
	document.Document
	// Stored is the record behind the view.
	Stored() *Record
}

// UiAccess is a UI_CONNECTION.
type UiAccess struct{ *Record }

// SsoAccess is an SSO_CONNECTION.
type SsoAccess struct{ *Record }

// ApiAccess is an API_CONNECTION.
type ApiAccess struct{ *Record }

// ProfileAccess is a PROFILE.
type ProfileAccess struct{ *Record }

// Stored is the record itself, for every view of it.
func (r *Record) Stored() *Record { return r }

// View returns the schema's type for a record.
func (r *Record) View() UserAccess {
	switch r.Type {
	case SSOConnection:
		return SsoAccess{r}
	case APIConnection:
		return ApiAccess{r}
	case Profile:
		return ProfileAccess{r}
	default:
		return UiAccess{r}
	}
}

// CustomerFilter chooses customers. The zero value leaves nothing out.
type CustomerFilter struct {
	// ParentID keeps the subsidiaries of one customer.
	ParentID string
}

// UserFilter chooses users. The zero value leaves nothing out.
type UserFilter struct {
	// CustomerID keeps the users of one customer, without those of its subsidiaries.
	CustomerID *string
	// LastNameStartsWith keeps the users whose last name begins so, case and accents apart.
	LastNameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f UserFilter) Check() error {
	return document.CheckNameStart("filter.lastNameStartsWith", f.LastNameStartsWith)
}

// UserAccessFilter chooses user accesses. The zero value leaves nothing out.
type UserAccessFilter struct {
	// UserID keeps the accesses of one user.
	UserID *string
	// CustomerID keeps the accesses that belong to one customer.
	CustomerID *string
	// IncludeSubsidiaries, unless it is false, keeps those of the customer's subsidiaries too, at any depth.
	IncludeSubsidiaries *bool
	// Types keeps the accesses of any of them; empty leaves nothing out.
	Types []UserAccessType
	// Role keeps the accesses that hold the role with this code.
	Role *string
	// SsoID keeps the access with this SSO ID.
	SsoID *string
}

// Check raises DATA_NOT_VALID.
func (f UserAccessFilter) Check() error {
	return document.CheckEntries("filter.types", len(f.Types))
}

// WithSubsidiaries says whether the accesses of the customer's subsidiaries are kept.
func (f UserAccessFilter) WithSubsidiaries() bool {
	return f.IncludeSubsidiaries == nil || *f.IncludeSubsidiaries
}

// RoleFilter chooses roles. The zero value leaves nothing out.
type RoleFilter struct {
	// Codes, unless nil, keeps the roles with these codes.
	Codes []string
}

// ListedRoles keeps the roles that a caller may grant, when those are asked for, else every role.
func ListedRoles(caller actor.Caller, grantable *bool) RoleFilter {
	if grantable == nil || !*grantable || caller.Holds(actor.Admin) {
		return RoleFilter{}
	}
	return RoleFilter{Codes: append([]string{}, caller.GrantableRoles...)}
}
