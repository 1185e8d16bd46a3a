package fault

// Errors of external personal identities, external roles and external role accounts.
const (
	IdentityIDNotAllowed                  Reason = "EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED"
	IdentityNameRequired                  Reason = "EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED"
	IdentityEmailAddressRequired          Reason = "EXTERNAL_PERSONAL_IDENTITY_EMAIL_ADDRESS_REQUIRED"
	IdentityManagedRequired               Reason = "EXTERNAL_PERSONAL_IDENTITY_MANAGED_REQUIRED"
	IdentityStateNotAllowed               Reason = "EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED"
	IdentityUserManagedNotSupported       Reason = "EXTERNAL_PERSONAL_IDENTITY_USER_MANAGED_NOT_SUPPORTED"
	IdentityStateFromInvited              Reason = "EXTERNAL_PERSONAL_IDENTITY_STATE_FROM_INVITED"
	IdentityStateToInvited                Reason = "EXTERNAL_PERSONAL_IDENTITY_STATE_TO_INVITED"
	IdentityNotFound                      Reason = "EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND"
	RoleIDNotAllowed                      Reason = "EXTERNAL_ROLE_ID_NOT_ALLOWED"
	RoleNameEnabledRequired               Reason = "EXTERNAL_ROLE_NAME_ENABLED_REQUIRED"
	RoleNameTaken                         Reason = "EXTERNAL_ROLE_NAME_TAKEN"
	RoleIDFormat                          Reason = "EXTERNAL_ROLE_ID_FORMAT"
	RoleNotFound                          Reason = "EXTERNAL_ROLE_NOT_FOUND"
	RoleAccountBodyMissing                Reason = "EXTERNAL_ROLE_ACCOUNT_BODY_MISSING"
	RoleAccountRoleIDManagedRequired      Reason = "EXTERNAL_ROLE_ACCOUNT_ROLE_ID_MANAGED_REQUIRED"
	RoleAccountPersonalIdentityNotAllowed Reason = "EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED"
	RoleAccountIDNotAllowed               Reason = "EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED"
	RoleAccountStateNotAllowed            Reason = "EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED"
	RoleAccountNamesEmailAddressRequired  Reason = "EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED"
	RoleAccountUserManagedNotSupported    Reason = "EXTERNAL_ROLE_ACCOUNT_USER_MANAGED_NOT_SUPPORTED"
	RoleAccountRoleIDInvalid              Reason = "EXTERNAL_ROLE_ACCOUNT_ROLE_ID_INVALID"
	RoleAccountRoleNotEnabled             Reason = "EXTERNAL_ROLE_ACCOUNT_ROLE_NOT_ENABLED"
	RoleAccountStateChange                Reason = "EXTERNAL_ROLE_ACCOUNT_STATE_CHANGE"
	RoleAccountIDFormat                   Reason = "EXTERNAL_ROLE_ACCOUNT_ID_FORMAT"
	RoleAccountNotFound                   Reason = "EXTERNAL_ROLE_ACCOUNT_NOT_FOUND"
	EmailAddressNotRecognized             Reason = "EMAIL_ADDRESS_NOT_RECOGNIZED"
	EmailAddressNotVerified               Reason = "EMAIL_ADDRESS_NOT_VERIFIED"
)

const (
	createIdentity = "create-external-personal-identity"
	createRole     = "create-external-role"
	getRole        = "get-external-role"
	getRoleAccount = "get-external-role-account"

	updateIdentity    = "update-external-personal-identity"
	updateRoleAccount = "update-external-role-account"
)

func roleAccountEntries() []Entry {
	return append(append(identityEntries(), roleEntries()...), accountEntries()...)
}

func identityEntries() []Entry {
	return []Entry{
		{
			Reason: IdentityIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createIdentity,
			Message:     "Input not valid: ID can't be specified when creating an external personal identity.",
			Description: "The server makes the ID. Leave `id` out.",
		},
		{
			Reason: IdentityNameRequired, Code: CodeNotValid, Status: 400, Source: createIdentity,
			Message:     "Input not valid: First name and last name must always be specified for an external personal identity.",
			Description: "A name is absent, null or blank.",
		},
		{
			Reason: IdentityEmailAddressRequired, Code: CodeNotValid, Status: 400,
			Message:     "Input not valid: Email address must always be specified for an external personal identity.",
			Description: "`emailAddress` is absent, null or blank.",
		},
		{
			Reason: IdentityManagedRequired, Code: CodeNotValid, Status: 400, Source: createIdentity,
			Message:     "Input not valid: Managed must be specified when creating an external personal identity.",
			Description: "`managed` is absent or null. Only true is supported.",
		},
		{
			Reason: IdentityStateNotAllowed, Code: CodeNotValid, Status: 400, Source: createIdentity,
			Message:     "Input not valid: State can't be specified when creating an external personal identity.",
			Description: "A new identity is ACTIVE. Leave `state` out.",
		},
		{
			Reason: IdentityUserManagedNotSupported, Code: CodeNotValid, Status: 400, Source: createIdentity,
			Message:     "Input not valid: Your platform does not have support for creating user-managed external personal identities.",
			Description: "`managed` is false. Only true is supported.",
		},
		{
			Reason: IdentityStateFromInvited, Code: CodeNotValid, Status: 400, Source: updateIdentity,
			Message:     "Input not valid: Changing state of an external personal identity from 'INVITED' to '<%1>' is not allowed.",
			Description: "An update sets an identity that was activated to ACTIVE or DEACTIVATED; it does not activate one that is INVITED. For an account it is the linked identity that is INVITED.",
		},
		{
			Reason: IdentityStateToInvited, Code: CodeNotValid, Status: 400, Source: updateIdentity,
			Message:     "Input not valid: Changing state of an external personal identity from '<%1>' to 'INVITED' is not allowed.",
			Description: "No identity goes back to INVITED.",
		},
		{
			Reason: IdentityNotFound, Code: CodeNotFound, Status: 404,
			Message:     "The external personal identity with ID <%1> was not found",
			Description: "The company has no external personal identity of this ID.",
		},
	}
}

func roleEntries() []Entry {
	return []Entry{
		{
			Reason: RoleIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createRole,
			Message:     "Input not valid: ID can't be specified when creating an external role.",
			Description: "The server makes the ID. Leave `id` out.",
		},
		{
			Reason: RoleNameEnabledRequired, Code: CodeNotValid, Status: 400, Source: createRole,
			Message:     "Input not valid: Name and enabled must always be specified for an external role.",
			Description: "`data` names which of the two are absent, null or blank.",
		},
		{
			Reason: RoleNameTaken, Code: CodeConflict, Status: 400, Source: createRole,
			Message:     "The role name must be unique within the company!",
			Description: "Another external role of the company has this name.",
		},
		{
			Reason: RoleIDFormat, Code: CodeNotValid, Status: 400, Source: getRole,
			Message:     "Invalid role ID format",
			Description: "The text is not an ID of an external role. Send IDs back exactly as they were received.",
		},
		{
			Reason: RoleNotFound, Code: CodeNotFound, Status: 400, Source: getRole,
			Message:     "Role not found!",
			Description: "The company has no external role of this ID.",
		},
	}
}

func accountEntries() []Entry {
	return []Entry{
		{
			Reason: RoleAccountBodyMissing, Code: CodeGraphQLValidationFailed, Status: 500, Source: createRoleAccount,
			Message:     "An unexpected error occurred: Required request body is missing. <%1>",
			Description: "The `input` of a mutation on external role accounts was left out or is null. The value is the input's type.",
		},
		{
			Reason: RoleAccountRoleIDManagedRequired, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "Input not valid: External role ID and managed must be specified when creating an external role account.",
			Description: "`data` names which of the two are missing.",
		},
		{
			Reason: RoleAccountPersonalIdentityNotAllowed, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "Input not valid: Personal identity ID can't be specified when creating an external role account.",
			Description: "The server creates and links the identity. Leave `personalIdentityId` out.",
		},
		{
			Reason: RoleAccountIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "Input not valid: ID can't be specified when creating an external role account.",
			Description: "The server makes the ID. Leave `id` out.",
		},
		{
			Reason: RoleAccountStateNotAllowed, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "Input not valid: State can't be specified when creating an external role account.",
			Description: "A new account is ACTIVE. Leave `state` out.",
		},
		{
			Reason: RoleAccountNamesEmailAddressRequired, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "Input not valid: First name, last name and email address must always be specified for an external role account.",
			Description: "`data` names which of the three are absent, null or blank.",
		},
		{
			Reason: RoleAccountUserManagedNotSupported, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "Input not valid: Your platform does not have support for creating user-managed external role accounts.",
			Description: "`managed` is false. Only true is supported.",
		},
		{
			Reason: RoleAccountRoleIDInvalid, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "The role account ID '<%1>' is invalid.",
			Description: "`roleId` is not the ID of an external role of the company.",
		},
		{
			Reason: RoleAccountRoleNotEnabled, Code: CodeNotValid, Status: 400,
			Message:     "Input not valid: The external role '<%1>' is not enabled.",
			Description: "An account needs a role that is enabled when it is created.",
		},
		{
			Reason: RoleAccountStateChange, Code: CodeNotValid, Status: 400, Source: updateRoleAccount,
			Message:     "Input not valid: Changing state of an external role account from <%1> to <%2> is not allowed.",
			Description: "An update sets an account to ACTIVE or DEACTIVATED. No account goes back to INVITED, and one that is INVITED is not activated by an update.",
		},
		{
			Reason: RoleAccountIDFormat, Code: CodeNotValid, Status: 400, Source: getRoleAccount,
			Message:     "Invalid role ID format",
			Description: "The text is not an ID of an external role account. Send IDs back exactly as they were received.",
		},
		{
			Reason: RoleAccountNotFound, Code: CodeNotFound, Status: 400, Source: getRoleAccount,
			Message:     "Role account not found!",
			Description: "The company has no external role account of this ID.",
		},
		{
			Reason: EmailAddressNotRecognized, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
			Message:     "The mail server is unable to recognize the email address. Enter an existing email address before proceeding.",
			Description: "`emailAddress` is not an address that mail can be sent to. Send the bare address, such as `name@example.com`; an internationalized domain in its ASCII form (`xn--…`).",
		},
		{
			Reason: EmailAddressNotVerified, Code: CodeConnectionTimeout, Status: 504, Retryable: true,
			Message:     "The mail server did not say in time whether it recognizes the email address. Try again later.",
			Description: "The server that is asked about addresses cannot be reached, did not answer in time, or put the answer off. Nothing was written.",
		},
	}
}
