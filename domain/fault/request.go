package fault

// Errors of a request before the rules of a family are applied.
const (
	ServerFailed               Reason = "SERVER_FAILED"
	RequestBodyRequired        Reason = "REQUEST_BODY_REQUIRED"
	JSONNotValid               Reason = "JSON_NOT_VALID"
	RequestNotValid            Reason = "REQUEST_NOT_VALID"
	PersistedQueryNotFound     Reason = "PERSISTED_QUERY_NOT_FOUND"
	PersistedQueryNotSupported Reason = "PERSISTED_QUERY_NOT_SUPPORTED"
	PersistedQueryHashMismatch Reason = "PERSISTED_QUERY_HASH_MISMATCH"
	OperationNotAllowed        Reason = "OPERATION_NOT_ALLOWED"
	InputRequired              Reason = "INPUT_REQUIRED"
	GraphQLParseFailed         Reason = "GRAPHQL_PARSE_FAILED"
	GraphQLValidationFailed    Reason = "GRAPHQL_VALIDATION_FAILED"
	LimitExceeded              Reason = "LIMIT_EXCEEDED"
	AddressNotFound            Reason = "ADDRESS_NOT_FOUND"
	MethodNotAllowed           Reason = "METHOD_NOT_ALLOWED"
	MediaTypeNotSupported      Reason = "MEDIA_TYPE_NOT_SUPPORTED"
	RequestBodySizeExceeded    Reason = "REQUEST_BODY_SIZE_EXCEEDED"
	DeadlineExceeded           Reason = "DEADLINE_EXCEEDED"
	RequestCanceled            Reason = "REQUEST_CANCELED"
	StoreUnavailable           Reason = "STORE_UNAVAILABLE"
	CommitOutcomeUnknown       Reason = "COMMIT_OUTCOME_UNKNOWN"
	DataNotValid               Reason = "DATA_NOT_VALID"
	AuthenticationRequired     Reason = "AUTHENTICATION_REQUIRED"
	APIKeyNotValid             Reason = "API_KEY_NOT_VALID"
	ScopeRequired              Reason = "SCOPE_REQUIRED"
	ActingUserNotAllowed       Reason = "ACTING_USER_NOT_ALLOWED"
	SchemaCoordinateNotValid   Reason = "SCHEMA_COORDINATE_NOT_VALID"
	RequestRateExceeded        Reason = "REQUEST_RATE_EXCEEDED"
	ServerBusy                 Reason = "SERVER_BUSY"
	HostNotAllowed             Reason = "HOST_NOT_ALLOWED"
)

const (
	createAccess      = "create-access"
	createRoleAccount = "create-external-role-account"
	createAccessRule  = "create-access-rule"
)

var requestEntries = []Entry{
	{
		Reason: ServerFailed, Code: CodeSystemError, Status: 500, Source: createAccess,
		Message:     "An unexpected error occurred: An unknown error has occurred",
		Description: "An unforeseen failure. The server's log has the cause under the request ID.",
	},
	{
		Reason: RequestBodyRequired, Code: CodeBadRequest, Status: 500, Source: createAccess,
		Message:     "An unexpected error occurred: Required request body is missing <%1>",
		Description: "The HTTP request has an empty body. Send a GraphQL request as JSON.",
	},
	{
		Reason: JSONNotValid, Code: CodeBadRequest, Status: 500, Source: createAccess,
		Message:     "An unexpected error occurred: JSON parse error <%1>",
		Description: "The body, or a parameter that must be JSON, is not JSON. The value is the offset in bytes at which parsing stopped.",
	},
	{
		Reason: RequestNotValid, Code: CodeBadRequest, Status: 400, Source: createAccessRule,
		Message:     "Bad request sent",
		Description: "The request is not a GraphQL request, or its headers contradict each other: `data` maps the member, parameter or header to what is wrong with it. Requests cannot be batched.",
	},
	{
		Reason: PersistedQueryNotFound, Code: CodePersistedQueryNotFound, Status: 400,
		Message:     "PersistedQueryNotFound",
		Description: "The request names a document by its hash or ID and has no `query`, and the server does not have the document. Send the text with its SHA-256 hash: clients with automatic persisted queries do so by themselves. The server stores documents that were sent with a key, and evicts the least recently used.",
	},
	{
		Reason: PersistedQueryNotSupported, Code: CodePersistedQueryNotSupported, Status: 400,
		Message:     "Unsupported persisted query version",
		Description: "The `version` of `extensions.persistedQuery` is not 1. Send the text of the query without that extension.",
	},
	{
		Reason: PersistedQueryHashMismatch, Code: CodeBadRequest, Status: 400,
		Message:     "provided sha does not match query",
		Description: "The request has a `query` and names a document, and `query` is not the text of that document. The hash is the SHA-256 of the text in UTF-8, as 64 hexadecimal digits in lower case.",
	},
	{
		Reason: OperationNotAllowed, Code: CodeBadRequest, Status: 400,
		Message:     "The operation is not among the trusted documents of this server.",
		Description: "The server executes only the operations of its manifest (`ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE=enforce`), and this one is not among them. Nothing was parsed or executed. Send the ID of a document in the manifest, or its exact text.",
	},
	{
		Reason: InputRequired, Code: CodeGraphQLValidationFailed, Status: 400,
		Message:     "Required input is missing: <%1>",
		Description: "The mutation's `input` is missing or null, for an operation whose contract documents no message for that.",
	},
	{
		Reason: GraphQLParseFailed, Code: CodeGraphQLParseFailed, Status: 400, Sentence: true,
		Message:     "The GraphQL document could not be parsed: <%1>",
		Description: "The document is not GraphQL. `locations` says where parsing stopped.",
	},
	{
		Reason: GraphQLValidationFailed, Code: CodeGraphQLValidationFailed, Status: 400, Sentence: true,
		Message:     "The GraphQL document is not valid: <%1>",
		Description: "The document is not valid against the schema. `locations` says where. A response has at most 10 such errors.",
	},
	{
		Reason: LimitExceeded, Code: CodeBadRequest, Status: 400,
		Message:     "The request exceeds the limit <%1>: <%2>, and at most <%3> is allowed.",
		Description: "The request or its response is larger than the server allows. `data` has the limit, its value and the request's own; for `cost`, also the most expensive fields. A query fails as a whole: select fewer items or fields. A mutation's root field that began was carried out: it is null because its payload cost too much or was too large, and `data.ids` has the IDs of the changed objects; a root field without `ids` was not carried out. `serverInfo` lists all limits.",
	},
	{
		Reason: AddressNotFound, Code: CodeNotFound, Status: 404,
		Message:     "There is nothing at this address: the API is at /graphql.",
		Description: "The server has nothing at the path of the HTTP request.",
	},
	{
		Reason: MethodNotAllowed, Code: CodeBadRequest, Status: 405,
		Message:     "The method <%1> is not allowed: <%2>",
		Description: "The endpoint takes POST, and GET for queries. The Allow header lists the methods.",
	},
	{
		Reason: MediaTypeNotSupported, Code: CodeBadRequest, Status: 415,
		Message:     "The media type of the request body is not supported: send application/json.",
		Description: "The Content-Type of the request is not application/json, its character set is not UTF-8, or it is compressed.",
	},
	{
		Reason: RequestBodySizeExceeded, Code: CodeBadRequest, Status: 413,
		Message:     "The request body is too large: at most <%1> bytes are allowed.",
		Description: "The body is larger than the limit `requestBodyBytes` of `serverInfo`.",
	},
	{
		Reason: DeadlineExceeded, Code: CodeConnectionTimeout, Status: 504, Retryable: true,
		Message:     "The operation took too long and was stopped.",
		Description: "The deadline of the operation passed. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the response is missing. Select less, or try again.",
	},
	{
		Reason: RequestCanceled, Code: CodeConnectionTimeout, Status: 499, Retryable: true,
		Message:     "The operation was stopped: the client closed its side of the connection before it had the answer.",
		Description: "The client closed the connection, or its half of it. A query is stopped. A mutation's root field that had begun is carried out; one with this error had not begun, and nothing was written. Keep the connection open until the response arrives.",
	},
	{
		Reason: StoreUnavailable, Code: CodeConnectionTimeout, Status: 503, Retryable: true,
		Message:     "The store cannot be reached.",
		Description: "The database did not respond. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the response is missing. Try again later.",
	},
	{
		Reason: CommitOutcomeUnknown, Code: CodeSystemError, Status: 500, RetryableWithKey: true,
		Message:     "The connection to the store was lost while the change was being written: it may or may not have been made.",
		Description: "The server cannot tell whether the mutation was carried out. A request with an Idempotency-Key is retryable: retry it with the same key, and it is carried out once. Without a key, read the object before trying again.",
	},
	{
		Reason: DataNotValid, Code: CodeNotValid, Status: 400, Source: createAccessRule,
		Message:     "Data validation error",
		Description: "One or more values are not valid, or do not have the type that the schema declares. `data` maps the path of each to what is wrong with it.",
	},
	{
		Reason: AuthenticationRequired, Code: CodeInvalidAuthentication, Status: 401, Source: createAccessRule,
		Message:     "Invalid authentication",
		Description: "The operation requires an API key, and none was sent. Nothing was executed.",
	},
	{
		Reason: APIKeyNotValid, Code: CodeInvalidAuthentication, Status: 400, Source: createAccess,
		Message:     "The application with the specified key could not be found",
		Description: "The API key is unknown, revoked or expired, or its application is disabled. Nothing was executed.",
	},
	{
		Reason: ScopeRequired, Code: CodePermissionDenied, Status: 403,
		Message:     "Permission denied: <%1> needs the scope <%2>.",
		Description: "The application lacks a scope. `data` names the field and the scope. An application with the scope ADMIN can grant it.",
	},
	{
		Reason: ActingUserNotAllowed, Code: CodePermissionDenied, Status: 403,
		Message:     "Permission denied: the acting user cannot be used: <%1>.",
		Description: "X-Acting-User was sent without the scope ACT_AS_USER, or names no enabled user of the company. Nothing was executed.",
	},
	{
		Reason: SchemaCoordinateNotValid, Code: CodeNotValid, Status: 400,
		Message:     "'<%1>' is not the coordinate of a field of this schema.",
		Description: "`possibleErrors` takes a type and a field, such as `Mutation.createAccess`.",
	},
	{
		Reason: RequestRateExceeded, Code: CodeRateLimited, Status: 429, Retryable: true,
		Message:     "Too many requests: the limit <%1> is used up. Try again in <%2> s.",
		Description: "The points of an application, or of an address without a valid key, are used up. Nothing was executed. `data` names the limit and the seconds until there are points again, as the header `Retry-After` does. A valid key is never refused because of its address.",
	},
	{
		Reason: ServerBusy, Code: CodeConnectionTimeout, Status: 503, Retryable: true,
		Message:     "The server is busy: too many operations are waiting. Try again in <%1> s.",
		Description: "The maximum number of operations was running, and this one waited for too long, or too many were waiting already. Nothing was executed. `data` has the seconds after which to try again, as the header `Retry-After` does.",
	},
	{
		Reason: HostNotAllowed, Code: CodeBadRequest, Status: 421,
		Message:     "The server listens for its own machine only: the Host of a request must be localhost, a name that ends in .localhost, or a loopback address.",
		Description: "The server listens on a loopback address, and the request names another host, such as a web page does whose name resolves to this address. A proxy on the same machine must send a loopback Host, or be named in ACCESSGRAPH_TRUSTED_PROXIES.",
	},
}
