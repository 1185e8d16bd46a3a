package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// introspectionBomb asks for as much of the schema as the depth of introspection lets it, several times.
func introspectionBomb(times int) string {
	var text strings.Builder
	text.WriteString("{")
	for i := range times {
		fmt.Fprintf(&text, "a%d: __schema {...S} ", i)
	}
	text.WriteString("} fragment S on __Schema {types {...T fields {...F type {...T fields {...F type {...T}}}}}}")
	text.WriteString(" fragment T on __Type {name description enumValues {name description} ofType {name description enumValues {name description}}}")
	text.WriteString(" fragment F on __Field {name description args {name description type {...T}}}")
	return text.String()
}

// aliasedIntrospection asks for the arguments of the fields of every field's type, several times.
func aliasedIntrospection(times int) string {
	var text strings.Builder
	text.WriteString("{__schema {types {fields {type {name ofType {ofType {")
	for i := range times {
		fmt.Fprintf(&text, "a%d: fields {description args {description}} ", i)
	}
	return text.String() + "}}}}}}}"
}

func introspectedTypes(count int) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, `t%d: __type(name: "Mutation") {fields {name description args {name description} type {name fields {name args {name}}}}} `, i)
	}
	return text.String()
}

func serve(tb testing.TB, handler http.Handler, body string) int {
	tb.Helper()
	request := httptest.NewRequestWithContext(tb.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
	request.Header.Set("Content-Type", plainJSON)
	request.Header.Set(headerKey, goodKey)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Body.Len()
}

// standardIntrospection is what GraphiQL and code generators send.
const standardIntrospection = `query IntrospectionQuery { __schema { description queryType { name } mutationType { name } subscriptionType { name }
  types { ...FullType } directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`

// errorCatalog tells names of the schema as introspection does.
func TestIntrospection_TheErrorCatalogueIsAsPublic(t *testing.T) {
	for _, policy := range []Introspection{IntrospectionOff, IntrospectionWithKey, IntrospectionPublic} {
		world := newWorld(t, func(options *Options) { options.Introspection = policy })
		for _, document := range []string{`{errorCatalog}`, `{serverInfo ...F} fragment F on Query {a: errorCatalog}`} {
			body := requestBody(t, document, nil)
			got := world.send(http.MethodPost, "/graphql", body, "Content-Type", plainJSON)
			if policy == IntrospectionPublic {
				require.Equal(t, http.StatusOK, got.status)
				require.Empty(t, got.Errors)
			} else {
				require.Equal(t, http.StatusUnauthorized, got.status)
				require.Equal(t, "AUTHENTICATION_REQUIRED", got.reason())
				require.Zero(t, world.executed.Load())
			}
			require.Empty(t, world.query(document, nil).Errors)
		}
		open := world.send(http.MethodPost, "/graphql", `{"query":"{serverInfo __typename}"}`, "Content-Type", plainJSON)
		require.Equal(t, http.StatusOK, open.status)
	}
}
