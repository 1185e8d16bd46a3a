package test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
)

// leaving is a committer during whose first commit the client leaves.
type leaving struct {
	commit.Committer
	leave atomic.Pointer[context.CancelFunc]
}

func (l *leaving) Commit(ctx context.Context, written commit.Commit) error {
	if leave := l.leave.Swap(nil); leave != nil {
		(*leave)()
	}
	return l.Committer.Commit(ctx, written)
}

// TestRequest_WhoseClientLeaves closes its side during the first of two mutations: that one is carried out and told as such, and the
// second is not begun. A query is stopped.
func TestRequest_WhoseClientLeaves(t *testing.T) {
	committer := &leaving{}
	w := startWith(t, func(store commit.Committer) commit.Committer {
		committer.Committer = store
		return committer
	})
	ctx, leave := context.WithCancel(t.Context())
	committer.leave.Store(&leave)
	got := w.serve(ctx, t, `mutation {
		first: createCustomer(input: {name: "First"}) { customer { id name } }
		second: createCustomer(input: {name: "Second"}) { customer { id } }
	}`)
	require.Equal(t, "First", at(t, got.Data, "first", "customer", "name"))
	require.Nil(t, got.Data["second"])
	require.Len(t, got.Errors, 1)
	require.Equal(t, []any{"second"}, got.Errors[0].Path)
	require.Equal(t, "The operation was stopped: the client closed its side of the connection before it had the answer.", got.Errors[0].Message)
	require.Equal(t, "REQUEST_CANCELED", got.Errors[0].Extensions.Reason)
	require.Equal(t, "CONNECTION_TIMEOUT", got.Errors[0].Extensions.Code)
	require.True(t, got.Errors[0].Extensions.Retryable)
	require.Len(t, at(t, w.admin.must(t, "{ customers { nodes { name } } }", nil), "customers", "nodes"), 1)
	for _, line := range w.log.all() {
		require.NotContains(t, line, `"level":"error"`, "that a client leaves is no error of the server")
	}

	query := w.serve(ctx, t, "{ customers { nodes { name } } }")
	require.Len(t, query.Errors, 1)
	require.NotEqual(t, "DEADLINE_EXCEEDED", query.Errors[0].Extensions.Reason)
}

// serve has a request answered whose client has left when its context is done.
func (s *server) serve(ctx context.Context, t *testing.T, document string) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document})
	require.NoError(t, err)
	request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", s.admin.key)
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, request)
	got := answer{status: recorder.Code, header: recorder.Header(), raw: recorder.Body.String()}
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got), got.raw)
	seen.add(got)
	return got
}
