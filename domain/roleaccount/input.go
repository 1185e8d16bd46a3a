package roleaccount

// CreateExternalPersonalIdentityInput asks for a new external personal identity. Every field that a documented message
// speaks of can be absent.
type CreateExternalPersonalIdentityInput struct {
	// ID is always refused: the server sets it.
	ID *string
	// State is always refused: the server sets it.
	State        *ExternalPersonalIdentityState
	FirstName    *string
	LastName     *string
	EmailAddress *string
	Managed      *bool
}

// CreateExternalRoleInput asks for a new external role.
type CreateExternalRoleInput struct {
	// ID is always refused: the server sets it.
	ID      *string
	Name    *string
	Enabled *bool
}

// CreateExternalRoleAccountInput asks for a new external role account, and for the identity of its person.
type CreateExternalRoleAccountInput struct {
	// ID is always refused: the server sets it.
	ID *string
	// PersonalIdentityID is always refused: the server creates the identity and links it.
	PersonalIdentityID *string
	// State is always refused: the server sets it.
	State        *ExternalRoleAccountState
	RoleID       *string
	Managed      *bool
	FirstName    *string
	LastName     *string
	EmailAddress *string
}
