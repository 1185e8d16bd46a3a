package api

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
)

func TestKey_HeadersThatCarryIt(t *testing.T) {
	user := "usr_1"
	for name, test := range map[string]struct {
		headers    []string
		status     int
		reason     string
		key        string
		actingUser *string
	}{
		"its own header":           {headers: []string{headerKey, "abc"}, status: 200, key: "abc"},
		"a bearer token":           {headers: []string{headerAuthorization, "Bearer abc"}, status: 200, key: "abc"},
		"a bearer token, any case": {headers: []string{headerAuthorization, "bEARER  abc "}, status: 200, key: "abc"},
		"both alike":               {headers: []string{headerKey, "abc", headerAuthorization, "Bearer abc"}, status: 200, key: "abc"},
		"an acting user":           {headers: []string{headerKey, "abc", headerActingUser, user}, status: 200, key: "abc", actingUser: &user},
		"both, different":          {headers: []string{headerKey, "abc", headerAuthorization, "Bearer abd"}, status: 400, reason: "REQUEST_NOT_VALID"},
		"two keys":                 {headers: []string{headerKey, "abc", headerKey, "abc"}, status: 400, reason: "REQUEST_NOT_VALID"},
		"two tokens":               {headers: []string{headerAuthorization, "Bearer a", headerAuthorization, "Bearer a"}, status: 400, reason: "REQUEST_NOT_VALID"},
		"two acting users":         {headers: []string{headerKey, "a", headerActingUser, "a", headerActingUser, "a"}, status: 400, reason: "REQUEST_NOT_VALID"},
		"another scheme":           {headers: []string{headerAuthorization, "Basic YTpi"}, status: 401, reason: "AUTHENTICATION_REQUIRED"},
		"an empty key is a key":    {headers: []string{headerKey, ""}, status: 200, key: ""},
	} {
		t.Run(name, func(t *testing.T) {
			calls, checked := 0, ""
			world := newWorld(t, func(options *Options) {
				options.Authenticate = func(_ context.Context, key string, actingUser *string, requestID string) (actor.Caller, error) {
					calls++
					require.Equal(t, test.key, key)
					require.Equal(t, test.actingUser, actingUser)
					checked = requestID
					return actor.Caller{ApplicationID: "app_1"}, nil
				}
			})
			headers := append([]string{"Content-Type", plainJSON, headerRequestID, "request-0001"}, test.headers...)
			got := world.send(http.MethodPost, "/graphql", `{"query":"{hello}"}`, headers...)
			require.Equal(t, test.status, got.status, got.raw)
			require.Equal(t, test.reason, got.reason())
			require.Equal(t, test.status == 200, calls == 1)
			require.Equal(t, test.status == 200, checked == got.header.Get(headerRequestID))
			require.EqualValues(t, calls, world.executed.Load())
		})
	}
}

func TestCaller_ReachesResolvers(t *testing.T) {
	var prepared []*actor.Caller
	world := newWorld(t, func(options *Options) {
		options.Prepare = func(ctx context.Context, caller *actor.Caller, visitor actor.Visitor) context.Context {
			prepared = append(prepared, caller)
			return prepareStub(ctx, caller, visitor)
		}
	})
	world.stub.resolvers["serverInfo"] = func(ctx context.Context) (any, error) {
		caller := senderOf(ctx).caller
		if caller == nil {
			return map[string]any{"id": "", "known": false}, nil
		}
		return map[string]any{"id": caller.ApplicationID, "known": true}, nil
	}
	require.JSONEq(t, `{"data":{"serverInfo":{"id":"app_1","known":true}}}`, world.query("{serverInfo}", nil).raw)
	anonymous := world.send(http.MethodPost, "/graphql", `{"query":"{serverInfo}"}`, "Content-Type", plainJSON)
	require.JSONEq(t, `{"data":{"serverInfo":{"id":"","known":false}}}`, anonymous.raw)
	require.Equal(t, "app_1", prepared[0].ApplicationID)
	require.Nil(t, prepared[1])
}

func TestKey_IsCheckedBeforeTheBodyIsRead(t *testing.T) {
	world := newWorld(t)
	request := newPost(t, "")
	request.Header.Set(headerKey, "other")
	request.Body = unreadable{t}
	require.Equal(t, http.StatusUnauthorized, world.do(request).status)
}

type unreadable struct{ t *testing.T }

func (u unreadable) Read([]byte) (int, error) {
	require.Fail(u.t, "the body was read")
	return 0, nil
}

func (u unreadable) Close() error { return nil }

// TestMutation_IsAuthenticatedAgain covers callers from a cache: only what may change something reads them again, and once.
func TestMutation_IsAuthenticatedAgain(t *testing.T) {
	for name, test := range map[string]struct {
		document        string
		cached          bool
		status, fresh   int
		preparedAsFresh bool
	}{
		"a query":                      {document: "{hello}", cached: true, status: 200},
		"a mutation":                   {document: "mutation {touch}", cached: true, status: 200, fresh: 1, preparedAsFresh: true},
		"a mutation, read already":     {document: "mutation {touch}", status: 200},
		"a mutation that is not valid": {document: "mutation {no}", cached: true, status: 400},
		"one among several operations": {document: "query A {hello} mutation B {touch}", cached: true, status: 400},
	} {
		t.Run(name, func(t *testing.T) {
			fresh, prepared := 0, actor.Caller{}
			world := newWorld(t, func(options *Options) {
				options.Authenticate = func(context.Context, string, *string, string) (actor.Caller, error) {
					return actor.Caller{ApplicationID: "app_1", ApplicationName: "as cached", Cached: test.cached}, nil
				}
				options.AuthenticateFresh = func(_ context.Context, key string, _ *string, _ string) (actor.Caller, error) {
					fresh++
					require.Equal(t, goodKey, key)
					return actor.Caller{ApplicationID: "app_1", ApplicationName: "as stored"}, nil
				}
				options.Prepare = func(ctx context.Context, caller *actor.Caller, visitor actor.Visitor) context.Context {
					prepared = *caller
					return prepareStub(ctx, caller, visitor)
				}
			})
			got := world.query(test.document, nil, "Accept", "application/graphql-response+json")
			require.Equal(t, test.status, got.status, got.raw)
			require.Equal(t, test.fresh, fresh)
			require.Equal(t, test.preparedAsFresh, prepared.ApplicationName == "as stored")
			require.Equal(t, test.status == 200, world.executed.Load() == 1)
		})
	}
}

// TestMutation_WhoseKeyFailsIsRefused covers a key that is in the cache and no longer in the store.
func TestMutation_WhoseKeyFailsIsRefused(t *testing.T) {
	var failure error
	world := newWorld(t, func(options *Options) {
		withClock(options)
		options.Limits.PointsPerAddress, options.Limits.PointsPerFailedKey = options.Limits.Cost, options.Limits.Cost
		options.Authenticate = func(context.Context, string, *string, string) (actor.Caller, error) {
			return actor.Caller{ApplicationID: "app_1", Cached: true}, nil
		}
		options.AuthenticateFresh = func(context.Context, string, *string, string) (actor.Caller, error) {
			return actor.Caller{}, failure
		}
	})
	for _, step := range []struct {
		failure error
		status  int
		reason  string
	}{
		{errors.New("the store is away"), http.StatusServiceUnavailable, "STORE_UNAVAILABLE"},
		{fault.New(fault.APIKeyNotValid).Err(), http.StatusUnauthorized, "API_KEY_NOT_VALID"},
		{fault.New(fault.APIKeyNotValid).Err(), http.StatusTooManyRequests, "REQUEST_RATE_EXCEEDED"}, // its address has paid for the first
	} {
		failure = step.failure
		got := world.query("mutation {touch}", nil)
		require.Equal(t, step.status, got.status, got.raw)
		require.Equal(t, step.reason, got.reason())
		require.Equal(t, step.status == http.StatusUnauthorized, got.header.Get("WWW-Authenticate") == `Bearer realm="Accessgraph", error="invalid_token"`)
	}
	require.Zero(t, world.executed.Load())
	require.Equal(t, http.StatusOK, world.query("{hello}", nil).status)
}
