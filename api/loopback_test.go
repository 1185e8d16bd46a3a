package api

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func onLoopback(options *Options) { options.OnLoopback = true }

// named sends a request that names a host, from an address.
func (w *world) named(host, remote, path string, headers ...string) reply {
	w.t.Helper()
	request := httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, path, nil)
	request.Host, request.RemoteAddr = host, remote
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	return w.do(request)
}

func TestHost_OnLoopback(t *testing.T) {
	const local = "127.0.0.1:41000"
	world := newWorld(t, onLoopback, withMetrics)
	for _, host := range []string{
		"", "localhost", "localhost:8080", "LocalHost:1", "localhost.", "api.localhost:8080", "a.b.localhost", "127.0.0.1", "127.0.0.1:8080",
		"127.255.3.4:1", "[::1]", "[::1]:8080", "[::ffff:127.0.0.1]:80", "[0:0:0:0:0:0:0:1]",
	} {
		require.Equal(t, http.StatusOK, world.named(host, local, "/healthz").status, host)
	}
	for _, host := range []string{
		"evil.example.com", "evil.example.com:8080", "192.0.2.7", "192.0.2.7:8080", "[2001:db8::1]:8080", "0.0.0.0", "0.0.0.0:8080", "[::]:8080",
		"localhost.example.com", "notlocalhost", "127.0.0.1.example.com", "128.0.0.1", ".", ":8080", "127.1", "2130706433", "127.0.0.1:8080:1", "[::1",
	} {
		for _, path := range []string{"/graphql?query=%7B__typename%7D", "/", "/healthz", "/readyz", "/metrics", "/nowhere"} {
			refused := world.named(host, local, path)
			require.Equal(t, http.StatusMisdirectedRequest, refused.status, "%s%s", host, path)
			require.Equal(t, "HOST_NOT_ALLOWED", refused.reason())
			require.Equal(t, "BAD_REQUEST", refused.Errors[0].Extensions.Code)
			require.Equal(t, 421, refused.Errors[0].Extensions.Status)
			require.Equal(t, "The server listens for its own machine only: the Host of a request must be localhost, a name that ends in .localhost, or a loopback address.",
				refused.Errors[0].Message)
			require.Equal(t, "application/json; charset=utf-8", refused.header.Get("Content-Type"))
		}
	}
	everywhere := newWorld(t)
	require.Equal(t, http.StatusOK, everywhere.named("api.example.com", local, "/healthz").status, "a server that others reach has any name")
}

func TestHost_APageOfAForeignNameGetsNoPreflight(t *testing.T) {
	world := newWorld(t, onLoopback, func(options *Options) { options.Origins = []string{"http://evil.example.com"} })
	request := httptest.NewRequestWithContext(t.Context(), http.MethodOptions, "/graphql", nil)
	request.Host = "evil.example.com"
	request.Header.Set("Origin", "http://evil.example.com")
	request.Header.Set("Access-Control-Request-Method", "POST")
	refused := world.do(request)
	require.Equal(t, http.StatusMisdirectedRequest, refused.status)
	require.Empty(t, refused.header.Get("Access-Control-Allow-Origin"))
}

func TestHost_ThroughAProxy(t *testing.T) {
	const host = "api.example.com"
	world := newWorld(t, onLoopback, func(options *Options) {
		options.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}
	})
	for name, test := range map[string]struct {
		remote  string
		headers []string
		status  int
	}{
		"trusted, and says so":         {"127.0.0.2:1", []string{headerForwardedFor, "192.0.2.7"}, http.StatusOK},
		"trusted, with another word":   {"127.0.0.2:1", []string{"Via", "1.1 proxy"}, http.StatusOK},
		"trusted, silent":              {"127.0.0.2:1", nil, http.StatusMisdirectedRequest},
		"not trusted":                  {"127.0.0.1:1", []string{headerForwardedFor, "192.0.2.7"}, http.StatusMisdirectedRequest},
		"not trusted, calls itself so": {"127.0.0.1:1", []string{headerForwardedFor, "127.0.0.2"}, http.StatusMisdirectedRequest},
		"without an address":           {"@", []string{headerForwardedFor, "192.0.2.7"}, http.StatusMisdirectedRequest},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.status, world.named(host, test.remote, "/healthz", test.headers...).status)
		})
	}
}

func TestHost_ForwardedRequestsAreAnsweredAsIfItWereOff(t *testing.T) {
	page := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "the playground") })
	with := func(directOnly bool) *world {
		return newWorld(t, withMetrics, func(options *Options) {
			options.Playground, options.PlaygroundDirectOnly, options.MetricsDirectOnly = page, directOnly, directOnly
		})
	}
	direct, always := with(true), with(false)
	for _, forwarding := range [][]string{
		{"X-Forwarded-For", "192.0.2.7"}, {"X-Forwarded-Host", "api.example.com"}, {"X-Forwarded-Proto", "https"},
		{"Forwarded", "for=192.0.2.7"}, {"Via", "1.1 proxy"}, {"X-Real-Ip", "192.0.2.7"}, {"X-Forwarded-For", ""},
	} {
		browser := append([]string{"Accept", "text/html"}, forwarding...)
		for path, answer := range map[string]struct {
			status int
			text   string
		}{
			"/": {http.StatusOK, "Accessgraph 1.2.3"}, "/playground/": {http.StatusNotFound, "ADDRESS_NOT_FOUND"},
			"/playground/main.js": {http.StatusNotFound, "ADDRESS_NOT_FOUND"}, "/metrics": {http.StatusNotFound, "ADDRESS_NOT_FOUND"},
		} {
			hidden := direct.named("localhost", here, path, browser...)
			require.Equal(t, answer.status, hidden.status, "%s with %v", path, forwarding)
			require.Contains(t, hidden.raw, answer.text)
			require.NotContains(t, hidden.raw, "playground")
			require.NotContains(t, hidden.raw, "accessgraph_build_info")
			require.Equal(t, http.StatusOK, always.named("localhost", here, path, browser...).status)
			require.Equal(t, http.StatusOK, direct.named("localhost", here, path, "Accept", "text/html").status)
		}
		require.Contains(t, always.named("localhost", here, "/metrics", forwarding...).raw, "accessgraph_build_info")
		require.Contains(t, direct.named("localhost", here, "/metrics").raw, "accessgraph_build_info")
	}
	head := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/metrics", strings.NewReader(""))
	head.Header.Set("Via", "1.1 proxy")
	require.Equal(t, http.StatusNotFound, direct.do(head).status, "not even that there is something")
}
