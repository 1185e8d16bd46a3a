package fault

// Reason is the stable name of an entry of the catalogue. Reasons are added over time; clients fall back to the code.
type Reason string

// Code is the class of an error, by which a program decides how to react: the six documented codes in upper case, and our own.
type Code string

// The codes. The first six are documented.
const (
	CodeInvalidAuthentication      Code = "INVALID_AUTHENTICATION"
	CodePermissionDenied           Code = "PERMISSION_DENIED"
	CodeNotValid                   Code = "NOT_VALID"
	CodeSystemError                Code = "SYSTEM_ERROR"
	CodeBadRequest                 Code = "BAD_REQUEST"
	CodeConnectionTimeout          Code = "CONNECTION_TIMEOUT"
	CodeNotFound                   Code = "NOT_FOUND"
	CodeConflict                   Code = "CONFLICT"
	CodeRateLimited                Code = "RATE_LIMITED"
	CodeGraphQLParseFailed         Code = "GRAPHQL_PARSE_FAILED"
	CodeGraphQLValidationFailed    Code = "GRAPHQL_VALIDATION_FAILED"
	CodePersistedQueryNotFound     Code = "PERSISTED_QUERY_NOT_FOUND"
	CodePersistedQueryNotSupported Code = "PERSISTED_QUERY_NOT_SUPPORTED"
)

// Entry describes one error of the API.
type Entry struct {
	Reason Reason
	Code   Code
	// Message is the documented text, with the placeholders <%1>, <%2> … for values.
	Message string
	// Sentence is set if the values are sentences of ours of at most 400 characters, which quote the caller's texts. Otherwise the values
	// are quoted as the caller's texts.
	Sentence bool
	// Status is the HTTP status documented for the error; not the status of the GraphQL response.
	Status int
	// Retryable reports whether the same request can succeed later.
	Retryable bool
	// RetryableWithKey reports whether the same request can succeed later if it has an idempotency key.
	RetryableWithKey bool
	// ForPeople is the sentence of a blocker with this reason; empty if the message itself is one for people.
	ForPeople string
	// Description tells when the error occurs and how to resolve it.
	Description string
	// Source is the published contract of the message; empty for our own messages.
	Source string
}
