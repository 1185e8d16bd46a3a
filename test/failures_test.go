package test

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/domain/fault"
	"accessgraph/internal/app"
)

// failing is a committer that fails on demand.
type failing struct {
	commit.Committer
	with atomic.Pointer[func(context.Context) error]
}

func (f *failing) Commit(ctx context.Context, written commit.Commit) error {
	if fail := f.with.Load(); fail != nil {
		return (*fail)(ctx)
	}
	return f.Committer.Commit(ctx, written)
}

// losing is a committer that can lose the documents of a commit, and keeps the rest.
type losing struct {
	commit.Committer
	losesInserts atomic.Bool
}

func (l *losing) Commit(ctx context.Context, written commit.Commit) error {
	if l.losesInserts.Load() {
		written.Inserts = nil
	}
	return l.Committer.Commit(ctx, written)
}

// TestAFailingStoreIsMasked has the commit fail in ways that no rule foresees.
func TestAFailingStoreIsMasked(t *testing.T) {
	broken := &failing{}
	running := startWith(t, func(store commit.Committer) commit.Committer {
		broken.Committer = store
		return broken
	})
	const secret = "the disk of host db-7 is full"
	cases := map[string]struct {
		fail      func(context.Context) error
		code      string
		retryable bool
	}{
		"SERVER_FAILED":          {func(context.Context) error { return errors.New(secret) }, "SYSTEM_ERROR", false},
		"COMMIT_OUTCOME_UNKNOWN": {func(context.Context) error { return fault.New(fault.CommitOutcomeUnknown).Because(errors.New(secret)) }, "SYSTEM_ERROR", false},
		"STORE_UNAVAILABLE":      {func(context.Context) error { return fault.New(fault.StoreUnavailable).Because(errors.New(secret)) }, "CONNECTION_TIMEOUT", true},
		"DEADLINE_EXCEEDED":      {func(context.Context) error { return context.DeadlineExceeded }, "CONNECTION_TIMEOUT", true},
	}
	for reason, tc := range cases {
		t.Run(reason, func(t *testing.T) {
			broken.with.Store(&tc.fail)
			t.Cleanup(func() { broken.with.Store(nil) })
			got := running.admin.send(t, `mutation { createCustomer(input: {name: "x"}) { customer { id } } }`, nil)
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, reason, got.Errors[0].Extensions.Reason)
			require.Equal(t, tc.code, got.Errors[0].Extensions.Code)
			require.Equal(t, tc.retryable, got.Errors[0].Extensions.Retryable)
			require.Equal(t, fault.Lookup(fault.Reason(reason)).Message, got.Errors[0].Message)
			require.NotContains(t, got.raw, secret)
		})
	}
	require.Contains(t, running.log.text(), secret, "the cause belongs in the log")

	unknown := cases["COMMIT_OUTCOME_UNKNOWN"].fail
	broken.with.Store(&unknown)
	keyed := running.admin.with(idempotencyKey, "again").send(t, `mutation { createCustomer(input: {name: "x"}) { customer { id } } }`, nil)
	require.True(t, keyed.Errors[0].Extensions.Retryable, "with a key it can be sent again")
}

// TestAPanicIsAnswered sees that a resolver's panic ends its request only.
func TestAPanicIsAnswered(t *testing.T) {
	broken := &failing{}
	running := startWith(t, func(store commit.Committer) commit.Committer {
		broken.Committer = store
		return broken
	})
	panics := func(context.Context) error { panic("index out of range") }
	broken.with.Store(&panics)
	got := running.admin.send(t, `mutation { createCustomer(input: {name: "x"}) { customer { id } } }`, nil)
	require.Equal(t, "SERVER_FAILED", got.Errors[0].Extensions.Reason)
	require.NotContains(t, got.raw, "index out of range")
	require.Contains(t, running.log.text(), "index out of range")
	running.admin.must(t, "{ viewer { scopes } }", nil)
}

// TestAStoreThatIsAwayLetsNobodyIn closes the store under the server. A query whose application is cached is let in, for ten
// seconds.
func TestAStoreThatIsAwayLetsNobodyIn(t *testing.T) {
	clock := &movedClock{}
	running := startAs(t, func(options *app.Options) { options.Clock = clock.now })
	running.admin.must(t, whoami, nil)
	running.closeStore()
	requireUnavailable := func(document string) {
		t.Helper()
		got := running.admin.send(t, document, nil)
		require.Equal(t, http.StatusServiceUnavailable, got.status)
		require.False(t, got.hasData, got.raw)
		require.Equal(t, "STORE_UNAVAILABLE", got.Errors[0].Extensions.Reason)
	}
	clock.pass(keyLife - tick)
	running.admin.must(t, whoami, nil)
	requireUnavailable("mutation { __typename }")
	clock.pass(tick)
	requireUnavailable(whoami)
	for path, status := range map[string]int{"/healthz": http.StatusOK, "/readyz": http.StatusServiceUnavailable} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, running.url+path, nil)
		require.NoError(t, err)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, status, response.StatusCode, path)
	}
}
