package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
)

// withClock stops the time for the limits, and returns how to let it pass.
func withClock(options *Options) (pass func(time.Duration)) {
	now := time.Unix(1_000, 0)
	options.Clock = func() time.Time { return now }
	return func(passed time.Duration) { now = now.Add(passed) }
}

// applications has a key for each of several applications: its name is the key. Doors hold only the scope PASSAGE.
func applications(_ context.Context, key string, actingUser *string, _ string) (actor.Caller, error) {
	caller := actor.Caller{CompanyID: "com_1", ApplicationID: key, Scopes: []actor.Scope{actor.Passage, actor.AccessRead}}
	switch {
	case strings.HasPrefix(key, "door"):
		caller.Scopes = []actor.Scope{actor.Passage}
	case !strings.HasPrefix(key, "app"):
		return actor.Caller{}, fault.New(fault.APIKeyNotValid).Err()
	}
	if actingUser != nil {
		return caller, fault.New(fault.ActingUserNotAllowed, "no such user").Err()
	}
	return caller, nil
}

// sentFrom sends a document from an address; without a key when that is empty.
func (w *world) sentFrom(address, key, document string, headers ...string) reply {
	w.t.Helper()
	body := strings.NewReader(requestBody(w.t, document, nil))
	request := httptest.NewRequestWithContext(w.t.Context(), http.MethodPost, "/graphql", body)
	request.RemoteAddr = address
	request.Header.Set("Content-Type", plainJSON)
	if key != "" {
		request.Header.Set(headerKey, key)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	return w.do(request)
}

const (
	here      = "192.0.2.7:41000"
	elsewhere = "192.0.2.8:41000"
)

func TestAdmission_FailingKeysSlowDown(t *testing.T) {
	const keys = 14_616
	world := newWorld(t, func(options *Options) {
		withClock(options)
		options.Authenticate = applications
	})
	statuses := map[int]int{}
	for number := range keys {
		refused := world.sentFrom(here, "unknown-"+strconv.Itoa(number), "{hello}")
		statuses[refused.status]++
		if number%1_000 == 0 {
			require.Equal(t, http.StatusOK, world.sentFrom(here, "app_1", "{hello}").status, "a valid key works all along")
		}
	}
	require.Equal(t, map[int]int{http.StatusUnauthorized: 120, http.StatusTooManyRequests: keys - 120}, statuses)
	refusals := 0
	for _, line := range splitLines(world.log.String()) {
		require.Equal(t, "192.0.2.7", line["address"])
		if line["status"] != 200.0 {
			refusals++
		}
	}
	require.Equal(t, keys, refusals, "each has a line")
	require.Equal(t, http.StatusUnauthorized, world.sentFrom(elsewhere, "unknown", "{hello}").status, "another address")
	require.NotContains(t, world.log.String(), "unknown-")
}

func TestAdmission_ARateIsAnsweredWith429(t *testing.T) {
	var pass func(time.Duration)
	world := newWorld(t, withMetrics, func(options *Options) {
		pass = withClock(options)
		options.Limits.Cost, options.Limits.PointsPerApplication = 30, 60
	})
	require.Equal(t, http.StatusOK, world.query("{hello}", nil).status)
	for range 5 { // 11 points each
		require.Equal(t, http.StatusOK, world.query("{hello}", nil).status)
	}
	executed := world.executed.Load()
	for _, accept := range []string{mediaGraphQL, mediaJSON} {
		refused := world.query("{hello}", nil, "Accept", accept)
		require.Equal(t, http.StatusTooManyRequests, refused.status)
		require.Equal(t, "7", refused.header.Get("Retry-After"))
		failure := refused.Errors[0]
		require.Equal(t, "Too many requests: the limit pointsPerApplicationAndMinute is used up. Try again in 7 s.", failure.Message)
		require.Equal(t, []any{"RATE_LIMITED", "REQUEST_RATE_EXCEEDED", 429, true},
			[]any{failure.Extensions.Code, failure.Extensions.Reason, failure.Extensions.Status, failure.Extensions.Retryable})
		require.Equal(t, map[string]any{"limit": "pointsPerApplicationAndMinute", "retryAfterSeconds": 7.0}, failure.Extensions.Data)
	}
	require.Equal(t, executed, world.executed.Load())
	require.Contains(t, world.own(), `accessgraph_requests_limited_total{limit="pointsPerApplicationAndMinute"} 2`)
	pass(7 * time.Second)
	require.Equal(t, http.StatusOK, world.query("{hello}", nil).status, "the refusals cost nothing")
}

// What each request costs is seen by how many of them a bucket holds.
func TestAdmission_WhatRequestsCost(t *testing.T) {
	large := "{hello} #" + strings.Repeat("a", 10_000)
	for name, test := range map[string]struct {
		document, key string
		headers       []string
		points        int
	}{
		"an operation":             {document: "{hello}", key: "app_1", points: 10 + 1},
		"without a key":            {document: "{serverInfo}", points: 10 + 1},
		"a page":                   {document: "{people(first: 10) {nodes {id}}}", key: "app_1", points: 10 + 25},
		"a large document":         {document: large, key: "app_1", points: 10 + 100 + 1},
		"a large, invalid one":     {document: large[:len(large)-1] + "\n!", key: "app_1", points: 10 + 100},
		"one that costs too much":  {document: "{people{nodes{id}a:__typename b:__typename c:__typename}}", key: "app_1", points: 10 + 1 + 24*4},
		"a key that fails":         {document: "{hello}", key: "unknown", points: 1_000},
		"no key where one must be": {document: "{hello}", points: 10},
		"contradicting headers":    {document: "{hello}", key: "app_1", headers: []string{headerAuthorization, "Bearer app_2"}, points: 10},
		"an acting user refused":   {document: "{hello}", key: "app_1", headers: []string{headerActingUser, "usr_1"}, points: 10},
		"not a bearer token":       {document: "{hello}", headers: []string{headerAuthorization, "Basic YTpi"}, points: 1_000},
	} {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t, func(options *Options) {
				withClock(options)
				options.Authenticate = applications
				options.Limits.PointsPerApplication, options.Limits.PointsPerAddress, options.Limits.Cost = 20_000, 20_000, 90
			})
			world.stub.resolvers["people"] = func(context.Context) (any, error) { return make([]struct{}, 24), nil }
			sent := 0
			for world.sentFrom(here, test.key, test.document, test.headers...).status != http.StatusTooManyRequests {
				sent++
			}
			require.Equal(t, (20_000+test.points-1)/test.points, sent)
		})
	}
}

func TestAdmission_AKeyThatCannotBeCheckedCostsNothing(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		withClock(options)
		options.Limits.PointsPerFailedKey = 200_000
	})
	for range 3 {
		refused := world.sentFrom(here, "broken", "{hello}")
		require.Equal(t, http.StatusServiceUnavailable, refused.status)
		require.Equal(t, "1", refused.header.Get("Retry-After"))
	}
	require.Equal(t, http.StatusOK, world.sentFrom(here, "", "{serverInfo}").status)
}

// TestAdmission_NobodyEmptiesTheBucketOfAnother has one client after the other use up its points, with what the others
// still get.
func TestAdmission_NobodyEmptiesTheBucketOfAnother(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		withClock(options)
		options.Authenticate = applications
		options.Limits.Cost, options.Limits.PointsPerFailedKey = 100, 100
		options.Limits.PointsPerApplication, options.Limits.PointsPerDoor, options.Limits.PointsPerAddress = 100, 100, 100
	})
	clients := []struct{ address, key string }{
		{"192.0.2.7:1", "unknown"}, {"192.0.2.7:1", "app_1"}, {"192.0.2.7:1", "app_2"}, {"192.0.2.7:1", "door_1"}, {"192.0.2.7:1", "door_2"},
		{"192.0.2.8:1", ""}, {"[2001:db8:1:2::1]:1", ""}, {"[2001:db8:1:3::1]:1", ""},
	}
	for at, exhausting := range clients {
		for world.sentFrom(exhausting.address, exhausting.key, "{serverInfo}").status != http.StatusTooManyRequests {
			continue
		}
		for _, other := range clients[at+1:] {
			require.Equal(t, http.StatusOK, world.sentFrom(other.address, other.key, "{serverInfo}").status, "%v after %v", other, exhausting)
		}
	}
	require.Equal(t, http.StatusTooManyRequests, world.sentFrom("192.0.2.7:2", "", "{serverInfo}").status, "without a key as with one that fails")
	require.Equal(t, http.StatusTooManyRequests, world.sentFrom("[2001:db8:1:2:ffff::9]:1", "", "{serverInfo}").status, "one network of 64 bits is one address")
}

func TestAdmission_IntrospectionSeveralTimesAMinute(t *testing.T) {
	world := newWorld(t, func(options *Options) { withClock(options) })
	const introspection = `{__schema {types {name kind description fields(includeDeprecated: true) {name description isDeprecated deprecationReason
		args {name description defaultValue type {kind name ofType {kind name ofType {kind name}}}}
		type {kind name ofType {kind name ofType {kind name ofType {kind name}}}}}}}}`
	for range 10 {
		require.Equal(t, http.StatusOK, world.sentFrom(here, "", introspection).status)
	}
}

// occupied is an API on which operations of clients hold their places until they are released.
type occupied struct {
	*world
	started chan struct{}
	release chan struct{}
	done    sync.WaitGroup
}

func newOccupied(t *testing.T, change func(*Options)) *occupied {
	o := &occupied{started: make(chan struct{}), release: make(chan struct{})}
	o.world = newWorld(t, withMetrics, func(options *Options) {
		options.Authenticate = applications
		change(options)
	})
	o.stub.resolvers["touch"] = func(ctx context.Context) (any, error) {
		o.started <- struct{}{}
		select {
		case <-o.release:
			return "touched", nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return o
}

// occupy has a client start an operation, and returns once it runs.
func (o *occupied) occupy(address, key string) {
	o.done.Go(func() { o.sentFrom(address, key, "mutation {touch}") })
	<-o.started
}

func TestAdmission_NobodyTakesThePlacesOfAnother(t *testing.T) {
	o := newOccupied(t, func(options *Options) {
		options.Limits.OperationsInFlight, options.Limits.DoorOperationsInFlight, options.Limits.KeylessOperationsInFlight = 2, 2, 2
		options.Limits.WaitMilliseconds = 1
	})
	require.Equal(t, http.StatusOK, o.sentFrom(here, "app_3", "{hello}").status)
	for _, client := range []struct{ address, key string }{{here, "app_1"}, {here, "app_2"}, {here, ""}, {elsewhere, ""}} {
		o.occupy(client.address, client.key)
		require.Equal(t, http.StatusOK, o.sentFrom(here, "door_1", "{hello}").status, "a door's place")
	}
	for _, key := range []string{"app_3", ""} {
		busy := o.sentFrom("192.0.2.9:1", key, "{serverInfo}")
		require.Equal(t, http.StatusServiceUnavailable, busy.status)
		require.Equal(t, "1", busy.header.Get("Retry-After"))
		failure := busy.Errors[0]
		require.Equal(t, "The server is busy: too many operations are waiting. Try again in 1 s.", failure.Message)
		require.Equal(t, []any{"CONNECTION_TIMEOUT", "SERVER_BUSY", 503, true},
			[]any{failure.Extensions.Code, failure.Extensions.Reason, failure.Extensions.Status, failure.Extensions.Retryable})
		require.Equal(t, map[string]any{"retryAfterSeconds": 1.0}, failure.Extensions.Data)
	}
	close(o.release)
	o.done.Wait()
	require.Equal(t, http.StatusOK, o.sentFrom(here, "app_3", "{hello}").status)
}

func TestAdmission_WhoWaitsIsServedWhenAPlaceIsFree(t *testing.T) {
	o := newOccupied(t, func(options *Options) {
		options.Limits.OperationsInFlight = 1
		options.Limits.WaitMilliseconds = 60_000
	})
	o.occupy(here, "app_1")
	var statuses [3]int
	for at, key := range []string{"app_1", "app_2", "app_3"} {
		o.done.Go(func() { statuses[at] = o.sentFrom(here, key, "{hello}").status })
	}
	o.eventually("accessgraph_requests_waiting 3")
	o.release <- struct{}{}
	o.done.Wait()
	require.Equal(t, [3]int{200, 200, 200}, statuses)
	require.Contains(t, o.own(), "accessgraph_requests_waiting 0")
}

// eventually reads the metrics until they have a line.
func (w *world) eventually(line string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	for !strings.Contains(strings.Join(w.own(), "\n")+"\n", line+"\n") {
		require.NoError(w.t, ctx.Err(), "no line %s", line)
	}
}

func TestAdmission_AClientThatLeftIsNotWaitedFor(t *testing.T) {
	o := newOccupied(t, func(options *Options) {
		options.Limits.OperationsInFlight = 1
		options.Limits.WaitMilliseconds = 60_000
	})
	o.occupy(here, "app_1")
	ctx, leave := context.WithCancel(t.Context())
	o.done.Go(func() {
		request := newPost(t, `{"query":"{hello}"}`).WithContext(ctx)
		request.Header.Set(headerKey, "app_2")
		require.Equal(t, http.StatusGatewayTimeout, o.do(request).status)
	})
	o.eventually("accessgraph_requests_waiting 1")
	leave()
	o.eventually("accessgraph_requests_waiting 0")
	o.release <- struct{}{}
	o.done.Wait()
	require.NotContains(t, o.log.String(), `"level":"error"`, "that it left is no error of the server")
}

func TestAdmission_APanicGivesThePlaceBack(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		options.Limits.OperationsInFlight, options.Limits.WaitMilliseconds = 1, 1
		options.Prepare = func(ctx context.Context, _ *actor.Caller, _ actor.Visitor) context.Context {
			if ctx.Value(panicking{}) != nil {
				panic("on purpose")
			}
			return ctx
		}
	})
	request := newPost(t, `{"query":"{hello}"}`)
	require.Equal(t, http.StatusInternalServerError, world.do(request.WithContext(context.WithValue(t.Context(), panicking{}, true))).status)
	require.Equal(t, http.StatusOK, world.query("{hello}", nil).status)
}

type panicking struct{}

func TestNew_MetricsAreThoseOfOneAPI(t *testing.T) {
	world := newWorld(t, withMetrics)
	_, err := New(world.options)
	require.ErrorContains(t, err, "the API needs metrics of its own")
}

func TestWWWAuthenticate_Header(t *testing.T) {
	for name, test := range map[string]struct {
		headers []string
		says    string
	}{
		"no key":               {nil, `Bearer realm="Accessgraph"`},
		"a key that fails":     {[]string{headerKey, "unknown"}, `Bearer realm="Accessgraph", error="invalid_token"`},
		"a token that fails":   {[]string{headerAuthorization, "Bearer unknown"}, `Bearer realm="Accessgraph", error="invalid_token"`},
		"not a bearer token":   {[]string{headerAuthorization, "Basic YTpi"}, `Bearer realm="Accessgraph"`},
		"an empty key is sent": {[]string{headerKey, ""}, `Bearer realm="Accessgraph", error="invalid_token"`},
	} {
		t.Run(name, func(t *testing.T) {
			refused := newWorld(t).send(http.MethodPost, "/graphql", `{"query":"{hello}"}`, append([]string{"Content-Type", plainJSON}, test.headers...)...)
			require.Equal(t, http.StatusUnauthorized, refused.status)
			require.Equal(t, test.says, refused.header.Get("WWW-Authenticate"))
		})
	}
}

func TestReadiness_TellsWhenToTryAgain(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		options.Ready = func(context.Context) error { return errors.New("down") }
	})
	unready := world.send(http.MethodGet, "/readyz", "")
	require.Equal(t, http.StatusServiceUnavailable, unready.status)
	require.Equal(t, "1", unready.header.Get("Retry-After"))
}
