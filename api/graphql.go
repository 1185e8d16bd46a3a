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

// endpoint serves /graphql. A request passes these steps in order: method and media type, key, rate, body, queue, trust,
// document, limits, validation, variables, the key of a mutation once more, cost, execution. The first step that refuses it ends it.
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
	documents, err := newDocuments(options.Schema.Schema(), options.Limits, options.TrustedDocuments)
	if err != nil {
		return nil, err
	}
	return &endpoint{options: options, admission: admission, documents: documents}, nil
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	info := infoOf(r.Context())
	defer e.options.Metrics.begin()()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept")
	mediaType := negotiate(r.Header)
	response, err := e.respond(r.Context(), w, r)
	if err != nil {
		response = refused(r.Context(), w.Header(), mediaType, err)
	}
	response.mediaType = mediaType
	sent := write(r.Context(), w, response)
	if response.release != nil {
		response.release()
	}
	info.finish(sent.status, sent.Errors)
}

// respond carries out a request. Its error is a refusal, or stands for a request error of GraphQL.
func (e *endpoint) respond(ctx context.Context, w http.ResponseWriter, r *http.Request) (response, error) {
	if err := acceptRequest(r); err != nil {
		return response{}, err
	}
	visitor, err := e.authenticate(ctx, r.Header, e.options.Authenticate)
	info := infoOf(ctx)
	client, err := e.admission.admit(info, visitor, err)
	if err != nil {
		return response{}, err
	}
	defer client.settle(info)
	idempotencyKey, err := readIdempotencyKey(r.Header)
	if err != nil {
		return response{}, err
	}
	request, err := e.read(w, r, visitor.isKnown)
	if err != nil {
		return response{}, err
	}
	leave, err := client.enter(ctx)
	if err != nil {
		return response{}, err
	}
	defer leave()
	info.idempotent = idempotencyKey != ""
	ctx, cancel := context.WithTimeout(ctx, e.options.Limits.operation())
	defer cancel()
	operation, err := e.prepare(ctx, r.Method, visitor.isKnown, request)
	if err != nil {
		return response{}, err
	}
	visitor, err = e.authenticateMutation(ctx, r.Header, visitor, operation)
	if err != nil {
		return response{}, err
	}
	e.documents.persist(operation.request)
	if showsSecret(operation.operation) {
		neverCompress(w.Header())
	}
	ctx = e.prepareContext(ctx, visitor)
	repeatable := &repeatable{key: idempotencyKey, into: e.options.WithAttempt}
	operation.showCost = asksForCost(r.Header, request.extensions)
	executed, err := e.execute(ctx, cancel, operation, repeatable)
	executed.Extensions = repeatable.extensions(executed.Extensions)
	return executed, err
}

// acceptRequest checks the method and the media type.
func acceptRequest(r *http.Request) error {
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

func (e *endpoint) read(w http.ResponseWriter, r *http.Request, authenticated bool) (parameters, error) {
	info := infoOf(r.Context())
	if r.Method != http.MethodPost {
		info.charge(len(r.URL.RawQuery) / bytesPerPoint)
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
	info.charge(len(body) / bytesPerPoint)
	request, err := decodeBody(body)
	return request, malformed(err)
}

// lastBytesWithin is how long a body may take to arrive once the server is told to stop.
const lastBytesWithin = time.Second

// hurry gives the body that is being read a short deadline once the server is told to stop, so that a slow client does not hold
// it up. The returned function must be called after the body was read: the connection is left alone from then on.
func (e *endpoint) hurry(w http.ResponseWriter) (read func()) {
	if e.options.OnStop == nil {
		return func() {}
	}
	done := make(chan struct{})
	cancel := e.options.OnStop(func() {
		defer close(done)
		defer func() { _ = recover() }() // the request goes on without it
		// A connection that is gone has no deadline to set.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(lastBytesWithin))
	})
	return func() {
		if !cancel() {
			<-done
		}
	}
}

// malformed returns the refusal of a request that cannot be read; nil without an error.
func malformed(err error) error {
	if err == nil {
		return nil
	}
	problem, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok && problem.First().Reason == fault.RequestBodySizeExceeded:
		return refuseWith(http.StatusRequestEntityTooLarge, err)
	case ok && problem.First().Reason == fault.PersistedQueryNotSupported:
		return err
	default:
		return refuseWith(http.StatusBadRequest, err)
	}
}

// prepareContext returns the context of a request for resolvers.
func (e *endpoint) prepareContext(ctx context.Context, visitor visitor) context.Context {
	if e.options.Prepare == nil {
		return ctx
	}
	info := infoOf(ctx)
	described := actor.Visitor{Address: info.address, RequestID: info.requestID, ClientRequestID: info.clientRequestID}
	if !visitor.isKnown {
		return e.options.Prepare(ctx, nil, described)
	}
	described.ApplicationID = visitor.caller.ApplicationID
	return e.options.Prepare(ctx, &visitor.caller, described)
}

// prepared is an operation that may be executed.
type prepared struct {
	// request is the request, with the text of its document.
	request   parameters
	document  *ast.QueryDocument
	operation *ast.OperationDefinition
	// variables are those that the operation declares, as they were sent.
	variables map[string]any
	// showCost is set if the client wants to know what the operation costs.
	showCost bool
	// readable is set if the visitor may read the schema.
	readable bool
}

// prepare looks a document up if its text was not sent, parses it and checks all that can be checked before execution, cheapest first.
func (e *endpoint) prepare(ctx context.Context, method string, authenticated bool, request parameters) (prepared, error) {
	schema := e.documents.schema
	request, err := e.documents.identify(infoOf(ctx), request, authenticated)
	if err != nil {
		return prepared{}, err
	}
	document, valid, err := e.documents.parse(ctx, request.query)
	if err != nil {
		return prepared{}, err
	}
	operation, err := operationOf(document, request.operationName)
	if err != nil {
		return prepared{}, err
	}
	shape := newShape(document)
	roots := shape.rootFields(operation)
	infoOf(ctx).noteOperation(operation, rootType(schema, operation), roots, e.options.Limits.RootFields)
	if method != http.MethodPost && operation.Operation != ast.Query {
		return prepared{}, methodNotAllowed(method, "POST", "only a query can be sent with it, a mutation needs POST.")
	}
	if err := shape.check(operation, roots, e.options.Limits); err != nil {
		return prepared{}, err
	}
	if !authenticated && !isPublic(schema, operation, roots, e.options.Introspection) {
		return prepared{}, refuseWith(http.StatusUnauthorized, fault.New(fault.AuthenticationRequired).Err())
	}
	variables, err := request.variables.values(e.options.Limits.VariableValues, declared(operation)...)
	if err != nil {
		return prepared{}, err
	}
	if missing := missingInputs(schema, operation, roots, variables); len(missing) > 0 {
		return prepared{}, &refusal{problems: missing}
	}
	readable := e.options.Introspection.allows(authenticated)
	if !readable {
		if err := introspectionRefusal(roots); err != nil {
			return prepared{}, err
		}
	}
	if !valid {
		if err := e.documents.validate(ctx, request.query, document, readable); err != nil {
			return prepared{}, err
		}
	}
	if err := checkVariables(schema, document, operation, variables, e.options.Limits.VariableErrors); err != nil {
		return prepared{}, err
	}
	return prepared{
		request: request, document: document, operation: operation, variables: variables, readable: readable,
	}, nil
}

// declared returns the names of the variables that an operation declares. Others are not read.
func declared(operation *ast.OperationDefinition) []string {
	names := make([]string, len(operation.VariableDefinitions))
	for i, definition := range operation.VariableDefinitions {
		names[i] = definition.Variable
	}
	return names
}
