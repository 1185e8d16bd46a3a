package test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
)

// TestUnknownKeysAreSlowedDown tries keys out from the address that an application sends from, too.
func TestUnknownKeysAreSlowedDown(t *testing.T) {
	const keys, senders = 3_000, 8
	running := startAs(t, func(options *app.Options) {
		start := time.Now()
		options.Clock = func() time.Time { return start }
	})
	statuses := make([]map[int]int, senders)
	var sending sync.WaitGroup
	for sender := range senders {
		statuses[sender] = map[int]int{}
		sending.Go(func() {
			for range keys / senders {
				key, err := tenant.NewKey()
				require.NoError(t, err)
				refused := client{url: running.admin.url, key: key}.send(t, "{ serverInfo { version } }", nil)
				statuses[sender][refused.status]++
				if refused.status == http.StatusTooManyRequests {
					require.Equal(t, "REQUEST_RATE_EXCEEDED", refused.Errors[0].Extensions.Reason)
					require.Equal(t, refused.header.Get("Retry-After"), fmt.Sprint(refused.Errors[0].Extensions.Data["retryAfterSeconds"]))
				}
			}
		})
	}
	for range 100 {
		running.admin.must(t, "{ viewer { company { id } } }", nil)
	}
	sending.Wait()
	all := map[int]int{}
	for _, counted := range statuses {
		for status, count := range counted {
			all[status] += count
		}
	}
	require.Equal(t, keys, all[http.StatusUnauthorized]+all[http.StatusTooManyRequests])
	require.InDelta(t, 120, all[http.StatusUnauthorized], senders, "those that were on their way count, too")
	running.admin.must(t, "{ viewer { company { id } } }", nil)

	refused := client{url: running.admin.url}.send(t, "{ serverInfo { version } }", nil)
	require.Equal(t, http.StatusTooManyRequests, refused.status, "who sends no key shares the points")
	failure := refused.Errors[0]
	seconds, err := strconv.Atoi(refused.header.Get("Retry-After"))
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("Too many requests: the limit pointsPerAddressAndMinute is used up. Try again in %d s.", seconds), failure.Message)
	require.Equal(t, map[string]any{"limit": "pointsPerAddressAndMinute", "retryAfterSeconds": float64(seconds)}, failure.Extensions.Data)
	require.Equal(t, []any{"RATE_LIMITED", 429, true}, []any{failure.Extensions.Code, failure.Extensions.Status, failure.Extensions.Retryable})
	require.Contains(t, running.log.operation(t, refused.header.Get("X-Request-ID"))["address"], "127.0.0.1")
}

// held keeps commits that create a customer until it is told to let them go.
type held struct {
	commit.Committer
	committing, release chan struct{}
}

func (h *held) Commit(ctx context.Context, written commit.Commit) error {
	if len(written.AuditRecords) > 0 && written.AuditRecords[0].Action == "createCustomer" {
		h.committing <- struct{}{}
		<-h.release
	}
	return h.Committer.Commit(ctx, written)
}

func TestABusyServerKeepsPlacesForDoorsAndForThoseWithoutAKey(t *testing.T) {
	holding := &held{committing: make(chan struct{}), release: make(chan struct{})}
	running := startAs(t, func(options *app.Options) {
		holding.Committer = options.Store
		options.Committer = holding
		options.Limits.OperationsInFlight, options.Limits.WaitMilliseconds = 2, 1
	})
	door, other := running.application(t, []string{"PASSAGE"}, nil), running.application(t, []string{"PASSAGE", "USER_ACCESS_READ"}, nil)
	release := sync.OnceFunc(func() { close(holding.release) })
	defer release()
	var creating sync.WaitGroup
	for _, caller := range []client{running.admin, running.foreign} {
		creating.Go(func() {
			caller.mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Slow"})
		})
		<-holding.committing
	}

	busy := other.send(t, "{ viewer { scopes } }", nil)
	require.Equal(t, http.StatusServiceUnavailable, busy.status, busy.raw)
	require.Equal(t, "1", busy.header.Get("Retry-After"))
	failure := busy.Errors[0]
	require.Equal(t, "The server is busy: too many operations are waiting. Try again in 1 s.", failure.Message)
	require.Equal(t, []any{"CONNECTION_TIMEOUT", "SERVER_BUSY", 503, true},
		[]any{failure.Extensions.Code, failure.Extensions.Reason, failure.Extensions.Status, failure.Extensions.Retryable})
	require.Equal(t, map[string]any{"retryAfterSeconds": 1.0}, failure.Extensions.Data)

	door.must(t, `{ checkPassage(reader: "front", identifier: {number: {type: CARD, number: "1"}}) { granted } }`, nil)
	client{url: running.admin.url}.must(t, "{ serverInfo { version } }", nil)
	release()
	creating.Wait()
	other.must(t, "{ viewer { scopes } }", nil)
}

func TestADoorHasPointsOfItsOwn(t *testing.T) {
	running := startAs(t, func(options *app.Options) {
		start := time.Now()
		options.Clock = func() time.Time { return start }
		options.Limits.Cost, options.Limits.PointsPerDoor, options.Limits.PointsPerAddress = 500, 500, 500
	})
	const passage = `{ checkPassage(reader: "front", identifier: {number: {type: CARD, number: "1"}}) { granted } }`
	door, second := running.application(t, []string{"PASSAGE"}, nil), running.application(t, []string{"PASSAGE"}, nil)
	exhaust := func(caller client, document string) answer {
		for {
			if got := caller.send(t, document, nil); got.status == http.StatusTooManyRequests {
				return got
			}
		}
	}
	require.Equal(t, "pointsPerAddressAndMinute", exhaust(client{url: running.admin.url}, "{ serverInfo { version } }").Errors[0].Extensions.Data["limit"])
	door.must(t, passage, nil)
	require.Equal(t, "pointsPerDoorAndMinute", exhaust(second, "{ viewer { scopes } }").Errors[0].Extensions.Data["limit"])
	door.must(t, passage, nil)
	running.admin.must(t, "{ viewer { scopes } }", nil)
}

// TestAHostThatIsNotThisMachines is how a page reaches a server on loopback by a name of its own.
func TestAHostThatIsNotThisMachines(t *testing.T) {
	running := startAs(t, func(options *app.Options) { options.OnLoopback = true })
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, running.admin.url, strings.NewReader(`{"query":"{ serverInfo { version } }"}`))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Host = "evil.example.com"
	refused := running.admin.do(t, request)
	require.Equal(t, http.StatusMisdirectedRequest, refused.status)
	require.Equal(t, []any{"BAD_REQUEST", "HOST_NOT_ALLOWED", 421, false},
		[]any{refused.Errors[0].Extensions.Code, refused.Errors[0].Extensions.Reason, refused.Errors[0].Extensions.Status, refused.Errors[0].Extensions.Retryable})
	require.False(t, refused.hasData)
}

// TestServerInfoListsTheRates reads them as a client does.
func TestServerInfoListsTheRates(t *testing.T) {
	listed, ok := at(t, start(t).admin.must(t, "{ serverInfo { limits { name value } } }", nil), "serverInfo", "limits").([]any)
	require.True(t, ok)
	for name, value := range map[string]float64{
		"pointsPerApplicationAndMinute": 12_000_000, "pointsPerDoorAndMinute": 1_000_000, "pointsPerAddressAndMinute": 120_000, "pointsPerFailedKey": 1_000,
		"operationsInFlight": 64, "doorOperationsInFlight": 16, "keylessOperationsInFlight": 16, "operationsWaiting": 512, "operationsWaitingPerClient": 128,
		"waitMilliseconds": 2_000, "connections": 4_096, "connectionsPerAddress": 512,
	} {
		require.Contains(t, listed, map[string]any{"name": name, "value": value})
	}
}
