package fault

// Errors of applications and their keys.
const (
	ApplicationNotFound      Reason = "APPLICATION_NOT_FOUND"
	AdminApplicationRequired Reason = "ADMIN_APPLICATION_REQUIRED"
	APIKeyCountExceeded      Reason = "API_KEY_COUNT_EXCEEDED"
	APIKeyNotFound           Reason = "API_KEY_NOT_FOUND"
)

var tenantEntries = []Entry{
	{
		Reason: ApplicationNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The application with ID <%1> was not found",
		Description: "The company has no application with this ID.",
	},
	{
		Reason: AdminApplicationRequired, Code: CodeConflict, Status: 409,
		Message:     "This is the last usable application with the scope ADMIN: it cannot be disabled, lose the scope or lose its last key.",
		Description: "Give another enabled application the scope ADMIN and a key without expiry, or with at least 7 days left, first.",
	},
	{
		Reason: APIKeyCountExceeded, Code: CodeConflict, Status: 409,
		Message:     "The application has <%1> live keys already.",
		Description: "An application has at most two keys that have not expired, while one replaces the other. Revoke one first.",
	},
	{
		Reason: APIKeyNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The API key with ID <%1> was not found",
		Description: "The application has no key with this ID. It may have been revoked already.",
	},
}
