package useraccess

import (
	"time"

	"accessgraph/domain/document"
)

// Bounds of what callers give; lengths in Unicode characters.
const (
	MaxNameLength        = 100
	MaxCodeLength        = 100
	MaxDescriptionLength = 255
	MaxSsoIDLength       = 255
	MaxLanguageLength    = 100
	// MaxCustomerDepth counts the levels of customers, the topmost included.
	MaxCustomerDepth = 8
	// MaxRoles is the most roles that one access can be given, repetitions included.
	MaxRoles = 100
	// MaxClockSkew is how far in the future a login can be said to be: clocks differ.
	MaxClockSkew = 5 * time.Minute
)

// CreateCustomerInput asks for a customer.
type CreateCustomerInput struct {
	Name string
	// ParentID is nil for a customer that is nobody's subsidiary.
	ParentID *string
}

// CreateUserInput asks for a user.
type CreateUserInput struct {
	FirstName  string
	LastName   string
	Language   string
	CustomerID string
}

// CreateUserAccessRoleInput asks for a role.
type CreateUserAccessRoleInput struct {
	Code        string
	Description string
}

// CreateUserAccessInput asks for a user access of one kind.
type CreateUserAccessInput struct {
	UserID string
	// CustomerID is nil for the user's customer.
	CustomerID *string
	// Roles are codes; nil is none.
	Roles []string
	Type  UserAccessTypeInput
}

// UserAccessTypeInput says which kind of access, and what that kind needs: exactly one is not nil.
type UserAccessTypeInput struct {
	Ui      *UiAccessInput
	Sso     *SsoAccessInput
	Api     *ApiAccessInput
	Profile *ProfileAccessInput
}

// UiAccessInput is what a UI needs.
type UiAccessInput struct {
	TwoFaEnabled bool
}

// SsoAccessInput is what an SSO needs.
type SsoAccessInput struct {
	SsoID string
}

// ApiAccessInput is what an API needs.
type ApiAccessInput struct {
	Name string
	// Language is nil for the user's, at the time of reading.
	Language *string
}

// ProfileAccessInput is what a PROFILE needs.
type ProfileAccessInput struct {
	Name string
}

// UpdateCustomer asks for changes to a customer. Fields that are not given keep their values, and none can be null.
type UpdateCustomer struct {
	CustomerID      string
	Name            document.Field[string]
	ExpectedVersion *int
}

// UpdateUser asks for changes to a user. Fields that are not given keep their values, and none can be null.
type UpdateUser struct {
	UserID          string
	FirstName       document.Field[string]
	LastName        document.Field[string]
	Language        document.Field[string]
	ExpectedVersion *int
}

// UpdateUserAccess asks for changes to a user access. Fields that are not given keep their values, and fields of
// another type than the access has are refused.
type UpdateUserAccess struct {
	UserAccessID string
	// Roles are codes, instead of those that the access holds.
	Roles        document.Field[[]string]
	TwoFaEnabled document.Field[bool]
	SsoID        document.Field[string]
	Name         document.Field[string]
	// Language is cleared by null.
	Language        document.Field[string]
	ExpectedVersion *int
}

// DeleteUserAccessInput asks for a user access to be deleted.
type DeleteUserAccessInput struct {
	UserAccessID    string
	ExpectedVersion *int
}

// UpdateUserAccessRole asks for changes to a role. Fields that are not given keep their values, and none can be null.
type UpdateUserAccessRole struct {
	UserAccessRoleID string
	Description      document.Field[string]
	ExpectedVersion  *int
}

// DeleteUserAccessRoleInput asks for a role to be deleted.
type DeleteUserAccessRoleInput struct {
	UserAccessRoleID string
	ExpectedVersion  *int
}

// RecordUserAccessLoginInput says that a user access was used.
type RecordUserAccessLoginInput struct {
	UserAccessID string
	// At is nil for now.
	At              *time.Time
	ExpectedVersion *int
}
