package access

import "accessgraph/domain/document"

// CreateAccessInput asks for a new access. Every field that a documented message speaks of can be absent.
type CreateAccessInput struct {
	// AccessID is always refused: the server sets it.
	AccessID *string
	// State is always refused: the server sets it.
	State             *State
	Type              *Type
	PrivateID         *string
	Managed           *bool
	FirstName         *string
	LastName          *string
	RoleAccountID     *string
	CorporateName     *string
	CorporateRoleName *string
}

// ActivateAccessInput asks for an access to be activated on its user's behalf.
type ActivateAccessInput struct {
	AccessID string
	// AgreementVersion is the version of the user agreement that was read; nil accepts the current one.
	AgreementVersion *string
	ExpectedVersion  *int
}

// UpdateAccess asks for changes to an access. Fields that are not given keep their values.
type UpdateAccess struct {
	AccessID  string
	FirstName document.Field[string]
	LastName  document.Field[string]
	// CorporateName and CorporateRoleName are cleared by null.
	CorporateName     document.Field[string]
	CorporateRoleName document.Field[string]
	State             document.Field[State]
	ExpectedVersion   *int
}
