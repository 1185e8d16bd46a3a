package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// The names of the arguments of queries.
const (
	identityArgument = "externalPersonalIdentityId"
	roleArgument     = "externalRoleId"
	accountArgument  = "externalRoleAccountId"

	// inputPrefix makes the name of an argument the path of the field of the same name in an input.
	inputPrefix = "input."
)

// CheckIdentityID raises EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND if an argument is not the ID of an identity: no message is
// documented for a malformed ID.
func CheckIdentityID(identityID string) error { return checkIdentityID(identityArgument, identityID) }

// IdentityNotFound returns EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND for an argument.
func IdentityNotFound(identityID string) error { return identityNotFound(identityArgument, identityID) }

// CheckRoleID raises EXTERNAL_ROLE_ID_NOT_VALID if an argument is not the ID of a role.
func CheckRoleID(roleID string) error { return checkRoleID(roleArgument, roleID) }

// RoleNotFound returns EXTERNAL_ROLE_NOT_FOUND for an argument.
func RoleNotFound(string) error { return roleNotFound(roleArgument) }

// CheckAccountID raises EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID if an argument is not the ID of an account.
func CheckAccountID(accountID string) error { return checkAccountID(accountArgument, accountID) }

// AccountNotFound returns EXTERNAL_ROLE_ACCOUNT_NOT_FOUND for an argument.
func AccountNotFound(string) error { return accountNotFound(accountArgument) }

func checkIdentityID(path, identityID string) error {
	if id.Check(id.ExternalPersonalIdentity, identityID) == nil {
		return nil
	}
	return identityNotFound(path, identityID)
}

// IdentityNotFoundAt returns EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND for the field of an input.
func IdentityNotFoundAt(path, identityID string) error { return identityNotFound(path, identityID) }

func identityNotFound(path, identityID string) error {
	return fault.New(fault.ExternalPersonalIdentityNotFound, identityID).
		With(path, "must be the ID of an external personal identity of the company").Err()
}

func checkRoleID(path, roleID string) error {
	if id.Check(id.ExternalRole, roleID) == nil {
		return nil
	}
	return fault.New(fault.ExternalRoleIDNotValid).With(path, "must be the ID of an external role").Err()
}

func roleNotFound(path string) error {
	return fault.New(fault.ExternalRoleNotFound).With(path, "must be the ID of an external role of the company").Err()
}

func checkAccountID(path, accountID string) error {
	if id.Check(id.ExternalRoleAccount, accountID) == nil {
		return nil
	}
	return fault.New(fault.ExternalRoleAccountIDNotValid).With(path, "must be the ID of an external role account").Err()
}

func accountNotFound(path string) error {
	return fault.New(fault.ExternalRoleAccountNotFound).With(path, "must be the ID of an external role account of the company").Err()
}
