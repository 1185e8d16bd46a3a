// Package useraccess holds the ways in which people and programs get into a platform: customers, their users, the
// users' accesses, and the roles that accesses hold.
//
// Contract: create-user-access.
package useraccess

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// Customer is an organisation that users belong to.
type Customer struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string `bson:"name"`
	// ParentID is nil for a customer that is nobody's subsidiary. It never changes.
	ParentID *string `bson:"parentId"`
	// AncestorIDs are the parent, its parent and so on, from the top down.
	AncestorIDs []string    `bson:"ancestorIds"`
	CreatedBy   actor.Actor `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (c *Customer) ListName() string { return c.Name }

// User is a person with user accesses.
type User struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	FirstName      string `bson:"firstName"`
	LastName       string `bson:"lastName"`
	// Language is a BCP 47 tag in its canonical form.
	Language   string      `bson:"language"`
	CustomerID string      `bson:"customerId"`
	CreatedBy  actor.Actor `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (u *User) ListName() string { return u.LastName }

// UserAccessRole is a role that an access can hold, known by its code.
type UserAccessRole struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Code           string      `bson:"code"`
	Description    string      `bson:"description"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// ListName is the code, which lists order by.
func (r *UserAccessRole) ListName() string { return r.Code }

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

	// TwoFaEnabled belongs to UI.
	TwoFaEnabled bool `bson:"twoFaEnabled"`
	// SsoID belongs to SSO.
	SsoID *string `bson:"ssoId"`
	// Name belongs to API and PROFILE.
	Name *string `bson:"name"`
	// Language belongs to API; nil means the user's, at the time of reading.
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
	UI      UserAccessType = "UI"
	SSO     UserAccessType = "SSO"
	API     UserAccessType = "API"
	Profile UserAccessType = "PROFILE"
)

// UserAccess is one way a user gets in: a UiAccess, SsoAccess, ApiAccess or ProfileAccess.
type UserAccess interface {
	document.Document
	// Stored is the record behind the view.
	Stored() *Record
}

// UiAccess is a UI.
type UiAccess struct{ *Record }

// SsoAccess is an SSO.
type SsoAccess struct{ *Record }

// ApiAccess is an API.
type ApiAccess struct{ *Record }

// ProfileAccess is a PROFILE.
type ProfileAccess struct{ *Record }

// Stored is the record itself, for every view of it.
func (r *Record) Stored() *Record { return r }

// View returns the schema's type for a record.
func (r *Record) View() UserAccess {
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

// CustomerFilter chooses customers. The zero value leaves nothing out.
type CustomerFilter struct {
	// ParentID keeps the subsidiaries of one customer.
	ParentID *string
	// NameStartsWith keeps the customers whose name begins so, case and accents apart.
	NameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f CustomerFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
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

// Normal returns the filter with its role as codes are stored, and without what makes no difference: it is the same for
// the same list.
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

// WithSubsidiaries says whether the accesses of the customer's subsidiaries are kept.
func (f UserAccessFilter) WithSubsidiaries() bool {
	return f.IncludeSubsidiaries == nil || *f.IncludeSubsidiaries
}

// UserAccessRoleFilter asks for roles.
type UserAccessRoleFilter struct {
	// Grantable, if true, asks for the roles that the caller may grant.
	Grantable *bool
	// CodeStartsWith asks for the roles whose code begins so, case and accents apart.
	CodeStartsWith *string
}

// RoleFilter chooses roles. The zero value leaves nothing out.
type RoleFilter struct {
	// Codes, unless nil, keeps the roles with these codes.
	Codes []string
	// CodeStartsWith keeps the roles whose code begins so, case and accents apart.
	CodeStartsWith *string
}

// Roles returns the filter of a caller's list. It raises DATA_NOT_VALID.
func (f UserAccessRoleFilter) Roles(caller actor.Caller) (RoleFilter, error) {
	if err := document.CheckNameStart("filter.codeStartsWith", f.CodeStartsWith); err != nil {
		return RoleFilter{}, err
	}
	filter := RoleFilter{CodeStartsWith: f.CodeStartsWith}
	if f.Grantable != nil && *f.Grantable && !caller.Holds(actor.Admin) {
		filter.Codes = append([]string{}, caller.GrantableRoles...)
	}
	return filter, nil
}

// Keeps reports whether a role has the start of a code.
func (f RoleFilter) Keeps(role *UserAccessRole) bool {
	return f.CodeStartsWith == nil || text.KeyStartsWith(role.NameKey, *f.CodeStartsWith)
}
