package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
)

// endpoint answers /graphql. A request passes its steps in this order: method and media type, key, rate, body, queue,
// document, limits, validation, variables, the key of a mutation once more, cost, execution. The first that refuses it ends it.
type endpoint struct {
	options   Options
	documents *documents
	admission *admission
}

func newEndpoint(options Options) (*endpoint, error) {
	admission, err := newAdmission(options)
	if err != nil {
		return nil, err
	}
	return &endpoint{
		options: options, admission: admission,
		documents: newDocuments(options.Schema.Schema(), options.Limits),
	}, nil
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	exchange := exchangeOf(r.Context())
	defer e.options.Metrics.begin()()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept")
	mediaType := negotiate(r.Header)
	given, why := e.answer(r.Context(), w, r)
	if why != nil {
		given = refused(r.Context(), w.Header(), mediaType, why)
	}
	given.mediaType = mediaType
	release := given.release
	given = write(r.Context(), w, given)
	if release != nil {
		release()
	}
	exchange.finish(given.status, given.Errors)
}

func (e *endpoint) answer(ctx context.Context, w http.ResponseWriter, r *http.Request) (answer, *refusal) {
	if why := acceptRequest(r); why != nil {
		return answer{}, why
	}
	visitor, why := e.authenticate(ctx, r.Header, e.options.Authenticate)
	exchange := exchangeOf(ctx)
	client, why := e.admission.admit(exchange, visitor, why)
	if why != nil {
		return answer{}, why
	}
	defer client.settle(exchange)
	idempotencyKey, why := readIdempotencyKey(r.Header)
	if why != nil {
		return answer{}, why
	}
	request, why := e.read(w, r, visitor.known)
	if why != nil {
		return answer{}, why
	}
	leave, why := client.enter(ctx)
	if why != nil {
		return answer{}, why
	}
	defer leave()
	exchange.idempotent = idempotencyKey != ""
	ctx, cancel := context.WithTimeout(ctx, e.options.Limits.operation())
	defer cancel()
	operation, why := e.prepare(ctx, r.Method, visitor.known, request)
	if why != nil {
		return answer{}, why
	}
	visitor, why = e.authenticateMutation(ctx, r.Header, visitor, operation)
	if why != nil {
		return answer{}, why
	}
	ctx = e.prepareContext(ctx, visitor)
	repeatable := &repeatable{key: idempotencyKey, into: e.options.WithAttempt}
	operation.showCost = asksForCost(r.Header, request.extensions)
	given, why := e.execute(ctx, request, operation, repeatable)
	given.Extensions = repeatable.extensions(given.Extensions)
	return given, why
}

// acceptRequest looks at the request's line and headers alone.
func acceptRequest(r *http.Request) *refusal {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return nil
	case http.MethodPost:
		if !isJSON(r.Header) {
			return refuseWith(http.StatusUnsupportedMediaType, fault.New(fault.MediaTypeNotSupported).Err())
		}
		return nil
	default:
		return methodNotAllowed(r.Method, "GET, HEAD, POST", "send POST, or GET for a query.")
	}
}

func (e *endpoint) read(w http.ResponseWriter, r *http.Request, authenticated bool) (parameters, *refusal) {
	exchange := exchangeOf(r.Context())
	if r.Method != http.MethodPost {
		exchange.charge(len(r.URL.RawQuery) / bytesPerPoint)
		request, err := decodeURL(r.URL.RawQuery)
		return request, malformed(err)
	}
	limit, maximum := limitRequestBodyBytes, e.options.Limits.RequestBodyBytes
	if !authenticated {
		limit, maximum = limitKeylessBodyBytes, min(maximum, e.options.Limits.KeylessBodyBytes)
	}
	defer e.hurry(w)()
	body, err := readBody(w, r, limit, maximum)
	if err != nil {
		return parameters{}, malformed(err)
	}
	exchange.charge(len(body) / bytesPerPoint)
	request, err := decodeBody(body)
	return request, malformed(err)
}

// lastBytesWithin is how long a body may take to arrive once the server is told to stop.
const lastBytesWithin = time.Second

// hurry has the body that is being read arrive soon when the server is told to stop: a slow client holds nobody up. What it
// returns must be called when the body is read.
func (e *endpoint) hurry(w http.ResponseWriter) (read func() bool) {
	if e.options.OnStop == nil {
		return func() bool { return false }
	}
	return e.options.OnStop(func() {
		defer func() { _ = recover() }() // the request goes on without it
		// A connection that is gone has no deadline to set.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(lastBytesWithin))
	})
}

func malformed(err error) *refusal {
	if err == nil {
		return nil
	}
	found, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok && found.First().Reason == fault.RequestBodySizeExceeded:
		return refuseWith(http.StatusRequestEntityTooLarge, err)
	case ok && found.First().Reason == fault.PersistedQueryNotSupported:
		return refuse(err)
	default:
		return refuseWith(http.StatusBadRequest, err)
	}
}

// prepareContext returns the context of a request for resolvers.
func (e *endpoint) prepareContext(ctx context.Context, visitor visitor) context.Context {
	if e.options.Prepare == nil {
		return ctx
	}
	exchange := exchangeOf(ctx)
	described := actor.Visitor{Address: exchange.address, RequestID: exchange.requestID, ClientRequestID: exchange.clientRequestID}
	if !visitor.known {
		return e.options.Prepare(ctx, nil, described)
	}
	described.ApplicationID = visitor.caller.ApplicationID
	return e.options.Prepare(ctx, &visitor.caller, described)
}

// prepared is an operation that may be executed.
type prepared struct {
	document  *ast.QueryDocument
	operation *ast.OperationDefinition
	// variables are those that the operation declares, as they were sent.
	variables map[string]any
	// showCost is set when the client asked what the operation costs.
	showCost bool
	// readable says whether the visitor may read the schema.
	readable bool
}

// prepare parses a document and checks all that can be checked before execution, cheapest first.
func (e *endpoint) prepare(ctx context.Context, method string, authenticated bool, request parameters) (prepared, *refusal) {
	var none prepared
	schema := e.documents.schema
	document, valid, why := e.documents.parse(ctx, request.query)
	if why != nil {
		return none, why
	}
	operation, why := operationOf(document, request.operationName)
	if why != nil {
		return none, why
	}
	shape := newShape(document)
	roots := shape.rootFields(operation)
	exchangeOf(ctx).noteOperation(operation, rootType(schema, operation), roots, e.options.Limits.RootFields)
	if method != http.MethodPost && operation.Operation != ast.Query {
		return none, methodNotAllowed(method, "POST", "only a query can be sent with it, a mutation needs POST.")
	}
	if err := shape.check(operation, roots, e.options.Limits); err != nil {
		return none, refuse(err)
	}
	if !authenticated && !isPublic(schema, operation, roots, e.options.Introspection) {
		return none, refuseWith(http.StatusUnauthorized, fault.New(fault.AuthenticationRequired).Err())
	}
	variables, err := request.variables.values(e.options.Limits.VariableValues, declared(operation)...)
	if err != nil {
		return none, refuse(err)
	}
	if missing := missingInputs(schema, operation, roots, variables); len(missing) > 0 {
		return none, &refusal{problems: missing}
	}
	readable := e.options.Introspection.allows(authenticated)
	if !readable {
		if why := introspectionRefusal(roots); why != nil {
			return none, why
		}
	}
	if !valid {
		if why := e.documents.validate(ctx, request.query, document, readable); why != nil {
			return none, why
		}
	}
	if err := checkVariables(schema, document, operation, variables, e.options.Limits.VariableErrors); err != nil {
		return none, refuse(err)
	}
	return prepared{
		document: document, operation: operation, variables: variables, readable: readable,
	}, nil
}

// declared returns the names of the variables that an operation declares: the others are not read.
func declared(operation *ast.OperationDefinition) []string {
	names := make([]string, len(operation.VariableDefinitions))
	for i, definition := range operation.VariableDefinitions {
		names[i] = definition.Variable
	}
	return names
}
