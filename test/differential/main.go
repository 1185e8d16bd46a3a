// Command differential answers GraphQL requests on standard input, one HTTP body a line, with one JSON object a line: the
// status, and the answer of the API. check.js compares them with graphql-js.
//
// The API is the real one with the real schema, and its limits are out of the way. Only what executes is another: it
// answers introspection, and for any other root field the arguments that its resolver would be given.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/zerolog"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/api"
	"accessgraph/domain/actor"
	"accessgraph/graph/workarounds"
	"accessgraph/resolvers"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "differential:", err)
		os.Exit(1)
	}
}

func run(requests io.Reader, answers io.Writer) error {
	handler, err := newHandler()
	if err != nil {
		return err
	}
	reader, writer := bufio.NewReader(requests), bufio.NewWriter(answers)
	encoder := json.NewEncoder(writer)
	for {
		body, err := reader.ReadString('\n')
		if errors.Is(err, io.EOF) && body == "" {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a request: %w", err)
		}
		if err := encoder.Encode(ask(handler, body)); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
		if err := writer.Flush(); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
	}
}

// response is what the API answers, as check.js reads it.
type response struct {
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
}

func ask(handler http.Handler, body string) response {
	request := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/graphql", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	request.Header.Set("X-API-Key", "any")
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return response{Status: recorder.Code, Body: recorder.Body.Bytes()}
}

func newHandler() (http.Handler, error) {
	return api.New(api.Options{
		Schema:       echo{resolvers.NewSchema(resolvers.Dependencies{})},
		Authenticate: anybody, AuthenticateFresh: anybody,
		WithAttempt:   func(ctx context.Context, _ *actor.Attempt) context.Context { return ctx },
		IDsOf:         func(any) []string { return nil },
		Ready:         func(context.Context) error { return nil },
		Limits:        boundless(),
		Logger:        zerolog.Nop(),
		Introspection: api.IntrospectionPublic,
	})
}

// boundless are limits that no document of this test comes near.
func boundless() api.Limits {
	limits := api.DefaultLimits()
	for _, limit := range []*int{
		&limits.ParserTokens, &limits.Depth, &limits.Aliases, &limits.RepeatedFields, &limits.RootFields, &limits.Cost,
		&limits.DocumentBytes, &limits.NameBytes, &limits.VariableValues, &limits.AnswerBytes,
		&limits.PointsPerApplication, &limits.PointsPerDoor, &limits.PointsPerAddress,
	} {
		*limit = math.MaxInt32
	}
	return limits
}

// echo is the schema without its resolvers.
type echo struct {
	graphql.ExecutableSchema
}

func (e echo) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	fields := graphql.CollectFields(operation, operation.Operation.SelectionSet, []string{"Query", "Mutation"})
	data := make(map[string]any, len(fields))
	for _, field := range fields {
		if strings.HasPrefix(field.Name, "__") {
			return e.ExecutableSchema.Exec(ctx)
		}
		data[field.Alias] = arguments(field.Field, operation.Variables)
	}
	return once(data)
}

// arguments returns what execution reads the arguments of a field from; nil when the field fails for one that is null.
func arguments(field *ast.Field, variables map[string]any) any {
	if _, null := workarounds.NullArgument(field, variables); null {
		return nil
	}
	return listsOf(field.ArgumentMap(variables))
}

// listsOf returns a value in which an empty list is one for JSON, too: the library makes a slice of it that is nil, which
// execution tells from null by its type.
func listsOf(value any) any {
	switch value := value.(type) {
	case []any, []map[string]any:
		items := graphql.CoerceList(value)
		list := make([]any, len(items))
		for i, item := range items {
			list[i] = listsOf(item)
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(value))
		for name, member := range value {
			object[name] = listsOf(member)
		}
		return object
	default:
		return value
	}
}

func once(data map[string]any) graphql.ResponseHandler {
	answered := false
	return func(context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		encoded, err := json.Marshal(data)
		if err != nil {
			panic(err)
		}
		return &graphql.Response{Data: encoded}
	}
}

// anybody lets every key in.
func anybody(context.Context, string, *string, string) (actor.Caller, error) {
	return actor.Caller{}, nil
}
