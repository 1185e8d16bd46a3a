package test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/internal/app"
)

const (
	// keyLife is how long the application of a key is cached.
	keyLife = 10 * time.Second
	tick    = time.Millisecond
)

// processes are two servers on one store, whose clock the test moves.
type processes struct {
	*server
	clock *movedClock
	other string
}

func startProcesses(t *testing.T) processes {
	t.Helper()
	clock := &movedClock{}
	first := startAs(t, func(options *app.Options) { options.Clock = clock.now })
	second, err := app.New(app.Options{Store: first.store, Logger: zerolog.Nop(), Version: "test", Clock: clock.now, Limits: api.DefaultLimits()})
	require.NoError(t, err)
	listener := httptest.NewServer(second.Handler)
	t.Cleanup(listener.Close)
	return processes{first, clock, listener.URL + "/graphql"}
}

// elsewhere returns the client as it sends to the other process.
func (p processes) elsewhere(c client) client {
	c.url = p.other
	return c
}

// issued is an application with its key.
type issued struct {
	client
	applicationID, keyID string
}

func (s *server) issue(t *testing.T, scopes ...string) issued {
	t.Helper()
	payload := s.admin.mutate(t, "createApplication", "apiKey apiKeyId application { id }",
		map[string]any{"name": "Narrow", "scopes": append([]string{}, scopes...)})
	return issued{
		client:        client{url: s.admin.url, key: text(t, payload, "apiKey")},
		applicationID: text(t, payload, "application", "id"), keyID: text(t, payload, "apiKeyId"),
	}
}

func (s *server) update(t *testing.T, application issued, field string, value any) {
	t.Helper()
	s.admin.mutate(t, "updateApplication", "__typename", map[string]any{"applicationId": application.applicationID, field: value})
}

func (s *server) revoke(t *testing.T, application issued) {
	t.Helper()
	s.admin.mutate(t, "revokeApiKey", "__typename", map[string]any{"applicationId": application.applicationID, "apiKeyId": application.keyID})
}

// refuses reports whether a key is refused, as the documentation says, and lets nobody in.
func refuses(t *testing.T, caller client, document string) bool {
	t.Helper()
	got := caller.send(t, document, nil)
	if got.status != http.StatusUnauthorized {
		require.Equal(t, http.StatusOK, got.status, got.raw)
		return false
	}
	require.False(t, got.hasData)
	require.Equal(t, "API_KEY_NOT_VALID", got.Errors[0].Extensions.Reason)
	require.Equal(t, `Bearer realm="Accessgraph", error="invalid_token"`, got.header.Get("WWW-Authenticate"))
	return true
}

const (
	whoami          = "{ viewer { scopes } }"
	createsCustomer = `mutation { createCustomer(input: {name: "Engines Ltd"}) { customer { id } } }`
)

// TestKeys_AChangeCountsAtOnceHereAndWithinTenSecondsElsewhere has one process change an application whose key both have cached.
func TestKeys_AChangeCountsAtOnceHereAndWithinTenSecondsElsewhere(t *testing.T) {
	for name, test := range map[string]struct {
		change func(t *testing.T, p processes, application issued)
		// isSeen reports whether a process acts on the change.
		isSeen func(t *testing.T, caller client) bool
	}{
		"revocation": {
			func(t *testing.T, p processes, application issued) { p.revoke(t, application) },
			func(t *testing.T, caller client) bool { return refuses(t, caller, whoami) },
		},
		"enabled": {
			func(t *testing.T, p processes, application issued) { p.update(t, application, "enabled", false) },
			func(t *testing.T, caller client) bool { return refuses(t, caller, whoami) },
		},
		"scopes": {
			func(t *testing.T, p processes, application issued) {
				p.update(t, application, "scopes", []string{"USER_ACCESS_READ"})
			},
			func(t *testing.T, caller client) bool {
				got := caller.send(t, "{ accesses { nodes { id } } }", nil)
				return len(got.Errors) == 1 && got.Errors[0].Extensions.Reason == "SCOPE_REQUIRED"
			},
		},
		"grants": {
			func(t *testing.T, p processes, application issued) {
				p.update(t, application, "grantableRoles", []string{"GUEST"})
			},
			func(t *testing.T, caller client) bool {
				data := caller.must(t, "{ userAccessRoles(filter: {grantable: true}) { nodes { code } } }", nil)
				return len(at(t, data, "userAccessRoles", "nodes").([]any)) == 1
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := startProcesses(t)
			p.admin.mutate(t, "createUserAccessRole", "__typename", map[string]any{"code": "GUEST", "description": "May visit."})
			application := p.issue(t, "USER_ACCESS_READ", "ACCESS_READ")
			require.False(t, test.isSeen(t, application.client))
			require.False(t, test.isSeen(t, p.elsewhere(application.client)))

			test.change(t, p, application)
			require.True(t, test.isSeen(t, application.client), "in the process that made the change")
			p.clock.pass(keyLife - tick)
			require.False(t, test.isSeen(t, p.elsewhere(application.client)), "elsewhere, within 10 seconds")
			p.clock.pass(tick)
			require.True(t, test.isSeen(t, p.elsewhere(application.client)), "elsewhere, after 10 seconds")
		})
	}
}

// TestKeys_AnApplicationThatIsEnabledAgainIsLetIn covers the way back: a key that is refused is not cached.
func TestKeys_AnApplicationThatIsEnabledAgainIsLetIn(t *testing.T) {
	p := startProcesses(t)
	application := p.issue(t)
	p.update(t, application, "enabled", false)
	for _, caller := range []client{application.client, p.elsewhere(application.client)} {
		require.True(t, refuses(t, caller, whoami))
	}
	p.update(t, application, "enabled", true)
	for _, caller := range []client{application.client, p.elsewhere(application.client)} {
		require.False(t, refuses(t, caller, whoami))
	}
}

func TestKeys_TheExpiryIsCheckedAtEachUse(t *testing.T) {
	p := startProcesses(t)
	application := p.issue(t)
	payload := p.admin.mutate(t, "issueApiKey", "apiKey", map[string]any{
		"applicationId": application.applicationID, "expiresAt": p.clock.now().Add(time.Second).UTC().Format(time.RFC3339Nano),
	})
	expiring := client{url: p.admin.url, key: text(t, payload, "apiKey")}
	require.False(t, refuses(t, expiring, whoami))
	p.clock.pass(time.Second - tick)
	require.False(t, refuses(t, expiring, whoami))
	p.clock.pass(tick)
	require.True(t, refuses(t, expiring, whoami))
	require.False(t, refuses(t, application.client, whoami), "the other key of the application")
}

// TestKeys_AMutationReadsTheApplication has one process change what another has cached, and that one carry out a mutation.
func TestKeys_AMutationReadsTheApplication(t *testing.T) {
	p := startProcesses(t)
	revoked, narrowed := p.issue(t, "USER_ACCESS_WRITE"), p.issue(t, "USER_ACCESS_WRITE")
	for _, application := range []issued{revoked, narrowed} {
		require.False(t, refuses(t, p.elsewhere(application.client), whoami))
	}
	p.revoke(t, revoked)
	p.update(t, narrowed, "scopes", []string{"USER_ACCESS_READ"})

	elsewhere := p.elsewhere(revoked.client)
	require.False(t, refuses(t, elsewhere, whoami), "the application is cached")
	require.True(t, refuses(t, elsewhere, createsCustomer))
	require.True(t, refuses(t, elsewhere, whoami), "what the mutation found holds for queries, too")
	got := p.elsewhere(narrowed.client).send(t, createsCustomer, nil)
	require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason, got.raw)
	require.Empty(t, at(t, p.admin.must(t, "{ customers { nodes { id } } }", nil), "customers", "nodes"), "nothing was created")
}

func TestKeys_AnApplicationIsReadOnceATenSecondsAndForEachMutation(t *testing.T) {
	p := startProcesses(t)
	caller := p.issue(t, "USER_ACCESS_WRITE").client
	const query, mutation = "{ viewer { scopes } }", "mutation { __typename }"
	for _, step := range []struct {
		document string
		reads    int
		passed   time.Duration
	}{
		{document: query, reads: 1},
		{document: query, reads: 0},
		{document: mutation, reads: 1},
		{document: query, reads: 0, passed: keyLife - tick},
		{document: query, reads: 1, passed: tick},
		{document: mutation, reads: 1, passed: keyLife}, // not cached: it is read once
		{document: query, reads: 0, passed: keyLife - tick},
	} {
		p.clock.pass(step.passed)
		require.Equal(t, step.reads, p.allCalls(t, caller, step.document), "%+v", step)
	}
}

// TestKeys_NobodyGetsInAfterARevocation has many send their key while it is revoked: a request that begins after the
// response of the revocation is refused.
func TestKeys_NobodyGetsInAfterARevocation(t *testing.T) {
	running := startAs(t, func(options *app.Options) { options.Limits.PointsPerAddress = 1 << 30 })
	for round := range 10 {
		application := running.issue(t)
		var revoked atomic.Bool
		var letIn, refusals atomic.Int64
		var sending sync.WaitGroup
		for range 8 {
			sending.Go(func() {
				for refusals.Load() < 20 {
					afterwards := revoked.Load()
					status := statusOf(t, running.handler, application.key)
					switch {
					case status == http.StatusUnauthorized:
						refusals.Add(1)
					case afterwards:
						t.Errorf("round %d: status %d after the revocation", round, status)
						return
					default:
						letIn.Add(1)
					}
				}
			})
		}
		require.Eventually(t, func() bool { return letIn.Load() > 20 }, time.Minute, time.Millisecond)
		running.revoke(t, application)
		revoked.Store(true)
		sending.Wait()
	}
}

// statusOf sends a query to a handler, without a connection.
func statusOf(t *testing.T, handler http.Handler, key string) int {
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query":"`+whoami+`"}`))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", key)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Code
}

// TestKeys_ACacheThatIsFullStartsAnew counts the reads of more keys than are cached.
func TestKeys_ACacheThatIsFullStartsAnew(t *testing.T) {
	clock := &movedClock{}
	running := startAs(t, func(options *app.Options) { options.Clock, options.Limits.CachedKeys = clock.now, 3 })
	callers := make([]client, 4)
	for i := range callers {
		callers[i] = running.issue(t).client
	}
	require.Zero(t, running.allCalls(t, running.admin, whoami), "the key of the administrator is cached")
	for _, step := range []struct{ caller, reads int }{{0, 1}, {1, 1}, {0, 0}, {1, 0}, {2, 1}, {2, 0}, {0, 1}, {1, 1}, {2, 0}, {3, 1}, {2, 1}} {
		require.Equal(t, step.reads, running.allCalls(t, callers[step.caller], whoami), fmt.Sprint(step))
	}
}

// TestKeys_TheLastUseOfACachedKeyIsRecorded moves the clock by a minute for each use, of which the second is cached.
func TestKeys_TheLastUseOfACachedKeyIsRecorded(t *testing.T) {
	p := startProcesses(t)
	p.clock.pass(time.Minute - time.Second)
	application := p.issue(t)
	require.Equal(t, 1, p.allCalls(t, application.client, whoami))
	p.clock.pass(2 * time.Second)
	require.Zero(t, p.allCalls(t, application.client, whoami))
	minute := p.clock.now().UTC().Truncate(time.Minute)
	require.Eventually(t, func() bool {
		used, err := p.store.KeyUses().LastUsed(t.Context(), p.company, []string{application.keyID})
		return err == nil && used[application.keyID].Equal(minute)
	}, time.Minute, tick)
}
