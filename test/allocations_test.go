package test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAllocations_OfARequest bounds what the whole process allocates for a request: the handler, the driver, and the embedded
// store, which reads for it. What the test itself allocates is measured, and left out.
func TestAllocations_OfARequest(t *testing.T) {
	w := newWorld(t)
	for range 50 {
		w.admin.mutate(t, "createAccess", "access { id }", map[string]any{
			"type": "PRIVATE", "privateId": w.names["identity"], "managed": true, "firstName": "Ada", "lastName": "Byron",
		})
	}
	for name, operation := range map[string]struct {
		query string
		most  int
	}{
		"access by ID": {`query($id: ID!) { access(accessId: $id) { id state firstName lastName createdAt } }`, 320},
		"page of 50 accesses with three objects each": {
			`query { accesses(first: 50) { edges { cursor node { id state firstName lastName privateIdentity { id firstName } roleAccount { id role { id name } } } } } }`,
			1_550,
		},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := json.Marshal(map[string]any{"query": operation.query, "variables": map[string]any{"id": w.names["activeAccess"]}})
			require.NoError(t, err)
			allocated := allocationsOf(t, w, w.handler, string(body))
			byTheTest := allocationsOf(t, w, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte("{}"))
			}), string(body))
			t.Logf("%d allocations, of which the test makes %d", allocated, byTheTest)
			require.LessOrEqual(t, allocated-byTheTest, operation.most)
		})
	}
}

func allocationsOf(t *testing.T, w *world, handler http.Handler, body string) int {
	t.Helper()
	return int(testing.AllocsPerRun(100, func() {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("X-Api-Key", w.admin.key)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		require.Equal(t, http.StatusOK, recorder.Code)
		require.NotContains(t, recorder.Body.String(), `"errors"`)
	}))
}
