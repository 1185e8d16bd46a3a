package fault

// Errors of accesses.
const (
	AccessInputRequired                  Reason = "ACCESS_INPUT_REQUIRED"
	AccessInputNotValid                  Reason = "ACCESS_INPUT_NOT_VALID"
	AccessNameRequired                   Reason = "ACCESS_NAME_REQUIRED"
	AccessTypePrivateIDManagedRequired   Reason = "ACCESS_TYPE_PRIVATE_ID_MANAGED_REQUIRED"
	AccessCorporateIDRequired            Reason = "ACCESS_CORPORATE_ID_REQUIRED"
	AccessCorporateIDNotAllowed          Reason = "ACCESS_CORPORATE_ID_NOT_ALLOWED"
	AccessIDNotAllowed                   Reason = "ACCESS_ID_NOT_ALLOWED"
	AccessStateNotAllowed                Reason = "ACCESS_STATE_NOT_ALLOWED"
	AccessCorporateNamesNotAllowed       Reason = "ACCESS_CORPORATE_NAMES_NOT_ALLOWED"
	AccessPrivateIDUnknown               Reason = "ACCESS_PRIVATE_ID_UNKNOWN"
	AccessRoleAccountIDUnknown           Reason = "ACCESS_ROLE_ACCOUNT_ID_UNKNOWN"
	AccessPrivateIdentityNotActive       Reason = "ACCESS_PRIVATE_IDENTITY_NOT_ACTIVE"
	AccessRoleAccountNotActive           Reason = "ACCESS_ROLE_ACCOUNT_NOT_ACTIVE"
	AccessRoleNotEnabled                 Reason = "ACCESS_ROLE_NOT_ENABLED"
	AccessPrivateIDMismatch              Reason = "ACCESS_PRIVATE_ID_MISMATCH"
	AccessIDNotValid                     Reason = "ACCESS_ID_NOT_VALID"
	AccessNotFound                       Reason = "ACCESS_NOT_FOUND"
	AccessActivationStateNotAllowed      Reason = "ACCESS_ACTIVATION_STATE_NOT_ALLOWED"
	AccessActivationManagedRequired      Reason = "ACCESS_ACTIVATION_MANAGED_REQUIRED"
	AccessAgreementVersionConflict       Reason = "ACCESS_AGREEMENT_VERSION_CONFLICT"
	AccessAgreementStateNotAllowed       Reason = "ACCESS_AGREEMENT_STATE_NOT_ALLOWED"
	AccessInvitationStateNotAllowed      Reason = "ACCESS_INVITATION_STATE_NOT_ALLOWED"
	AccessInvitationManagedNotAllowed    Reason = "ACCESS_INVITATION_MANAGED_NOT_ALLOWED"
	AccessInvitationRevocationNotAllowed Reason = "ACCESS_INVITATION_REVOCATION_NOT_ALLOWED"
	AccessInvitationNotValid             Reason = "ACCESS_INVITATION_NOT_VALID"
	AccessInvitationRateExceeded         Reason = "ACCESS_INVITATION_RATE_EXCEEDED"
	AccessStateFromInvitedNotAllowed     Reason = "ACCESS_STATE_FROM_INVITED_NOT_ALLOWED"
	AccessStateToInvitedNotAllowed       Reason = "ACCESS_STATE_TO_INVITED_NOT_ALLOWED"
)

const (
	getAccess      = "get-access"
	activateAccess = "activate-access"
	updateAccess   = "update-access"

	getUserAgreement = "get-access-user-agreement"
)

var createAccessEntries = []Entry{
	{
		Reason: AccessInputRequired, Code: CodeGraphQLValidationFailed, Status: 500, Source: createAccess,
		Message:     "An unexpected error occurred: Required request body is missing <%1>",
		Description: "The `input` of a mutation on accesses is missing or null. The value is the input's type.",
	},
	{
		Reason: AccessInputNotValid, Code: CodeGraphQLValidationFailed, Status: 500, Source: createAccess, Sentence: true,
		Message:     "An unexpected error occurred: JSON parse error <%1>",
		Description: "A value in the input of a mutation on accesses does not have the type that the schema declares, or a required field is missing. `data` maps the path of each such value to what it must be.",
	},
	{
		Reason: AccessNameRequired, Code: CodeNotValid, Status: 400, Source: createAccess,
		Message:     "Input not valid: First name and last name must always be specified.",
		Description: "A name is absent, null or blank, on creation or in an update.",
	},
	{
		Reason: AccessTypePrivateIDManagedRequired, Code: CodeNotValid, Status: 400, Source: createAccess,
		Message:     "Input not valid: Type, private ID and managed must be specified when creating an access.",
		Description: "`data` names those of the three that are missing.",
	},
	{
		Reason: AccessCorporateIDRequired, Code: CodeNotValid, Status: 400, Source: createAccess,
		Message:     "Input not valid: Corporate ID must be specified when creating access of type CORPORATE.",
		Description: "`roleAccountId` is missing. It names the external role account that the user acts with.",
	},
	{
		Reason: AccessCorporateIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createAccess,
		Message:     "Input not valid: Corporate ID can not be specified when creating access of type PRIVATE.",
		Description: "`roleAccountId` belongs to accesses of type CORPORATE only.",
	},
	{
		Reason: AccessIDNotAllowed, Code: CodeNotValid, Status: 400, Source: createAccess,
		Message:     "Input not valid: Access ID can not be specified when creating an access.",
		Description: "The server generates the ID. Omit `accessId`.",
	},
	{
		Reason: AccessStateNotAllowed, Code: CodeNotValid, Status: 400, Source: createAccess,
		Message:     "Input not valid: State can not be specified when creating an access.",
		Description: "A new access is INVITED. Omit `state`.",
	},
	{
		Reason: AccessCorporateNamesNotAllowed, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: Corporate name and corporate role name can not be specified for an access of type PRIVATE.",
		Description: "`corporateName` and `corporateRoleName` belong to accesses of type CORPORATE only.",
	},
	{
		Reason: AccessPrivateIDUnknown, Code: CodeSystemError, Status: 500, Source: createAccess,
		Message:     "An unexpected error occurred: An unknown error has occurred",
		Description: "`privateId` is not the ID of an external personal identity of the company. `data` names the field.",
	},
	{
		Reason: AccessRoleAccountIDUnknown, Code: CodeSystemError, Status: 500, Source: createAccess,
		Message:     "An unexpected error occurred: An unknown error has occurred",
		Description: "`roleAccountId` is not the ID of an external role account of the company. `data` names the field.",
	},
	{
		Reason: AccessPrivateIdentityNotActive, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The external personal identity '<%1>' is <%2>, not ACTIVE.",
		ForPeople:   "The person's identity is not ACTIVE.",
		Description: "The identity of an access must be ACTIVE when the access is created, activated, or set to ACTIVE again.",
	},
	{
		Reason: AccessRoleAccountNotActive, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The external role account '<%1>' is <%2>, not ACTIVE.",
		ForPeople:   "The role account is not ACTIVE.",
		Description: "The role account of a corporate access must be ACTIVE when the access is created, activated, or set to ACTIVE again.",
	},
	{
		Reason: AccessRoleNotEnabled, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The external role of the role account '<%1>' is not enabled.",
		ForPeople:   "The role is not enabled.",
		Description: "The role of a corporate access must be enabled when the access is created, activated, or set to ACTIVE again.",
	},
	{
		Reason: AccessPrivateIDMismatch, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The private ID is not the personal identity of the external role account '<%1>'.",
		Description: "The identity of a corporate access must be the one that its role account belongs to.",
	},
}

var accessLifeCycleEntries = []Entry{
	{
		Reason: AccessIDNotValid, Code: CodeNotValid, Status: 400, Source: getAccess,
		Message:     "Input not valid: Access ID '<%1>' is not in the correct format",
		Description: "The text is not the ID of an access. Send IDs back exactly as they were received.",
	},
	{
		Reason: AccessNotFound, Code: CodeNotFound, Status: 404, Source: getAccess,
		Message:     "The access with ID <%1> was not found",
		Description: "The company has no access with this ID.",
	},
	{
		Reason: AccessActivationStateNotAllowed, Code: CodeNotValid, Status: 400, Source: activateAccess,
		Message:     "The access must be in the INVITED state for the application to be able to activate it.",
		Description: "Only an access that is INVITED can be activated. A DEACTIVATED one is set to ACTIVE by `updateAccess`.",
	},
	{
		Reason: AccessActivationManagedRequired, Code: CodeNotValid, Status: 400, Source: activateAccess,
		Message:     "The access must be platform-managed for the application to be able to activate it.",
		Description: "The user must activate this access in person.",
	},
	{
		Reason: AccessAgreementVersionConflict, Code: CodeConflict, Status: 409,
		Message:     "The user agreement is at version <%1> now.",
		Description: "`agreementVersion` is not the current version of the agreement. `data.currentVersion` holds that.",
	},
	{
		Reason: AccessAgreementStateNotAllowed, Code: CodeNotValid, Status: 400, Source: getUserAgreement,
		Message:     "The access must be in the INVITED state for the application to be able to get the user agreement for it.",
		Description: "The agreement can be read until the access is activated. The access's `activation` has the accepted version.",
	},
	{
		Reason: AccessInvitationStateNotAllowed, Code: CodeNotValid, Status: 400,
		Message:     "The access must be in the INVITED state for its user to be invited to activate it.",
		Description: "The user has accepted the access already. A DEACTIVATED one is set to ACTIVE by `updateAccess`.",
	},
	{
		Reason: AccessInvitationManagedNotAllowed, Code: CodeNotValid, Status: 400,
		Message:     "The access must be managed by its user for them to be invited to activate it.",
		Description: "The platform manages this access: activate it with `activateAccess`.",
	},
	{
		Reason: AccessInvitationRevocationNotAllowed, Code: CodeNotValid, Status: 400,
		Message:     "The access must have a pending invitation for it to be revoked.",
		Description: "The access has no invitation, or it was accepted, was revoked, or has expired. An access that was accepted is set to DEACTIVATED by `updateAccess`.",
	},
	{
		Reason: AccessInvitationNotValid, Code: CodeNotFound, Status: 404,
		Message:     "The invitation is not valid.",
		Description: "The token never existed, was used, was revoked, has expired, or was replaced by a newer one, or the identity, account or role of the access is off; the error is the same for all. Ask for a new invitation.",
	},
	{
		Reason: AccessInvitationRateExceeded, Code: CodeRateLimited, Status: 429, Retryable: true,
		Message:     "Too many attempts with invitation tokens: try again in a minute.",
		Description: "Invalid tokens are limited for each application or, without a key, for each address. Attempts with one token are limited, too.",
	},
	{
		Reason: AccessStateFromInvitedNotAllowed, Code: CodeNotValid, Status: 400, Source: updateAccess,
		Message:     "Input not valid: Changing state of an access from INVITED to <%1> is not allowed.",
		ForPeople:   "The access is INVITED: nobody has accepted it yet.",
		Description: "An INVITED access becomes ACTIVE by activation only, and cannot be deactivated before.",
	},
	{
		Reason: AccessStateToInvitedNotAllowed, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: Changing state of an access from <%1> to INVITED is not allowed.",
		Description: "No access goes back to INVITED.",
	},
}
