package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"

	"accessgraph/domain/fault"
)

// FuzzBody holds that whatever a body is, it is a request or a fault; and that a fault tells nothing of it.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		"", " ", "null", "[]", "{}", `{"query":"{hello}"}`, `{"query":"{hello}","variables":{"a":[1,{"b":null}]},"extensions":null}`,
		`{"query":1}`, `{"query":"a"} b`, "{\"query\":\"\xff\"}", `{"query":"a","query":"b"}`, `{"Query":"a"}`, `{"query":"\ud800"}`,
		`{"documentId":"a"}`, `{"documentId":"sha256:A"}`, `{"documentId":null,"extensions":{"persistedQuery":null}}`, `{"documentId":{}}`,
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"a"}}}`, `{"documentId":"a","extensions":{"persistedQuery":{"version":1,"sha256Hash":"b"}}}`,
		`{"query":"{hello}","extensions":{"persistedQuery":{"version":1.0,"sha256Hash":""}}}`, `{"extensions":{"persistedQuery":[{"version":"1"}]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		request, err := decodeBody(body)
		if err == nil {
			require.True(t, json.Valid(bytes.TrimPrefix(body, []byte(byteOrderMark))))
			require.NotEmpty(t, request.query+request.documentID)
			return
		}
		got, ok := errors.AsType[*fault.Error](err)
		require.True(t, ok)
		require.Less(t, len(got.Error()), 150)
		if _, repeated := got.First().Data["problem"]; repeated {
			return // plain structs take the last of several members
		}
		if strict, exists := strictly(body); exists {
			require.False(t, strict, "a request was refused: %v", err)
		}
	})
}

// strictly decodes a body as plain structs do; known is false when it is not JSON at all.
func strictly(body []byte) (valid, known bool) {
	var members map[string]any
	if json.Unmarshal(body, &members) != nil || bytes.ContainsRune(body, '\uFFFD') || bytes.Contains(bytes.ToLower(body), []byte(`\ud`)) {
		return false, false
	}
	query, ok := members["query"].(string)
	return ok && query != "" && objectOrNothing(members["variables"]) && objectOrNothing(members["extensions"]) &&
		stringOrNothing(members["operationName"]) && utf8.Valid(body) && !namesDocument(members), true
}

// namesDocument reports whether a request names a document, which it may do in a wrong way.
func namesDocument(members map[string]any) bool {
	extensions, _ := members["extensions"].(map[string]any)
	return members["documentId"] != nil || extensions["persistedQuery"] != nil
}

func objectOrNothing(value any) bool {
	_, ok := value.(map[string]any)
	return ok || value == nil
}

func stringOrNothing(value any) bool {
	_, ok := value.(string)
	return ok || value == nil
}

// FuzzVariables holds that values which pass the check are fine for the library, too, and that reading the arguments of
// the operation from them does not panic.
func FuzzVariables(f *testing.F) {
	for _, seed := range [][2]string{
		{`query($v: String){hello(name: $v)}`, `{"v": 1}`},
		{`query($v: Int = 3){hello(count: $v)}`, `{"v": null}`},
		{`query($v: Float, $w: [Scope!]){hello(ratio: $v, scopes: $w)}`, `{"v": 1e3, "w": "READ"}`},
		{`query($v: ID!){node(id: $v){id}}`, `{"v": 12345678901234567890}`},
		{`query($v: PersonFinder!){person(find: $v){id}}`, `{"v": {"nested": {"number": 5}}}`},
		{`query($v: Boolean!){hello @include(if: $v) ...F} fragment F on Query {hello @skip(if: $v)}`, `{"v": true}`},
		{`mutation($v: CreateRuleInput!){createRule(input: $v){id}}`, `{"v": {"name": "a", "settings": {"reader": "r", "relays": 1}, "limit": 3}}`},
		{`mutation($v: [SettingInput!]! = [], $w: DateTime){createRule(input: {name: "a", settings: $v}){id} a: __typename}`, `{"v": [null], "w": [[]]}`},
	} {
		f.Add(seed[0], seed[1])
	}
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: testSchema})
	documents, err := newDocuments(schema, DefaultLimits(), TrustedDocumentsOff)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text, raw string) {
		variables := map[string]any{}
		decoder := json.NewDecoder(strings.NewReader(raw))
		decoder.UseNumber()
		if decoder.Decode(&variables) != nil {
			return
		}
		document, valid, why := documents.parse(t.Context(), text)
		if why != nil || !valid && documents.validate(t.Context(), text, document, false) != nil {
			return
		}
		for _, operation := range document.Operations {
			err := checkVariables(schema, document, operation, variables, DefaultLimits().VariableErrors)
			if err != nil {
				refused := refusalOf(err)
				for _, problem := range refused.problems {
					got, ok := errors.AsType[*fault.Error](problem.err)
					require.True(t, ok)
					require.NotEmpty(t, got.First().Data)
				}
				continue
			}
			coerced, err := validator.VariableValues(schema, operation, variables)
			require.NoError(t, err)
			require.NotPanics(t, func() { selectionPrice(operation.SelectionSet, map[string]bool{}) })
			for _, field := range newShape(document).rootFields(operation) {
				require.NotPanics(t, func() { field.ArgumentMap(coerced) })
			}
		}
	})
}
