package process_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// visit gets a path of the server, as someone who names a host and sends headers.
func visit(t *testing.T, p *process, path, host string, headers ...string) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(p.endpoint, "/graphql")+path, nil)
	require.NoError(t, err)
	request.Host = host
	request.Header.Set("Accept", "text/html")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	read, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode, string(read)
}

// TestLoopback_WhoReachesTheServer starts the program with the settings that decide it, and asks as a person at the machine, as
// a page of a foreign name, and through a proxy.
func TestLoopback_WhoReachesTheServer(t *testing.T) {
	const foreign = "evil.example.com"
	forwarded := []string{"X-Forwarded-For", "192.0.2.7"}
	built := binary(t)
	for name, test := range map[string]struct {
		settings []string
		// host is the status for a foreign Host, proxied the same through a proxy.
		host, proxied int
		// metrics and playground say whether a proxy publishes them.
		metrics, playground bool
	}{
		"by default":         {nil, 421, 421, false, false},
		"turned on":          {[]string{"ACCESSGRAPH_METRICS=on", "ACCESSGRAPH_PLAYGROUND=on"}, 421, 421, true, true},
		"one of them":        {[]string{"ACCESSGRAPH_METRICS=on"}, 421, 421, true, false},
		"a trusted proxy":    {[]string{"ACCESSGRAPH_TRUSTED_PROXIES=127.0.0.1"}, 421, 200, false, false},
		"on every address":   {[]string{"ACCESSGRAPH_LISTEN=:0", "ACCESSGRAPH_PLAYGROUND=on", "ACCESSGRAPH_METRICS=on"}, 200, 200, true, true},
		"localhost, by name": {[]string{"ACCESSGRAPH_LISTEN=localhost:0"}, 421, 421, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, built, storetest.Folder(t), test.settings...)
			p.endpoint = strings.Replace(p.endpoint, "[::]", "127.0.0.1", 1)
			for _, path := range []string{"/healthz", "/graphql?query=%7B__typename%7D"} {
				status, text := visit(t, p, path, foreign)
				require.Equal(t, test.host, status)
				require.Equal(t, test.host == 421, strings.Contains(text, `"HOST_NOT_ALLOWED"`))
				status, _ = visit(t, p, path, foreign, forwarded...)
				require.Equal(t, test.proxied, status)
				status, _ = visit(t, p, path, "localhost:1234")
				require.Equal(t, http.StatusOK, status)
			}
			for path, published := range map[string]bool{"/metrics": test.metrics, "/playground/start.json": test.playground} {
				status, _ := visit(t, p, path, "localhost")
				require.Equal(t, http.StatusOK, status, "a person at the machine")
				status, _ = visit(t, p, path, "localhost", forwarded...)
				require.Equal(t, published, status == http.StatusOK, path)
			}
			_, page := visit(t, p, "/", "localhost", forwarded...)
			require.Equal(t, test.playground, strings.Contains(page, "<html"))
			_, page = visit(t, p, "/", "localhost")
			require.Contains(t, page, "<html")
			p.interrupt(t)
			require.NotContains(t, p.log.String(), `"level":"error"`)
		})
	}
}

// TestLimits_OfConnections opens more than the setting allows, and then as many again once those are closed.
func TestLimits_OfConnections(t *testing.T) {
	p := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_LIMITS=connectionsPerAddress=3")
	address := strings.TrimSuffix(strings.TrimPrefix(p.endpoint, "http://"), "/graphql")
	dial := func() (connection net.Conn, answered bool) {
		connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		require.NoError(t, err)
		_, _ = io.WriteString(connection, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
		_, err = io.ReadFull(connection, make([]byte, 12))
		return connection, err == nil
	}
	for range 3 {
		var open []net.Conn
		for number := range 4 {
			connection, answered := dial()
			for number < 3 && !answered && t.Context().Err() == nil { // the last ones are still being closed
				require.NoError(t, connection.Close())
				connection, answered = dial()
			}
			require.Equal(t, number < 3, answered, "connection %d", number)
			open = append(open, connection)
		}
		for _, connection := range open {
			require.NoError(t, connection.Close())
		}
	}
	p.interrupt(t)
	require.Contains(t, p.log.String(), `"limit":"connectionsPerAddress","address":"127.0.0.1"`)
}

// TestLimits_OfRates uses up what a setting allows without a key, on the built program.
func TestLimits_OfRates(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder, "ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_LIMITS=pointsPerDoorAndMinute=5"}),
		"ACCESSGRAPH_LIMITS is not valid: the limit pointsPerDoorAndMinute must be at least the limit cost, which is 20000, not 5")
	p := launch(t, built, folder, "ACCESSGRAPH_LIMITS=cost=20,pointsPerAddressAndMinute=20,connections=100")
	statuses := map[int]int{}
	for range 10 {
		status, _ := visit(t, p, "/graphql?query=%7B__typename%7D", "localhost")
		statuses[status]++
	}
	require.Positive(t, statuses[http.StatusOK])
	require.Positive(t, statuses[http.StatusTooManyRequests])
	_, err := ask(context.WithoutCancel(t.Context()), p.endpoint, p.key, "{ viewer { scopes } }", nil)
	require.NoError(t, err, "a key is not refused for its address")
	p.interrupt(t)
}
