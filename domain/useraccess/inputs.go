package useraccess

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
	Kind  UserAccessKindInput
}

// UserAccessKindInput says which kind of access, and what that kind needs: exactly one is not nil.
type UserAccessKindInput struct {
	Ui      *UiAccessInput
	Sso     *SsoAccessInput
	Api     *ApiAccessInput
	Profile *ProfileAccessInput
}

// UiAccessInput is what a UI_CONNECTION needs.
type UiAccessInput struct {
	TwoFaEnabled bool
}

// SsoAccessInput is what an SSO_CONNECTION needs.
type SsoAccessInput struct {
	SsoID string
}

// ApiAccessInput is what an API_CONNECTION needs.
type ApiAccessInput struct {
	Name string
	// Language is nil for the user's, at the time of reading.
	Language *string
}

// ProfileAccessInput is what a PROFILE needs.
type ProfileAccessInput struct {
	Name string
}
