package process_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// addressOf returns host:port of a running server.
func addressOf(p *process) string {
	return strings.TrimSuffix(strings.TrimPrefix(p.endpoint, "http://"), "/graphql")
}

func TestHealth_OfARunningServer(t *testing.T) {
	for _, listen := range []string{"127.0.0.1:0", "0.0.0.0:0", ":0", "localhost:0"} {
		t.Run(listen, func(t *testing.T) {
			running := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_LISTEN="+listen)
			_, port, err := net.SplitHostPort(addressOf(running))
			require.NoError(t, err)
			host, _, err := net.SplitHostPort(listen)
			require.NoError(t, err)
			require.Equal(t, "health: ready\n", output(t, binary(t), t.TempDir(), "health", "--listen", net.JoinHostPort(host, port)))
			require.Equal(t, "health: ready\n", output(t, binary(t), t.TempDir(), "health", "--url", "http://127.0.0.1:"+port+"/readyz"))
			running.interrupt(t)
		})
	}
}

// The server's certificate is valid for its public name, and the settings name an address.
func TestHealth_OfAServerWithTLS(t *testing.T) {
	settings := newPairFiles(t, newPair(t, nextYear())).settings()
	running := launch(t, binary(t), storetest.Folder(t), settings...)
	address := running.address(t)
	require.Equal(t, "health: ready\n", output(t, binary(t), t.TempDir(), "health", "--listen", address,
		"--tls-certificate", strings.TrimPrefix(settings[0], "ACCESSGRAPH_TLS_CERTIFICATE="), "--tls-key", strings.TrimPrefix(settings[1], "ACCESSGRAPH_TLS_KEY=")))
	require.Contains(t, refusal(t, binary(t), nil, "health", "--url", "https://"+address+"/readyz"), "certificate")
	require.Contains(t, refusal(t, binary(t), nil, "health", "--listen", address), "responds with 400")
}

func TestHealth_OfAServerThatIsNotReady(t *testing.T) {
	running := launch(t, binary(t), storetest.Folder(t))
	address := addressOf(running)
	running.interrupt(t)
	require.Contains(t, refusal(t, binary(t), []string{"ACCESSGRAPH_LISTEN=" + address}, "health"), "asking the server: ")
	require.Contains(t, refusal(t, binary(t), []string{"ACCESSGRAPH_LISTEN=127.0.0.1:0"}, "health"), "ACCESSGRAPH_LISTEN does not say where the server is")

	for status, location := range map[int]string{http.StatusServiceUnavailable: "", http.StatusFound: "/elsewhere"} {
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/readyz" {
				w.Header().Set("Location", location)
				w.WriteHeader(status)
			}
		}))
		sentence := refusal(t, binary(t), []string{"ACCESSGRAPH_LISTEN=" + other.Listener.Addr().String()}, "health")
		require.Contains(t, sentence, "the server is not ready: "+other.URL+"/readyz responds with "+strconv.Itoa(status))
		other.Close()
	}
}
