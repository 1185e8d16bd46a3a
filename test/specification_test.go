package test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A variable with a default may be null. The field that must not be given null fails, and the others are answered.
func TestVariables_NullInPlaceOfADefault(t *testing.T) {
	running := start(t)
	cases := map[string]struct {
		document  string
		variables map[string]any
		path      string
	}{
		"an argument":            {`query($v: ID = "a") {serverInfo {version} a: accessRule(accessRuleId: $v) {id}}`, map[string]any{"v": nil}, "accessRuleId"},
		"a member of an input":   {`query($v: String = "a") {serverInfo {version} a: checkPassage(reader: "r", identifier: {number: {type: CARD, number: $v}}) {granted}}`, map[string]any{"v": nil}, "identifier.number.number"},
		"an element of a list":   {`query($v: ID = "a") {serverInfo {version} a: nodes(ids: ["b", $v]) {id}}`, map[string]any{"v": nil}, "ids[1]"},
		"a direction of a list":  {`query($v: OrderDirection) {serverInfo {version} a: accesses(orderBy: {direction: $v}) {totalCount}}`, map[string]any{"v": nil}, "orderBy.direction"},
		"a nullable argument":    {`query($v: Int = 3) {serverInfo {version} a: accessRules(first: $v) {totalCount}}`, map[string]any{"v": nil}, ""},
		"not null":               {`query($v: ID = "a") {serverInfo {version} a: nodes(ids: ["b", $v]) {id}}`, map[string]any{"v": "c"}, ""},
		"absent, so the default": {`query($v: OrderDirection) {serverInfo {version} a: accesses(orderBy: {direction: $v}) {totalCount}}`, map[string]any{}, ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := running.admin.send(t, tc.document, tc.variables)
			require.Equal(t, http.StatusOK, got.status)
			if tc.path == "" {
				require.Empty(t, got.Errors, got.raw)
				return
			}
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason)
			require.Equal(t, map[string]any{tc.path: "must not be null"}, got.Errors[0].Extensions.Data)
			require.Equal(t, []any{"a"}, got.Errors[0].Path)
			if name == "an element of a list" {
				require.Nil(t, got.Data, "Query.nodes is never null")
				return
			}
			require.Nil(t, got.Data["a"])
			require.Equal(t, "test", text(t, got.Data, "serverInfo", "version"))
		})
	}
	// A condition decides about what is executed: the request is refused.
	got := running.admin.with("Accept", graphqlResponse).send(t, `query($v: Boolean = true) {serverInfo @skip(if: $v) {version}}`, map[string]any{"v": nil})
	require.Equal(t, http.StatusBadRequest, got.status)
	require.Equal(t, map[string]any{"@skip.if": "must not be null"}, got.Errors[0].Extensions.Data)
}

// What a type's kind does not have is null; what it has is a list, be it empty.
func TestIntrospection_OfEachKind(t *testing.T) {
	running := start(t)
	all := []string{"fields", "interfaces", "possibleTypes", "enumValues", "inputFields", "ofType", "specifiedByURL", "isOneOf"}
	for document, has := range map[string][]string{
		`{__type(name: "Query") {...T}}`:                {"fields", "interfaces"},
		`{__type(name: "Access") {...T}}`:               {"fields", "interfaces"},
		`{__type(name: "Node") {...T}}`:                 {"fields", "interfaces", "possibleTypes"},
		`{__type(name: "Scope") {...T}}`:                {"enumValues"},
		`{__type(name: "AccessFilter") {...T}}`:         {"inputFields", "isOneOf"},
		`{__type(name: "UserAccessTypeInput") {...T}}`:  {"inputFields", "isOneOf"},
		`{__type(name: "String") {...T}}`:               {},
		`{__type(name: "DateTime") {...T}}`:             {"specifiedByURL"},
		`{__schema {queryType {fields {type {...T}}}}}`: {"ofType"},
	} {
		data := running.admin.must(t, document+` fragment T on __Type {kind fields {name} interfaces {name} possibleTypes {kind}
			enumValues {name} inputFields {name} ofType {kind} specifiedByURL isOneOf}`, nil)
		for _, typ := range typesOf(t, data) {
			if typ["kind"] != "NON_NULL" && document == `{__schema {queryType {fields {type {...T}}}}}` {
				continue
			}
			for _, field := range all {
				require.Equal(t, slices.Contains(has, field), typ[field] != nil, "%s: %s of %v", document, field, typ["kind"])
			}
			for _, possible := range elements(typ["possibleTypes"]) {
				require.Equal(t, map[string]any{"kind": "OBJECT"}, possible)
			}
		}
	}
	data := running.admin.must(t, `{a: __type(name: "UserAccessTypeInput") {isOneOf} b: __type(name: "AccessFilter") {isOneOf} c: __type(name: "Float") {name}}`, nil)
	require.Equal(t, true, at(t, data, "a", "isOneOf"))
	require.Equal(t, false, at(t, data, "b", "isOneOf"))
	require.Nil(t, data["c"], "nothing in the schema is a Float")
}

func elements(value any) []any {
	values, _ := value.([]any)
	return values
}

// typesOf returns the types that an answer of introspection is about.
func typesOf(t *testing.T, data map[string]any) []map[string]any {
	t.Helper()
	if typ, ok := data["__type"].(map[string]any); ok {
		return []map[string]any{typ}
	}
	var types []map[string]any
	for _, field := range elements(at(t, data, "__schema", "queryType", "fields")) {
		types = append(types, field.(map[string]any)["type"].(map[string]any))
	}
	return types
}

// Inputs that are always refused are there for the messages that the contracts document. They are listed like all others, and
// their descriptions name the reason that they are refused with, which their mutation declares.
func TestSchema_InputsThatAreAlwaysRefusedSayWithWhat(t *testing.T) {
	refused := regexp.MustCompile("^Always refused, with ([A-Z_]+): ")
	count := 0
	for _, mutation := range schema().Mutation.Fields {
		for _, argument := range mutation.Arguments {
			for _, field := range schema().Types[argument.Type.Name()].Fields {
				require.Nil(t, field.Directives.ForName("deprecated"), field.Name)
				match := refused.FindStringSubmatch(field.Description)
				if match == nil {
					require.NotContains(t, field.Description, "lways refused")
					continue
				}
				count++
				require.Contains(t, mutation.Directives.ForName("raises").Arguments.ForName("reasons").Value.String(), match[1], "%s(%s)", mutation.Name, field.Name)
			}
		}
	}
	require.Equal(t, 8, count)
}

// What is refused is not listed.
func TestIntrospection_ListsNoDefer(t *testing.T) {
	running := start(t)
	data := running.admin.must(t, "{__schema {directives {name}}}", nil)
	require.Contains(t, elements(at(t, data, "__schema", "directives")), map[string]any{"name": "skip"})
	require.NotContains(t, elements(at(t, data, "__schema", "directives")), map[string]any{"name": "defer"})
	got := running.admin.send(t, "{...@defer {serverInfo {version}}}", nil)
	require.Equal(t, "GRAPHQL_VALIDATION_FAILED", got.Errors[0].Extensions.Reason)
}

// Two operations share a fragment. Only one of them gives its variable a default, and the other one is executed.
func TestVariables_ADefaultIsThatOfTheOperation(t *testing.T) {
	running := start(t)
	running.admin.mutate(t, "createExternalPersonalIdentity", "externalPersonalIdentity { id }", person(nil))
	const operations = `query A($v: String) {...F} query B($v: String = "nobody") {...F}`
	const fragment = ` fragment F on Query {externalPersonalIdentities(filter: {lastNameStartsWith: $v}) {totalCount}}`
	for name, count := range map[string]float64{"A": 1, "B": 0} {
		body, err := json.Marshal(map[string]any{"query": operations + fragment, "operationName": name})
		require.NoError(t, err)
		got := running.admin.post(t, string(body))
		require.Empty(t, got.Errors, got.raw)
		require.InDelta(t, count, at(t, got.Data, "externalPersonalIdentities", "totalCount"), 0, name)
	}
}

// A literal is stored as the specification reads it.
func TestLiterals_AreReadAsTheSpecificationSays(t *testing.T) {
	running := start(t)
	document := `mutation {createAccessRule(input: {name: "\uD83D\uDE00 \u{e9}", description: """a \u0041 \""" b""", settings: {reader: "r", relays: 1}})
		{accessRule {name description}}}`
	data := running.admin.must(t, document, nil)
	require.Equal(t, map[string]any{"name": "😀 é", "description": `a \u0041 """ b`}, at(t, data, "createAccessRule", "accessRule"))
	got := running.admin.send(t, `{accessRule(accessRuleId: "\uD800") {id}}`, nil)
	require.Equal(t, "GRAPHQL_PARSE_FAILED", got.Errors[0].Extensions.Reason)
	require.Equal(t, `The GraphQL document could not be parsed: Invalid Unicode escape sequence: "\uD800" is half of a surrogate pair.`, got.Errors[0].Message)
	require.Equal(t, []any{map[string]any{"line": 1.0, "column": 28.0}}, got.Errors[0].Locations)
}
