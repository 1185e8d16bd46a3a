package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

const (
	identityArgument = "externalPersonalIdentityId"
	roleArgument     = "externalRoleId"
	accountArgument  = "externalRoleAccountId"
)

// CheckIdentityID raises EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND for an argument that is not the ID of an identity: no
// message is documented for its format.
func CheckIdentityID(identityID string) error {
	if id.Check(id.ExternalPersonalIdentity, identityID) == nil {
		return nil
	}
	return IdentityNotFound(identityID)
}

// IdentityNotFound is EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND, for an argument.
func IdentityNotFound(identityID string) error {
	return fault.New(fault.IdentityNotFound, identityID).
		With(identityArgument, "must be the ID of an external personal identity of the company").Err()
}

// CheckRoleID raises EXTERNAL_ROLE_ID_FORMAT for an argument that is not the ID of a role.
func CheckRoleID(roleID string) error {
	if id.Check(id.ExternalRole, roleID) == nil {
		return nil
	}
	return fault.New(fault.RoleIDFormat).With(roleArgument, "must be the ID of an external role").Err()
}

// RoleNotFound is EXTERNAL_ROLE_NOT_FOUND, for an argument.
func RoleNotFound(string) error {
	return fault.New(fault.RoleNotFound).With(roleArgument, "must be the ID of an external role of the company").Err()
}

// CheckAccountID raises EXTERNAL_ROLE_ACCOUNT_ID_FORMAT for an argument that is not the ID of an account.
func CheckAccountID(accountID string) error {
	if id.Check(id.ExternalRoleAccount, accountID) == nil {
		return nil
	}
	return fault.New(fault.RoleAccountIDFormat).With(accountArgument, "must be the ID of an external role account").Err()
}

// AccountNotFound is EXTERNAL_ROLE_ACCOUNT_NOT_FOUND, for an argument.
func AccountNotFound(string) error {
	return fault.New(fault.RoleAccountNotFound).
		With(accountArgument, "must be the ID of an external role account of the company").Err()
}
