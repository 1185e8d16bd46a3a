package test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/internal/app"
)

// persisted returns the body of a request that names a document by the hash of its text; without the text unless sent.
func persisted(t testing.TB, text string, sent bool, variables map[string]any) string {
	t.Helper()
	sum := sha256.Sum256([]byte(text))
	members := map[string]any{
		"variables":  variables,
		"extensions": map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hex.EncodeToString(sum[:])}},
	}
	if sent {
		members["query"] = text
	}
	body, err := json.Marshal(members)
	require.NoError(t, err)
	return string(body)
}

// TestPersistedQueries_ShowEachCompanyItsOwn has one company send the text, and another its hash.
func TestPersistedQueries_ShowEachCompanyItsOwn(t *testing.T) {
	const text = `query Access($id: ID!) { viewer { company { id } } access(accessId: $id) { id } }`
	w := newWorld(t)
	variables := map[string]any{"id": w.names["activeAccess"]}
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", w.foreign.post(t, persisted(t, text, false, variables)).Errors[0].Extensions.Reason)
	own := w.admin.post(t, persisted(t, text, true, variables))
	require.Empty(t, own.Errors, own.raw)
	again := w.admin.post(t, persisted(t, text, false, variables))
	require.JSONEq(t, own.raw, again.raw)
	foreign := w.foreign.post(t, persisted(t, text, false, variables))
	byText := w.foreign.send(t, text, variables)
	require.Equal(t, byText.Errors[0].Extensions.Reason, foreign.Errors[0].Extensions.Reason, foreign.raw)
	require.NotContains(t, foreign.raw, w.company)
}

// A persisted mutation is carried out once for an idempotency key, by its text or its hash.
func TestPersistedQueries_WithAnIdempotencyKey(t *testing.T) {
	const text = `mutation Create($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }`
	w := newWorld(t)
	client, variables := w.admin.with("Idempotency-Key", "k-1"), map[string]any{"input": map[string]any{"name": "Example Networks"}}
	first := client.post(t, persisted(t, text, true, variables))
	second := client.post(t, persisted(t, text, false, variables))
	require.Empty(t, first.Errors, first.raw)
	require.Empty(t, second.Errors, second.raw)
	require.Equal(t, first.Data["createCustomer"], second.Data["createCustomer"])
	require.Contains(t, second.raw, `"replayed":["createCustomer"]`)
}

func TestTrustedDocuments_OnTheWholeProduct(t *testing.T) {
	const create = `mutation Create($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }`
	s := startAs(t, func(options *app.Options) {
		options.TrustedDocumentsMode = api.TrustedDocumentsEnforced
		options.TrustedDocuments = []api.TrustedDocument{
			{ID: "create", Text: create, Manifest: "web.json"}, {ID: "viewer", Text: "{ viewer { scopes } }", Manifest: "web.json"},
		}
	})
	created := s.admin.post(t, `{"documentId": "create", "variables": {"input": {"name": "Example Networks"}}}`)
	require.Empty(t, created.Errors, created.raw)
	require.Equal(t, "DATA_NOT_VALID", s.admin.post(t, `{"documentId": "create", "variables": {"input": {"name": ""}}}`).Errors[0].Extensions.Reason)
	require.Equal(t, "OPERATION_NOT_ALLOWED", s.admin.send(t, `{ viewer { company { id } } }`, nil).Errors[0].Extensions.Reason)
	for target, status := range map[string]int{"documentId=viewer": http.StatusOK, "documentId=create": http.StatusMethodNotAllowed, "query=" + url.QueryEscape("{ viewer { id } }"): http.StatusOK} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/graphql?"+target, nil)
		require.NoError(t, err)
		request.Header.Set("X-Api-Key", s.admin.key)
		require.Equal(t, status, s.admin.do(t, request).status, target)
	}
}
