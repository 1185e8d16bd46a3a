package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// trust has the world trust documents by their IDs.
func (w *world) trust(documents map[string]string) error {
	w.t.Helper()
	var manifest []TrustedDocument
	for id, text := range documents {
		manifest = append(manifest, TrustedDocument{ID: id, Text: text, Manifest: "web.json"})
	}
	return w.handler.(*API).Trust(manifest)
}

func trustingWorld(t *testing.T, mode TrustedDocumentsMode, documents map[string]string) *world {
	t.Helper()
	world := newWorld(t, func(options *Options) { options.TrustedDocuments = mode })
	require.NoError(t, world.trust(documents))
	return world
}

// lastLine returns the line that was logged last.
func (w *world) lastLine() map[string]any {
	w.t.Helper()
	lines := strings.Split(strings.TrimSpace(w.log.String()), "\n")
	var fields map[string]any
	require.NoError(w.t, json.Unmarshal([]byte(lines[len(lines)-1]), &fields))
	return fields
}

const trustedText = "query Hello($name: String) { hello(name: $name) }"

func TestTrustedDocuments_CanBeSentByID(t *testing.T) {
	for _, mode := range []TrustedDocumentsMode{TrustedDocumentsOff, TrustedDocumentsLogged, TrustedDocumentsEnforced} {
		world := trustingWorld(t, mode, map[string]string{"hello-1": trustedText, "sha256:" + hashOf("{serverInfo}"): "{serverInfo}"})
		for _, body := range []string{
			`{"documentId":"hello-1"}`,
			`{"documentId":"hello-1","operationName":"Hello","variables":{"name":"Ada"},"extensions":{}}`,
			`{"documentId":"sha256:` + hashOf(trustedText) + `"}`,
			persistedRequest(t, "", "hello-1", nil),
			persistedRequest(t, "", hashOf(trustedText), nil),
			persistedRequest(t, trustedText, "hello-1", nil),
			persistedRequest(t, trustedText, hashOf(trustedText), nil),
			requestBody(t, trustedText, nil),
		} {
			got := world.post(body)
			require.JSONEq(t, `{"data":{"hello":"hello"}}`, got.raw, body)
			require.NotContains(t, world.lastLine(), "trusted")
		}
		byGet := world.send(http.MethodGet, "/graphql?documentId=hello-1", "", headerKey, goodKey)
		require.JSONEq(t, `{"data":{"hello":"hello"}}`, byGet.raw)
		require.Equal(t, "AUTHENTICATION_REQUIRED", world.send(http.MethodGet, "/graphql?documentId=hello-1", "").reason(), "trust gives no rights")
		withoutKey := world.send(http.MethodGet, "/graphql?documentId=sha256:"+hashOf("{serverInfo}"), "")
		require.JSONEq(t, `{"data":{"serverInfo":"here"}}`, withoutKey.raw)
		require.Equal(t, "PERSISTED_QUERY_HASH_MISMATCH", world.post(`{"documentId":"hello-1","query":"{hello}"}`).reason())
		require.Equal(t, "DATA_NOT_VALID", world.post(`{"documentId":"hello-1","variables":{"name":1}}`).reason())
	}
}

func TestTrustedDocuments_Enforced(t *testing.T) {
	world := trustingWorld(t, TrustedDocumentsEnforced, map[string]string{"hello-1": trustedText, "touch-1": "mutation { touch }"})
	for name, body := range map[string]string{
		"another operation":        requestBody(t, "{hello}", nil),
		"the same, spaced apart":   requestBody(t, trustedText+" ", nil),
		"introspection":            requestBody(t, standardIntrospection, nil),
		"a type name":              requestBody(t, "{__typename}", nil),
		"a registration":           persistedRequest(t, "{hello}", hashOf("{hello}"), nil),
		"an unknown hash":          persistedRequest(t, "", hashOf("{hello}"), nil),
		"an unknown ID":            `{"documentId":"hello-2"}`,
		"not GraphQL":              requestBody(t, "{", nil),
		"not valid":                requestBody(t, "{nothing}", nil),
		"a trusted one and others": requestBody(t, trustedText+" query Other { hello }", nil),
	} {
		for accept, status := range map[string]int{"application/json": 200, mediaGraphQL: 400} {
			got := world.post(body, "Accept", accept)
			require.Equal(t, status, got.status, name)
			require.Len(t, got.Errors, 1)
			require.Equal(t, "The operation is not among the trusted documents of this server.", got.Errors[0].Message, name)
			require.Equal(t, "OPERATION_NOT_ALLOWED", got.reason(), name)
			require.Equal(t, "BAD_REQUEST", got.Errors[0].Extensions.Code)
			require.Equal(t, []any{"OPERATION_NOT_ALLOWED"}, world.lastLine()["reasons"])
		}
	}
	byGet := world.send(http.MethodGet, "/graphql?query="+url.QueryEscape("{hello}"), "", headerKey, goodKey)
	require.Equal(t, "OPERATION_NOT_ALLOWED", byGet.reason())
	require.Equal(t, http.StatusMethodNotAllowed, world.send(http.MethodGet, "/graphql?documentId=touch-1", "", headerKey, goodKey).status)
	require.Zero(t, world.executed.Load())
	require.Empty(t, world.post(`{"documentId":"touch-1"}`).Errors)
	require.Equal(t, int64(1), world.executed.Load())
}

// Introspection is an operation like any other: trusted, it is for those who may read the schema.
func TestTrustedDocuments_IntrospectionCanBeOne(t *testing.T) {
	for policy, reason := range map[Introspection]string{IntrospectionPublic: "", IntrospectionOff: "GRAPHQL_VALIDATION_FAILED"} {
		world := newWorld(t, func(options *Options) {
			options.TrustedDocuments, options.Introspection = TrustedDocumentsEnforced, policy
		})
		require.NoError(t, world.trust(map[string]string{"schema": "{ __schema { queryType { name } } }"}))
		require.Equal(t, reason, world.post(`{"documentId":"schema"}`).reason())
	}
}

func TestTrustedDocuments_OthersAreMarkedInTheLog(t *testing.T) {
	world := trustingWorld(t, TrustedDocumentsLogged, map[string]string{"hello-1": trustedText})
	body := requestBody(t, "query Other($name: String) { hello(name: $name) }", map[string]any{"name": "hunter2-secret"})
	require.JSONEq(t, `{"data":{"hello":"hello"}}`, world.post(body).raw)
	require.Equal(t, false, world.lastLine()["trusted"])
	require.Equal(t, "Other", world.lastLine()["operationName"])
	require.Equal(t, 1, strings.Count(world.log.String(), "\n"), "one line")
	require.NotContains(t, world.log.String(), "hunter2")
	require.Empty(t, world.post(persistedRequest(t, "{hello}", hashOf("{hello}"), nil)).Errors)
	require.Equal(t, false, world.lastLine()["trusted"])
	require.Empty(t, world.post(persistedRequest(t, "", hashOf("{hello}"), nil)).Errors)
	require.Equal(t, false, world.lastLine()["trusted"])
	require.Equal(t, "GRAPHQL_PARSE_FAILED", world.query("{", nil).reason())
	require.Equal(t, false, world.lastLine()["trusted"])
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", world.post(`{"documentId":"hello-2"}`).reason())
	off := newWorld(t)
	require.Empty(t, off.query("{hello}", nil).Errors)
	require.NotContains(t, off.lastLine(), "trusted")
}

func TestTrust_NamesTheDocumentThatIsNotValid(t *testing.T) {
	for text, sentence := range map[string]string{
		"query Page {\n  hello(nam: 1)\n}": `the trusted document id-1 (Page) of web.json is not valid: line 2, column 3: Unknown argument "nam" on field "Query.hello". Did you mean "name" or "at"?`,
		"{ nothing }":                      `the trusted document id-1 of web.json is not valid: line 1, column 3: Cannot query field "nothing" on type "Query".`,
		"query Page { hello":               `the trusted document id-1 of web.json is not valid: line 1, column 19: Expected Name, found <EOF>`,
		"":                                 `the trusted document id-1 of web.json is not valid: it has no operation`,
		"fragment F on Query { hello }":    `the trusted document id-1 of web.json is not valid: it has no operation`,
		"query Deep {people{nodes" + strings.Repeat("{boss", 15) + "{id}" + strings.Repeat("}", 16) + "}": "the trusted document id-1 (Deep) of web.json is not valid: " +
			"The request exceeds the limit depth: 18, and at most 15 is allowed.",
		"{" + strings.Repeat("hello ", 2001) + "}": "the trusted document id-1 of web.json is not valid: " +
			"The request exceeds the limit parserTokens: 2003, and at most 2000 is allowed.",
	} {
		world := trustingWorld(t, TrustedDocumentsEnforced, map[string]string{"hello-1": trustedText})
		require.EqualError(t, world.trust(map[string]string{"id-1": text}), sentence)
		require.Empty(t, world.post(`{"documentId":"hello-1"}`).Errors, "those before stay")
	}
}

func TestTrust_AnIDIsThatOfOneDocument(t *testing.T) {
	world := newWorld(t)
	err := world.handler.(*API).Trust([]TrustedDocument{
		{ID: "1", Text: "{hello}", Manifest: "app.json"}, {ID: "1", Text: "{hello}", Manifest: "web.json"}, {ID: "1", Text: "query Other {hello}", Manifest: "web.json"},
	})
	require.EqualError(t, err, "the trusted document 1 (Other) of web.json is not valid: another document has its ID")
}

func TestTrust_ReplacesWhatWasTrusted(t *testing.T) {
	world := trustingWorld(t, TrustedDocumentsEnforced, map[string]string{"1": "{hello}"})
	require.Empty(t, world.post(`{"documentId":"1"}`).Errors)
	require.NoError(t, world.trust(map[string]string{"2": "query Two {hello}"}))
	require.Equal(t, "OPERATION_NOT_ALLOWED", world.post(`{"documentId":"1"}`).reason())
	require.Equal(t, "OPERATION_NOT_ALLOWED", world.query("{hello}", nil).reason())
	require.Empty(t, world.post(`{"documentId":"2"}`).Errors)
}
