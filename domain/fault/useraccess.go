package fault

// Errors of customers, users, user accesses and their roles.
const (
	CustomerNotFound         Reason = "CUSTOMER_NOT_FOUND"
	CustomerDepthExceeded    Reason = "CUSTOMER_DEPTH_EXCEEDED"
	UserNotFound             Reason = "USER_NOT_FOUND"
	UserErased               Reason = "USER_ERASED"
	UserAccessNotFound       Reason = "USER_ACCESS_NOT_FOUND"
	UserAccessNotEnabled     Reason = "USER_ACCESS_NOT_ENABLED"
	UserAccessUserNotEnabled Reason = "USER_ACCESS_USER_NOT_ENABLED"
	UserAccessRoleCodeTaken  Reason = "USER_ACCESS_ROLE_CODE_TAKEN"
	UserAccessRoleNotFound   Reason = "USER_ACCESS_ROLE_NOT_FOUND"
	UserAccessRoleInUse      Reason = "USER_ACCESS_ROLE_IN_USE"
	UserAccessRoleUnknown    Reason = "USER_ACCESS_ROLE_UNKNOWN"
	UserAccessRoleNotAllowed Reason = "USER_ACCESS_ROLE_NOT_ALLOWED"
	ActingUserRoleRequired   Reason = "ACTING_USER_ROLE_REQUIRED"
	UserAccessUIOrSSOTaken   Reason = "USER_ACCESS_UI_OR_SSO_TAKEN"
	UserAccessSSOIDTaken     Reason = "USER_ACCESS_SSO_ID_TAKEN"
)

var userAccessEntries = []Entry{
	{
		Reason: CustomerNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The customer with ID <%1> was not found",
		Description: "The company has no customer with this ID.",
	},
	{
		Reason: CustomerDepthExceeded, Code: CodeNotValid, Status: 400,
		Message:     "A customer can be at most <%1> levels deep.",
		Description: "The parent has too many ancestors. `data` names the field.",
	},
	{
		Reason: UserNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The user with ID <%1> was not found",
		Description: "The company has no user with this ID.",
	},
	{
		Reason: UserErased, Code: CodeConflict, Status: 409,
		Message:     "The user with ID <%1> was erased.",
		ForPeople:   "The user was erased.",
		Description: "The user's names were erased by `eraseUser`. An erased user is off for good: neither the user nor their accesses can be changed, and the user gets no access and holds no identifier anew. Create another user for the person.",
	},
	{
		Reason: UserAccessNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The user access with ID <%1> was not found",
		Description: "The company has no user access with this ID.",
	},
	{
		Reason: UserAccessNotEnabled, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The user access '<%1>' is not enabled.",
		ForPeople:   "The access is not enabled.",
		Description: "A user access that is off cannot be used, and no login with it is recorded.",
	},
	{
		Reason: UserAccessUserNotEnabled, Code: CodeNotValid, Status: 400,
		Message:     "Input not valid: The user of the user access '<%1>' is not enabled.",
		ForPeople:   "The user is not enabled.",
		Description: "The accesses of a user who is off cannot be used, and no login with them is recorded.",
	},
	{
		Reason: UserAccessRoleCodeTaken, Code: CodeConflict, Status: 409,
		Message:     "The role code must be unique within the company.",
		Description: "Another role of the company has this code, or one that differs in case, width, accents or invisible characters only.",
	},
	{
		Reason: UserAccessRoleNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The role with ID <%1> was not found",
		Description: "The company has no role with this ID.",
	},
	{
		Reason: UserAccessRoleInUse, Code: CodeConflict, Status: 409,
		Message:     "The role is granted to <%1> user accesses.",
		Description: "A role cannot be deleted while user accesses have it. `data.userAccesses` is their number: remove the role from them first.",
	},
	{
		Reason: UserAccessRoleUnknown, Code: CodeNotValid, Status: 400,
		Message:     "The company does not have these roles: <%1>.",
		Description: "The input has codes that no role of the company has. `data` has the path of each.",
	},
	{
		Reason: UserAccessRoleNotAllowed, Code: CodePermissionDenied, Status: 403,
		Message:     "Permission denied: the application may not grant these roles: <%1>.",
		Description: "The roles are not among the application's grantable roles. `data` has the path of each. Roles that an access keeps do not count, nor, without an acting user, those that are removed.",
	},
	{
		Reason: ActingUserRoleRequired, Code: CodePermissionDenied, Status: 403,
		Message:     "Permission denied: the acting user does not hold these roles: <%1>.",
		Description: "An acting user can grant and remove only roles that they hold: those of their own user accesses that are enabled. `data` has the path of each. Roles that an access keeps do not count, unless it is turned on or off.",
	},
	{
		Reason: UserAccessUIOrSSOTaken, Code: CodeConflict, Status: 409,
		Message:     "The user has a UI or SSO access already.",
		Description: "A user has at most one access of the types UI and SSO.",
	},
	{
		Reason: UserAccessSSOIDTaken, Code: CodeConflict, Status: 409,
		Message:     "The SSO ID must be unique within the company.",
		Description: "Another SSO access of the company has this `ssoId`.",
	},
}
