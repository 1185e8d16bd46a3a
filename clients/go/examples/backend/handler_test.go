package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/internal/servertest"
	"accessgraph/clients/go/operations"
	"accessgraph/clients/go/schema"
)

// serve runs the backend before a server of its own, with one user who is logged in.
func serve(t *testing.T) (backendURL, userID string) {
	t.Helper()
	program, err := servertest.Program(t.Context(), t.TempDir())
	require.NoError(t, err)
	server, err := servertest.Start(context.WithoutCancel(t.Context()), program)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Stop()) })
	client := accessgraph.NewClient(server.Endpoint, accessgraph.Options{Key: server.Key})
	customer, err := operations.CreateCustomer(t.Context(), client, schema.CreateCustomerInput{Name: "Example Networks"})
	require.NoError(t, err)
	user, err := operations.CreateUser(t.Context(), client, schema.CreateUserInput{
		CustomerId: customer.CreateCustomer.Customer.Id, FirstName: "Ada", LastName: "Lovelace",
	})
	require.NoError(t, err)
	userID = user.CreateUser.User.Id

	endpoint, err := url.Parse(server.Endpoint)
	require.NoError(t, err)
	documents := map[string]string{
		"sha256:create": "mutation($name: String!) { createCustomer(input: {name: $name}) { customer { name createdBy { userId } } } }",
	}
	userOf := func(session string) (string, bool) { return userID, session == "ada's" }
	front := httptest.NewServer(newHandler(endpoint, server.Key, documents, userOf))
	t.Cleanup(front.Close)
	return front.URL, userID
}

// post sends a body with headers, and returns the status and the body of the response.
func post(t *testing.T, address, body string, headers map[string]string) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	require.NoError(t, err)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(answer)
}

func TestBackend_SendsTheOperationsOfAUserWhoIsLoggedIn(t *testing.T) {
	address, userID := serve(t)
	const create = `{"documentId": "sha256:create", "variables": {"name": "Analytical Engines"}}`
	session := map[string]string{
		"Cookie": "__Host-session=ada's", "Idempotency-Key": "form-1", "X-Acting-User": "somebody else", "X-API-Key": "nonsense",
	}
	want := fmt.Sprintf(`{"createCustomer": {"customer": {"name": "Analytical Engines", "createdBy": {"userId": %q}}}}`, userID)
	for range 2 {
		status, text := post(t, address, create, session)
		require.Equal(t, http.StatusOK, status, text)
		var body struct{ Data, Extensions json.RawMessage }
		require.NoError(t, json.Unmarshal([]byte(text), &body))
		require.JSONEq(t, want, string(body.Data))
	}
	_, text := post(t, address, create, session)
	require.Contains(t, text, "replayed")

	for name, step := range map[string]struct {
		body    string
		headers map[string]string
		status  int
	}{
		"no session":        {create, nil, http.StatusUnauthorized},
		"another session":   {create, map[string]string{"Cookie": "__Host-session=eve's"}, http.StatusUnauthorized},
		"another site":      {create, map[string]string{"Cookie": "__Host-session=ada's", "Sec-Fetch-Site": "cross-site"}, http.StatusForbidden},
		"another operation": {`{"documentId": "sha256:other"}`, session, http.StatusBadRequest},
		"a text":            {`{"query": "{ viewer { scopes } }"}`, session, http.StatusBadRequest},
		"no JSON":           {`viewer`, session, http.StatusBadRequest},
		"a large body":      {`{"documentId": "` + strings.Repeat("a", 70_000) + `"}`, session, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			status, text := post(t, address, step.body, step.headers)
			require.Equal(t, step.status, status, text)
			require.NotContains(t, text, "createCustomer")
		})
	}
}
