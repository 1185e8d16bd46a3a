package fault

// Reason is the stable name of an entry of the catalogue. Reasons are added over time; clients fall back to the code.
type Reason string

// Code is what a program may do about an error: the six documented codes in upper case, and those that we added.
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
	CodePersistedQueryNotSupported Code = "PERSISTED_QUERY_NOT_SUPPORTED"
)

// Entry describes one error that the API can answer with.
type Entry struct {
	Reason Reason
	Code   Code
	// Message is the text as documented; <%1>, <%2> … stand for values.
	Message string
	// Sentence says that the values are sentences of ours, of at most 400 characters, which quote what they repeat of the
	// caller's. Other values are taken for the caller's.
	Sentence bool
	// Status is the HTTP status documented for the error; not the status of the GraphQL response.
	Status int
	// Retryable says whether the same request can succeed later.
	Retryable bool
	// RetryableWithKey says whether it can when it carries an idempotency key, and only then.
	RetryableWithKey bool
	// Description says when the error occurs, and what to do about it.
	Description string
	// Source is the published contract that the message is from; empty for our own.
	Source string
}
