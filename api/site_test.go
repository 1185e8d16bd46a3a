package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
)

func TestHealth(t *testing.T) {
	var down error
	world := newWorld(t, func(options *Options) {
		options.Ready = func(ctx context.Context) error {
			_, bounded := ctx.Deadline()
			require.True(t, bounded)
			return down
		}
	})
	require.Equal(t, http.StatusOK, world.send(http.MethodGet, "/readyz", "").status)
	down = errors.New("internal detail")
	got := world.send(http.MethodGet, "/readyz", "")
	require.Equal(t, http.StatusServiceUnavailable, got.status)
	require.Equal(t, "The store cannot be reached.\n", got.raw)
	require.Contains(t, world.log.String(), "internal detail")
	require.Equal(t, http.StatusOK, world.send(http.MethodGet, "/healthz", "").status)
	require.Equal(t, http.StatusOK, world.send(http.MethodHead, "/healthz", "").status)
}

func TestHome_SaysHowToStart(t *testing.T) {
	got := newWorld(t).send(http.MethodGet, "http://api.example.com:8080/", "")
	require.Equal(t, http.StatusOK, got.status)
	require.Equal(t, "text/plain; charset=utf-8", got.header.Get("Content-Type"))
	require.Contains(t, got.raw, "Accessgraph 1.2.3")
	require.Contains(t, got.raw, "curl http://api.example.com:8080/graphql")
}

func TestHeaders_OfEachResponse(t *testing.T) {
	world := newWorld(t)
	for _, path := range []string{"/", "/graphql", "/healthz", "/readyz", "/nowhere"} {
		got := world.send(http.MethodGet, path, "")
		require.Equal(t, "nosniff", got.header.Get("X-Content-Type-Options"), path)
		require.Contains(t, got.header.Get("Content-Security-Policy"), "default-src 'none'", path)
		require.NotEmpty(t, got.header.Get(headerRequestID), path)
		require.Empty(t, got.header.Get("Access-Control-Allow-Origin"), path)
	}
	require.Equal(t, "no-store", world.query("{hello}", nil).header.Get("Cache-Control"))
}

func TestOrigins(t *testing.T) {
	const page, other = "https://console.example.com", "https://evil.example.com"
	world := newWorld(t, func(options *Options) { options.Origins = []string{page} })
	preflight := []string{"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "x-api-key"}

	preflightResponse := world.send(http.MethodOptions, "/graphql", "", append(preflight, "Origin", page)...)
	require.Equal(t, http.StatusNoContent, preflightResponse.status)
	require.Equal(t, page, preflightResponse.header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, preflightResponse.header.Get("Access-Control-Allow-Headers"), headerKey)
	require.Empty(t, preflightResponse.header.Get("Access-Control-Allow-Credentials"))

	refused := world.send(http.MethodOptions, "/graphql", "", append(preflight, "Origin", other)...)
	require.Equal(t, http.StatusMethodNotAllowed, refused.status)
	require.Empty(t, refused.header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, refused.header.Values("Vary"), "Origin")

	unauthenticated := world.send(http.MethodPost, "/graphql", "{}", "Content-Type", plainJSON, headerKey, "other", "Origin", page)
	require.Equal(t, http.StatusUnauthorized, unauthenticated.status)
	require.Equal(t, page, unauthenticated.header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, unauthenticated.header.Get("Access-Control-Expose-Headers"), headerRequestID)
}

func TestIntrospection_CanBeTurnedOff(t *testing.T) {
	world := newWorld(t, func(options *Options) { options.Introspection = IntrospectionOff })
	for _, document := range []string{`{__schema{queryType{name}}}`, `{...{__type(name: "Query"){name}}}`} {
		got := world.query(document, nil)
		require.Equal(t, "GRAPHQL_VALIDATION_FAILED", got.reason())
		require.Equal(t, "The GraphQL document is not valid: introspection is turned off on this server", got.Errors[0].Message)
	}
	require.Empty(t, world.query(`{__typename hello}`, nil).Errors)
	for _, document := range []string{
		`{helo}`, `{hello(nam: "x")}`, `{hello(scopes: [REED])}`, `query($x: Strin){hello(name: $x)}`, `{people}`,
		`mutation{createAccess(input: {firstNam: "x"}){id}}`,
	} {
		got := world.query(document, nil)
		require.NotEmpty(t, got.Errors)
		for _, each := range got.Errors {
			require.NotContains(t, each.Message, "Did you mean", document)
		}
	}
	open := newWorld(t)
	require.Contains(t, open.query(`{helo}`, nil).Errors[0].Message, `Did you mean "hello"?`)
}

func TestNew_RefusesMissingOptions(t *testing.T) {
	good := newWorld(t).options
	for name, change := range map[string]func(*Options){
		"schema":                     func(options *Options) { options.Schema = nil },
		"authenticate":               func(options *Options) { options.Authenticate = nil },
		"readiness":                  func(options *Options) { options.Ready = nil },
		"no introspection":           func(options *Options) { options.Introspection = "" },
		"the limit depth must":       func(options *Options) { options.Limits.Depth = 0 },
		"the limit cost must":        func(options *Options) { options.Limits.Cost = -1 },
		"operationMilliseconds must": func(options *Options) { options.Limits.OperationMilliseconds = -1 },
	} {
		options := good
		change(&options)
		_, err := New(options)
		require.ErrorContains(t, err, name)
	}
}

func TestServer_GivesUpOnSlowClients(t *testing.T) {
	server := NewServer("127.0.0.1:0", http.NotFoundHandler(), DefaultLimits(), zerolog.Nop())
	require.Positive(t, server.ReadHeaderTimeout)
	require.Positive(t, server.ReadTimeout)
	require.Greater(t, server.WriteTimeout, server.ReadTimeout+2*DefaultLimits().operation())
	require.Positive(t, server.IdleTimeout)
	require.Positive(t, server.HTTP2.SendPingTimeout)
	require.Positive(t, server.HTTP2.WriteByteTimeout)
	require.Positive(t, server.HTTP2.MaxConcurrentStreams)
	require.Equal(t, DefaultLimits().HeaderBytes, server.MaxHeaderBytes)
}

// What net/http says of its own accord is a line of the log like any other.
func TestServer_LogsThroughTheLogger(t *testing.T) {
	world := newWorld(t)
	panicking := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("at the edge") })
	listener := httptest.NewUnstartedServer(panicking)
	listener.Config = NewServer("", panicking, DefaultLimits(), world.options.Logger)
	listener.Start()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, listener.URL, nil)
	require.NoError(t, err)
	response, err := listener.Client().Do(request)
	if err == nil {
		require.NoError(t, response.Body.Close())
	}
	require.Error(t, err)
	listener.Close()
	lines := splitLines(world.log.String())
	require.Len(t, lines, 1)
	require.Equal(t, "warn", lines[0]["level"])
	require.Contains(t, lines[0]["message"], "at the edge")
}

func TestServer_OverTheWire(t *testing.T) {
	world := newWorld(t)
	server := httptest.NewUnstartedServer(world.handler)
	server.Config = NewServer("", world.handler, DefaultLimits(), zerolog.Nop())
	server.Start()
	defer server.Close()
	for name, test := range map[string]struct {
		change func(*http.Request)
		status int
	}{
		"fine":          {func(*http.Request) {}, http.StatusOK},
		"large headers": {func(r *http.Request) { r.Header.Set("X-Large", strings.Repeat("a", 40<<10)) }, http.StatusRequestHeaderFieldsTooLarge},
		"wrong path":    {func(r *http.Request) { r.URL.Path = "/graphql/../graphql" }, http.StatusNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			request := newPost(t, `{"query":"{hello}"}`)
			address := request.URL
			address.Scheme, address.Host = "http", server.Listener.Addr().String()
			test.change(request)
			response, err := server.Client().Do(request)
			require.NoError(t, err)
			require.Equal(t, test.status, response.StatusCode)
			require.NoError(t, response.Body.Close())
		})
	}
}

// An acting user without a key means nothing, and no caller is made of it.
func TestActingUser_AloneIsNobody(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		options.Authenticate = func(context.Context, string, *string, string) (actor.Caller, error) {
			return actor.Caller{}, fault.New(fault.ServerFailed).Err()
		}
	})
	got := world.send(http.MethodPost, "/graphql", `{"query":"{serverInfo}"}`, "Content-Type", plainJSON, headerActingUser, "usr_1")
	require.Equal(t, http.StatusOK, got.status)
}
