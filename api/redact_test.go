package api

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
)

func TestRequestIDs_OursStayOurs(t *testing.T) {
	world := newWorld(t)
	world.stub.resolvers["hello"] = failing(fault.New(fault.AccessNameRequired).Err())
	answered := world.query("{hello}", nil, headerRequestID, "abcd-1234")
	own := answered.header.Get(headerRequestID)
	require.Len(t, own, 36)
	require.Equal(t, own, answered.Errors[0].Extensions.RequestID)
	line := splitLines(world.log.String())[0]
	require.Equal(t, []any{own, "abcd-1234"}, []any{line["requestId"], line["clientRequestId"]})
	require.NotEqual(t, own, world.query("{hello}", nil, headerRequestID, "abcd-1234").header.Get(headerRequestID))
}

func TestRequestIDs_TheClientsReachesResolvers(t *testing.T) {
	world := newWorld(t)
	var caller actor.Caller
	var visitor actor.Visitor
	world.stub.resolvers["hello"] = func(ctx context.Context) (any, error) {
		caller, visitor = *senderOf(ctx).caller, senderOf(ctx).visitor
		return "hello", nil
	}
	answered := world.query("{hello}", nil, headerRequestID, "mine")
	require.Equal(t, "mine", caller.ClientRequestID)
	require.Equal(t, actor.Visitor{Address: "192.0.2.1", ApplicationID: "app_1", RequestID: answered.header.Get(headerRequestID), ClientRequestID: "mine"}, visitor)
}

func TestLog_OfAClient(t *testing.T) {
	const key = "accessgraph_abcdefghijklmnopqrstuvwxyz234567abcdefgh"
	for name, test := range map[string]struct{ sent, agent, id string }{
		"harmless":               {"Mozilla/5.0 (X11; Linux)", "Mozilla/5.0 (X11; Linux)", "Mozilla/5.0 (X11; Linux)"},
		"nothing":                {"", "", ""},
		"the key that was sent":  {"curl " + goodKey + "!", "curl [key]!", "curl [key]!"},
		"another key":            {"curl/8 " + key, "curl/8 [key]", "curl/8 [key]"},
		"part of a key":          {"curl/8 " + key[:30], "curl/8 [key]", "curl/8 [key]"},
		"an invitation token":    {"x=accessinvite_ABCDEFGH234567", "x=[key]", "x=[key]"},
		"an e-mail address":      {"bot (+mailto:ada@example.com)", "bot (+mailto:[email address])", "bot (+mailto:[email address])"},
		"control characters":     {"a\tb\x1b[31m\x7f", `a\tb\x1b[31m\x7f`, `a\tb\x1b[31m\x7f`},
		"directions":             {"a\u202eb\u2028", `a\u202eb\u2028`, `a\u202eb\u2028`},
		"not UTF-8":              {"a\xffb", `a\xffb`, `a\xffb`},
		"long":                   {strings.Repeat("ä", 129), strings.Repeat("ä", 127) + "…", strings.Repeat("ä", 63) + "…"},
		"long by its control":    {strings.Repeat("\x01", 100), strings.Repeat(`\x01`, 31) + `\x0` + "…", strings.Repeat(`\x01`, 15) + `\x0` + "…"},
		"a key at the end":       {strings.Repeat("a", 110) + " " + key, strings.Repeat("a", 110) + " [key]", strings.Repeat("a", 63) + "…"},
		"a key across the cut":   {"a@" + strings.Repeat("b", 1000) + " " + key, "[email address] ", "[email address] "},
		"very long without ends": {strings.Repeat("a", 20_000), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			request := newPost(t, `{"query":"{hello}"}`)
			request.Header["User-Agent"] = []string{test.sent}
			request.Header[http.CanonicalHeaderKey(headerRequestID)] = []string{test.sent}
			require.Equal(t, http.StatusOK, world.do(request).status)
			line := splitLines(world.log.String())[0]
			for field, expected := range map[string]string{"userAgent": test.agent, "clientRequestId": test.id} {
				logged, _ := line[field].(string)
				require.Equal(t, expected, logged)
				require.True(t, utf8.ValidString(logged))
			}
			require.LessOrEqual(t, utf8.RuneCountInString(test.agent), longestUserAgent)
			require.LessOrEqual(t, utf8.RuneCountInString(test.id), longestClientRequestID)
		})
	}
}

func TestLog_OfAClientWithManyHeaders(t *testing.T) {
	world := newWorld(t)
	world.query("{hello}", nil, headerRequestID, "one", headerRequestID, "two", "User-Agent", "a", "User-Agent", "b")
	line := splitLines(world.log.String())[0]
	require.Equal(t, []any{"one, two", "a, b"}, []any{line["clientRequestId"], line["userAgent"]})
}

// A key that lets nobody in is one all the same, also where two were sent.
func TestLog_StrikesOutRefusedKeys(t *testing.T) {
	world := newWorld(t)
	world.send(http.MethodPost, "/graphql", "{}", "Content-Type", plainJSON, headerKey, "first-secret", headerKey, "second-secret",
		headerAuthorization, "Bearer third-secret", "User-Agent", "first-secret second-secret third-secret")
	require.NotContains(t, world.log.String(), "-secret")
	require.Contains(t, world.log.String(), "[key] [key] [key]")
}

// TestLog_EachRefusalHasALine sends what is refused, for each reason and on each path, and reads who it was from the log.
func TestLog_EachRefusalHasALine(t *testing.T) {
	const page = "https://console.example.com"
	for name, test := range map[string]struct {
		method, path, body string
		headers            []string
		change             func(*Options)
		status             int
		reason             string
	}{
		"unknown key":        {body: `{"query":"{hello}"}`, headers: []string{headerKey, "unknown"}, status: 401, reason: "API_KEY_NOT_VALID"},
		"no key":             {body: `{"query":"{hello}"}`, status: 401, reason: "AUTHENTICATION_REQUIRED"},
		"contradicting keys": {headers: []string{headerKey, "key-1", headerKey, "key-2"}, status: 400, reason: "REQUEST_NOT_VALID"},
		"acting user":        {headers: []string{headerKey, goodKey, headerActingUser, "usr_2"}, status: 403, reason: "ACTING_USER_NOT_ALLOWED"},
		"too large":          {body: strings.Repeat(" ", 1<<20+1), status: 413, reason: "REQUEST_BODY_SIZE_EXCEEDED"},
		"media type":         {headers: []string{"Content-Type", "text/plain"}, status: 415, reason: "MEDIA_TYPE_NOT_SUPPORTED"},
		"method":             {method: http.MethodPut, status: 405, reason: "METHOD_NOT_ALLOWED"},
		"rate": {body: `{"query":"{hello}"}`, headers: []string{headerKey, "unknown"}, status: 429, reason: "REQUEST_RATE_EXCEEDED",
			change: func(options *Options) { options.Limits.Cost, options.Limits.PointsPerAddress = 1, 1 }},
		"path":               {path: "/nowhere", status: 404, reason: "ADDRESS_NOT_FOUND"},
		"method of a page":   {path: "/healthz", status: 405, reason: "METHOD_NOT_ALLOWED"},
		"host":               {status: 421, reason: "HOST_NOT_ALLOWED", change: onLoopback},
		"host, another path": {path: "/", status: 421, reason: "HOST_NOT_ALLOWED", change: onLoopback},
		"preflight": {method: http.MethodOptions, headers: []string{"Origin", page, "Access-Control-Request-Method", "POST"}, status: 204,
			change: func(options *Options) { options.Origins = []string{page} }},
		"key that cannot be checked": {headers: []string{headerKey, "broken"}, status: 503, reason: "STORE_UNAVAILABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			if test.change != nil {
				world = newWorld(t, test.change)
			}
			method, path := test.method, test.path
			if method == "" {
				method = http.MethodPost
			}
			if path == "" {
				path = "/graphql"
			}
			headers := append([]string{"User-Agent", "probe/1", headerRequestID, "mine"}, test.headers...)
			if name != "media type" {
				headers = append(headers, "Content-Type", plainJSON)
			}
			refused := world.send(method, path, test.body, headers...)
			if test.status == http.StatusTooManyRequests { // the first used the bucket up
				world.log.Reset()
				refused = world.send(method, path, test.body, headers...)
			}
			require.Equal(t, test.status, refused.status, refused.raw)
			require.Equal(t, test.reason, refused.reason())
			var line map[string]any
			for _, each := range splitLines(world.log.String()) {
				if each["message"] == "request" {
					require.Nil(t, line, "one line")
					line = each
				}
			}
			require.InEpsilon(t, float64(test.status), line["status"], 0)
			require.Equal(t, []any{"192.0.2.1", "probe/1", "mine", refused.header.Get(headerRequestID)},
				[]any{line["address"], line["userAgent"], line["clientRequestId"], line["requestId"]})
			if test.reason != "" {
				require.Equal(t, []any{test.reason}, line["reasons"])
			}
		})
	}
}

// TestLog_AClientsBrokenBodyIsNoError breaks a request off, in the ways that a client can.
func TestLog_AClientsBrokenBodyIsNoError(t *testing.T) {
	for name, rest := range map[string]string{
		"half closed":       "Content-Length: 100\r\n\r\n{\"query\":",
		"chunk without end": "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"que",
		"not a chunk":       "Transfer-Encoding: chunked\r\n\r\nhello\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			server := httptest.NewUnstartedServer(world.handler)
			server.Config = NewServer("", world.handler, DefaultLimits(), zerolog.New(world.log))
			server.Start()
			connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
			require.NoError(t, err)
			_, err = io.WriteString(connection, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"+headerKey+": "+goodKey+"\r\n"+rest)
			require.NoError(t, err)
			require.NoError(t, connection.(*net.TCPConn).CloseWrite())
			response, err := http.ReadResponse(bufio.NewReader(connection), nil)
			require.NoError(t, err)
			require.Equal(t, http.StatusBadRequest, response.StatusCode)
			require.NoError(t, response.Body.Close())
			require.NoError(t, connection.Close())
			server.Close()
			for _, line := range splitLines(world.log.String()) {
				require.Equal(t, "info", line["level"], line)
			}
			require.Contains(t, world.log.String(), `"reasons":["REQUEST_NOT_VALID"]`)
		})
	}
}

func TestLog_TheServersErrorsAreErrors(t *testing.T) {
	world := newWorld(t)
	world.stub.resolvers["hello"] = failing(errors.New("a fault of ours"))
	world.query("{hello}", nil)
	require.Contains(t, world.log.String(), `"level":"error"`)
}
