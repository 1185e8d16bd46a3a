package fault

// Errors of external personal identities, external roles and external role accounts.
const (
	ExternalPersonalIdentityIDNotAllowed               Reason = "EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED"
	ExternalPersonalIdentityNameRequired               Reason = "EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED"
	ExternalPersonalIdentityEmailAddressRequired       Reason = "EXTERNAL_PERSONAL_IDENTITY_EMAIL_ADDRESS_REQUIRED"
	ExternalPersonalIdentityManagedRequired            Reason = "EXTERNAL_PERSONAL_IDENTITY_MANAGED_REQUIRED"
	ExternalPersonalIdentityStateNotAllowed            Reason = "EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED"
	ExternalPersonalIdentityUserManagedNotSupported    Reason = "EXTERNAL_PERSONAL_IDENTITY_USER_MANAGED_NOT_SUPPORTED"
	ExternalPersonalIdentityStateFromInvitedNotAllowed Reason = "EXTERNAL_PERSONAL_IDENTITY_STATE_FROM_INVITED_NOT_ALLOWED"
	ExternalPersonalIdentityStateToInvitedNotAllowed   Reason = "EXTERNAL_PERSONAL_IDENTITY_STATE_TO_INVITED_NOT_ALLOWED"
	ExternalPersonalIdentityNotFound                   Reason = "EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND"
	ExternalPersonalIdentityErased                     Reason = "EXTERNAL_PERSONAL_IDENTITY_ERASED"
	ExternalRoleIDNotAllowed                           Reason = "EXTERNAL_ROLE_ID_NOT_ALLOWED"
	ExternalRoleNameEnabledRequired                    Reason = "EXTERNAL_ROLE_NAME_ENABLED_REQUIRED"
	ExternalRoleNameTaken                              Reason = "EXTERNAL_ROLE_NAME_TAKEN"
	ExternalRoleIDNotValid                             Reason = "EXTERNAL_ROLE_ID_NOT_VALID"
	ExternalRoleNotFound                               Reason = "EXTERNAL_ROLE_NOT_FOUND"
	ExternalRoleAccountInputRequired                   Reason = "EXTERNAL_ROLE_ACCOUNT_INPUT_REQUIRED"
	TypeDefinitionNotValid                             Reason = "TYPE_DEFINITION_NOT_VALID"
	ExternalRoleAccountRoleIDManagedRequired           Reason = "EXTERNAL_ROLE_ACCOUNT_ROLE_ID_MANAGED_REQUIRED"
	ExternalRoleAccountPersonalIdentityIDNotAllowed    Reason = "EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED"
	ExternalRoleAccountIDNotAllowed                    Reason = "EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED"
	ExternalRoleAccountStateNotAllowed                 Reason = "EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED"
	ExternalRoleAccountNamesEmailAddressRequired       Reason = "EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED"
	ExternalRoleAccountUserManagedNotSupported         Reason = "EXTERNAL_ROLE_ACCOUNT_USER_MANAGED_NOT_SUPPORTED"
	ExternalRoleAccountRoleIDNotValid                  Reason = "EXTERNAL_ROLE_ACCOUNT_ROLE_ID_NOT_VALID"
	ExternalRoleAccountRoleNotEnabled                  Reason = "EXTERNAL_ROLE_ACCOUNT_ROLE_NOT_ENABLED"
	ExternalRoleAccountStateChangeNotAllowed           Reason = "EXTERNAL_ROLE_ACCOUNT_STATE_CHANGE_NOT_ALLOWED"
	ExternalRoleAccountIDNotValid                      Reason = "EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID"
	ExternalRoleAccountNotFound                        Reason = "EXTERNAL_ROLE_ACCOUNT_NOT_FOUND"
	EmailAddressUnknown                                Reason = "EMAIL_ADDRESS_UNKNOWN"
	EmailVerifierUnavailable                           Reason = "EMAIL_VERIFIER_UNAVAILABLE"
)

const (
	createIdentity = "create-external-personal-identity"
	createRole     = "create-external-role"
	getRole        = "get-external-role"
	getRoleAccount = "get-external-role-account"

	updateIdentity    = "update-external-personal-identity"
	updateRoleAccount = "update-external-role-account"
)

var identityEntries = []Entry{
	{
		Reason: ExternalPersonalIdentityIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createIdentity,
		Message:     "Input not valid: ID can't be specified when creating an external personal identity.",
		Description: "The server generates the ID. Omit `id`.",
	},
	{
		Reason: ExternalPersonalIdentityNameRequired, Code: CodeNotValid, Status: 400, Source: createIdentity,
		Message:     "Input not valid: First name and last name must always be specified for an external personal identity.",
		Description: "A name is absent, null or blank.",
	},
	{
		Reason: ExternalPersonalIdentityEmailAddressRequired, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: Email address must always be specified for an external personal identity.",
		Description: "`emailAddress` is absent, null or blank.",
	},
	{
		Reason: ExternalPersonalIdentityManagedRequired, Code: CodeNotValid, Status: 400, Source: createIdentity,
		Message:     "Input not valid: Managed must be specified when creating an external personal identity.",
		Description: "`managed` is absent or null. Only true is supported.",
	},
	{
		Reason: ExternalPersonalIdentityStateNotAllowed, Code: CodeNotValid, Status: 400, Source: createIdentity,
		Message:     "Input not valid: State can't be specified when creating an external personal identity.",
		Description: "A new identity is ACTIVE. Omit `state`.",
	},
	{
		Reason: ExternalPersonalIdentityUserManagedNotSupported, Code: CodeNotValid, Status: 400, Source: createIdentity,
		Message:     "Input not valid: Your platform does not have support for creating user-managed external personal identities.",
		Description: "`managed` is false. Only true is supported.",
	},
	{
		Reason: ExternalPersonalIdentityStateFromInvitedNotAllowed, Code: CodeNotValid, Status: 400, Source: updateIdentity,
		Message:     "Input not valid: Changing state of an external personal identity from 'INVITED' to '<%1>' is not allowed.",
		Description: "An update changes an identity between ACTIVE and DEACTIVATED; it cannot activate an INVITED one. For an account, the linked identity is INVITED.",
	},
	{
		Reason: ExternalPersonalIdentityStateToInvitedNotAllowed, Code: CodeNotValid, Status: 400, Source: updateIdentity,
		Message:     "Input not valid: Changing state of an external personal identity from '<%1>' to 'INVITED' is not allowed.",
		Description: "No identity goes back to INVITED.",
	},
	{
		Reason: ExternalPersonalIdentityNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The external personal identity with ID <%1> was not found",
		Description: "The company has no external personal identity with this ID.",
	},
	{
		Reason: ExternalPersonalIdentityErased, Code: CodeConflict, Status: 409,
		Message:     "The external personal identity with ID <%1> was erased.",
		ForPeople:   "The person was erased.",
		Description: "The person's names and address were erased by `eraseExternalPersonalIdentity`. An erased identity is off for good: neither the identity nor its role accounts and accesses can be changed, and it gets no access and holds no identifier anew. Create another identity for the person.",
	},
}

var roleEntries = []Entry{
	{
		Reason: ExternalRoleIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createRole,
		Message:     "Input not valid: ID can't be specified when creating an external role.",
		Description: "The server generates the ID. Omit `id`.",
	},
	{
		Reason: ExternalRoleNameEnabledRequired, Code: CodeNotValid, Status: 400, Source: createRole,
		Message:     "Input not valid: Name and enabled must always be specified for an external role.",
		Description: "`data` names those of the two that are absent, null or blank.",
	},
	{
		Reason: ExternalRoleNameTaken, Code: CodeConflict, Status: 400, Source: createRole,
		Message:     "The role name must be unique within the company!",
		Description: "Another external role of the company has this name, or one that differs in case, width, accents or invisible characters only.",
	},
	{
		Reason: ExternalRoleIDNotValid, Code: CodeNotValid, Status: 400, Source: getRole,
		Message:     "Invalid role ID format",
		Description: "The text is not the ID of an external role. Send IDs back exactly as they were received.",
	},
	{
		Reason: ExternalRoleNotFound, Code: CodeNotFound, Status: 400, Source: getRole,
		Message:     "Role not found!",
		Description: "The company has no external role with this ID.",
	},
}

var accountEntries = []Entry{
	{
		Reason: ExternalRoleAccountInputRequired, Code: CodeGraphQLValidationFailed, Status: 500, Source: createRoleAccount,
		Message:     "An unexpected error occurred: Required request body is missing. <%1>",
		Description: "The `input` of a mutation on external role accounts is missing or null. The value is the input's type.",
	},
	{
		Reason: TypeDefinitionNotValid, Code: CodeGraphQLValidationFailed, Status: 500, Source: createRoleAccount, Sentence: true,
		Message:     "An unexpected error occurred: Type definition error: <%1>",
		Description: "A value in the input of a mutation on external role accounts does not have the type that the schema declares, or a required field is missing. `data` maps the path of each such value to what it must be.",
	},
	{
		Reason: ExternalRoleAccountRoleIDManagedRequired, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "Input not valid: External role ID and managed must be specified when creating an external role account.",
		Description: "`data` names those of the two that are missing.",
	},
	{
		Reason: ExternalRoleAccountPersonalIdentityIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "Input not valid: Personal identity ID can't be specified when creating an external role account.",
		Description: "The server creates and links the identity. Omit `personalIdentityId`.",
	},
	{
		Reason: ExternalRoleAccountIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "Input not valid: ID can't be specified when creating an external role account.",
		Description: "The server generates the ID. Omit `id`.",
	},
	{
		Reason: ExternalRoleAccountStateNotAllowed, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "Input not valid: State can't be specified when creating an external role account.",
		Description: "A new account is ACTIVE. Omit `state`.",
	},
	{
		Reason: ExternalRoleAccountNamesEmailAddressRequired, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "Input not valid: First name, last name and email address must always be specified for an external role account.",
		Description: "`data` names those of the three that are absent, null or blank.",
	},
	{
		Reason: ExternalRoleAccountUserManagedNotSupported, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "Input not valid: Your platform does not have support for creating user-managed external role accounts.",
		Description: "`managed` is false. Only true is supported.",
	},
	{
		Reason: ExternalRoleAccountRoleIDNotValid, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "The role account ID '<%1>' is invalid.",
		Description: "`roleId` is not the ID of an external role of the company.",
	},
	{
		Reason: ExternalRoleAccountRoleNotEnabled, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The external role '<%1>' is not enabled.",
		Description: "The role of an account must be enabled when the account is created, or set to ACTIVE again.",
	},
	{
		Reason: ExternalRoleAccountStateChangeNotAllowed, Code: CodeNotValid, Status: 400, Source: updateRoleAccount,
		Message:     "Input not valid: Changing state of an external role account from <%1> to <%2> is not allowed.",
		Description: "An update changes an account between ACTIVE and DEACTIVATED. It cannot set INVITED, and it cannot activate an INVITED account.",
	},
	{
		Reason: ExternalRoleAccountIDNotValid, Code: CodeNotValid, Status: 400, Source: getRoleAccount,
		Message:     "Invalid role ID format",
		Description: "The text is not the ID of an external role account. Send IDs back exactly as they were received.",
	},
	{
		Reason: ExternalRoleAccountNotFound, Code: CodeNotFound, Status: 400, Source: getRoleAccount,
		Message:     "Role account not found!",
		Description: "The company has no external role account with this ID.",
	},
	{
		Reason: EmailAddressUnknown, Code: CodeNotValid, Status: 400, Source: createRoleAccount,
		Message:     "The mail server is unable to recognize the email address. Enter an existing email address before proceeding.",
		Description: "`emailAddress` is not an address that mail can be sent to. Send the bare address, such as `name@example.com`; an internationalized domain in its ASCII form (`xn--…`).",
	},
	{
		Reason: EmailVerifierUnavailable, Code: CodeConnectionTimeout, Status: 504, Retryable: true,
		Message:     "The mail server did not say in time whether it recognizes the email address. Try again later.",
		Description: "The server that verifies addresses cannot be reached, did not respond in time, or deferred its response. Nothing was written. Try again later.",
	},
}
