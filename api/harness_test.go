package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/graph/plan"
)

const testSchema = `
directive @raises(reasons: [String!]!) on FIELD_DEFINITION
directive @public(likeIntrospection: Boolean! = false) on FIELD_DEFINITION
scalar DateTime
interface Node { id: ID! }
enum Scope { READ WRITE }
type Query {
  serverInfo: String @public
  errorCatalog: String @public(likeIntrospection: true)
  hello(name: String, count: Int = 3, ratio: Float, loud: Boolean, scopes: [Scope!], at: DateTime): String
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  people(first: Int, after: String): PersonConnection
  person(find: PersonFinder!): Person
}
type Mutation {
  createAccess(input: CreateAccessInput!): Person @raises(reasons: ["ACCESS_INPUT_REQUIRED"])
  createRule(input: CreateRuleInput!): Person
  touch: String @public
}
type PersonConnection { nodes: [Person!]! edges: [PersonEdge!]! }
type PersonEdge { node: Person! }
type Person implements Node { id: ID! name: String friends(first: Int, after: String): PersonConnection boss: Person }
input CreateAccessInput { firstName: String lastName: String managed: Boolean scope: Scope version: Int }
input CreateRuleInput { name: String! settings: [SettingInput!]! kind: PersonFinder tags: [String!] limit: Int! = 5 }
input SettingInput { reader: String! relays: [Int!]! }
input PersonFinder @oneOf { id: ID name: String nested: NestedFinder }
input NestedFinder @oneOf { code: String number: Int }
`

const (
	goodKey   = "good-key-0123456789"
	plainJSON = "application/json"
)

// resolver answers one root field of the stub.
type resolver func(ctx context.Context) (any, error)

// stub is an executable schema without generated code: it calls one function for each root field, and tells the meter.
type stub struct {
	schema    *ast.Schema
	resolvers map[string]resolver
}

func (s *stub) Schema() *ast.Schema { return s.schema }

func (s *stub) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s *stub) Exec(context.Context) graphql.ResponseHandler {
	return func(ctx context.Context) *graphql.Response {
		operation := graphql.GetOperationContext(ctx)
		data := map[string]any{}
		for _, field := range graphql.CollectFields(operation, operation.Operation.SelectionSet, []string{"Query", "Mutation"}) {
			data[field.Alias] = s.field(ctx, operation, field)
		}
		encoded, err := json.Marshal(data)
		if err != nil {
			panic(err)
		}
		if err := Meter(ctx).Wrote(ctx, len(encoded)); err != nil {
			encoded = []byte("null")
		}
		return &graphql.Response{Data: encoded}
	}
}

func (s *stub) field(ctx context.Context, operation *graphql.OperationContext, field graphql.CollectedField) (value any) {
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: field, Args: field.ArgumentMap(operation.Variables), IsResolver: true})
	defer func() {
		if panicked := recover(); panicked != nil {
			operation.Error(ctx, operation.Recover(ctx, panicked))
		}
	}()
	value, err := s.metered(ctx, field)
	if err != nil {
		graphql.AddError(ctx, err)
		return nil
	}
	return value
}

func (s *stub) metered(ctx context.Context, field graphql.CollectedField) (any, error) {
	resolve, ok := s.resolvers[field.Name]
	if !ok {
		return nil, nil
	}
	meter := Meter(ctx)
	planned := &plan.Field{Collected: field, Path: field.Alias, Price: Price(field), Info: plan.FieldInfo{IsResolver: true}}
	ctx, err := meter.Begin(ctx, planned)
	if err != nil {
		return nil, err
	}
	value, err := resolve(ctx)
	if err != nil || value == nil {
		return nil, err
	}
	meter.Returned(planned, value)
	count := 1
	if list := reflect.ValueOf(value); list.Kind() == reflect.Slice {
		count = list.Len()
	}
	if len(field.Selections) > 0 || field.Definition.Type.Elem != nil {
		err = meter.Charge(planned, count)
	}
	return value, err
}

// world is an API on the stub, with a log to look at.
type world struct {
	t       *testing.T
	handler http.Handler
	stub    *stub
	log     *bytes.Buffer
	// executed counts the operations that reached execution.
	executed atomic.Int64
	options  Options
}

func newWorld(t *testing.T, change ...func(*Options)) *world {
	t.Helper()
	built := &world{t: t, log: &bytes.Buffer{}}
	built.stub = &stub{schema: gqlparser.MustLoadSchema(&ast.Source{Input: testSchema}), resolvers: map[string]resolver{
		"serverInfo": func(context.Context) (any, error) { built.executed.Add(1); return "here", nil },
		"hello":      func(context.Context) (any, error) { built.executed.Add(1); return "hello", nil },
		"touch":      func(context.Context) (any, error) { built.executed.Add(1); return "touched", nil },
	}}
	built.options = Options{
		Schema: built.stub, Authenticate: authenticateStub, AuthenticateFresh: authenticateStub, Prepare: prepareStub, WithAttempt: withAttemptStub, Limits: DefaultLimits(), Logger: zerolog.New(zerolog.SyncWriter(built.log)),
		IDsOf:         func(any) []string { return nil },
		Introspection: IntrospectionPublic, Version: "1.2.3", Ready: func(context.Context) error { return nil },
	}
	for _, apply := range change {
		apply(&built.options)
	}
	handler, err := New(built.options)
	require.NoError(t, err)
	built.handler = handler
	return built
}

// sender is who resolvers are told that sent a request.
type sender struct {
	caller  *actor.Caller
	visitor actor.Visitor
}

type senderKey struct{}

func prepareStub(ctx context.Context, caller *actor.Caller, visitor actor.Visitor) context.Context {
	return context.WithValue(ctx, senderKey{}, sender{caller, visitor})
}

func withAttemptStub(ctx context.Context, _ *actor.Attempt) context.Context { return ctx }

func senderOf(ctx context.Context) sender {
	told, _ := ctx.Value(senderKey{}).(sender)
	return told
}

func authenticateStub(_ context.Context, key string, actingUser *string, _ string) (actor.Caller, error) {
	switch {
	case key == "broken":
		return actor.Caller{}, errors.New("connection refused by somebody@example.com for " + key)
	case key != goodKey:
		return actor.Caller{}, fault.New(fault.APIKeyNotValid).Err()
	case actingUser != nil && *actingUser != "usr_1":
		return actor.Caller{}, fault.New(fault.ActingUserNotAllowed, "no such user").Err()
	}
	return actor.Caller{CompanyID: "com_1", ApplicationID: "app_1"}, nil
}

// reply is an answer as a client sees it.
type reply struct {
	status int
	header http.Header
	raw    string
	Data   json.RawMessage
	Errors []replyError
}

type replyError struct {
	Message    string
	Path       []any
	Locations  []map[string]int
	Extensions struct {
		Code, Reason, RequestID string
		Status                  int
		Retryable               bool
		Data                    map[string]any
		Violations              []struct {
			Reason, Message string
			Data            map[string]any
		}
	}
}

func (r reply) reason() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Reason
}

// send sends a request; headers are name and value in turn.
func (w *world) send(method, target, body string, headers ...string) reply {
	w.t.Helper()
	request := httptest.NewRequestWithContext(w.t.Context(), method, target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	return w.do(request)
}

func (w *world) do(request *http.Request) reply {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	response := recorder.Result()
	raw, err := io.ReadAll(response.Body)
	require.NoError(w.t, err)
	require.NoError(w.t, response.Body.Close())
	got := reply{status: response.StatusCode, header: response.Header, raw: string(raw)}
	if strings.Contains(response.Header.Get("Content-Type"), "json") && len(raw) > 0 {
		require.NoError(w.t, json.Unmarshal(raw, &got), "not JSON: %s", raw)
	}
	return got
}

// post sends a body with the good key as application/json.
func (w *world) post(body string, headers ...string) reply {
	w.t.Helper()
	return w.send(http.MethodPost, "/graphql", body, append([]string{"Content-Type", plainJSON, headerKey, goodKey}, headers...)...)
}

// query sends a document with its variables, with the good key.
func (w *world) query(document string, variables map[string]any, headers ...string) reply {
	w.t.Helper()
	return w.post(requestBody(w.t, document, variables), headers...)
}

func requestBody(t testing.TB, document string, variables map[string]any) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	require.NoError(t, err)
	return string(body)
}
