package process_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fromPage sends a request as a page of an origin does, and returns the status and the headers of the response.
func fromPage(t *testing.T, p *process, method, origin, body string, headers ...string) (int, http.Header) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, p.endpoint, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Origin", origin)
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode, response.Header
}

// TestOrigins_BySetting starts the program with the setting, and sends what browsers send for pages of several origins.
func TestOrigins_BySetting(t *testing.T) {
	const page, foreign = "https://console.example.com", "https://evil.example.com"
	const limits = "ACCESSGRAPH_LIMITS=pointsPerAddressAndMinute=1,cost=1"
	for name, test := range map[string]struct {
		settings []string
		// allowed are the values of Access-Control-Allow-Origin by the origin that asks.
		allowed map[string]string
	}{
		"by default": {nil, map[string]string{page: "", foreign: ""}},
		"two of them, written differently": {
			[]string{"ACCESSGRAPH_ORIGINS=http://localhost:5173, HTTPS://Console.Example.com:443/"},
			map[string]string{page: page, "http://localhost:5173": "http://localhost:5173", foreign: "", "null": "", "http://console.example.com": ""},
		},
		"all": {[]string{"ACCESSGRAPH_ORIGINS=*"}, map[string]string{page: "*", foreign: "*", "null": "*"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, binary(t), dataFolder(t), append(test.settings, limits)...)
			for origin, allowed := range test.allowed {
				status, preflight := fromPage(t, p, http.MethodOptions, origin, "", "Access-Control-Request-Method", "POST",
					"Access-Control-Request-Headers", "content-type,x-api-key,idempotency-key")
				require.Equal(t, allowed, preflight.Get("Access-Control-Allow-Origin"), origin)
				require.Equal(t, allowed != "", status == http.StatusNoContent, origin)
				if allowed != "" {
					require.Contains(t, preflight.Get("Access-Control-Allow-Headers"), "X-API-Key, X-Request-Id")
				}
			}
			for _, status := range []int{http.StatusUnauthorized, http.StatusTooManyRequests} {
				got, refused := fromPage(t, p, http.MethodPost, page, `{"query":"{ viewer { scopes } }"}`, "X-API-Key", "unknown")
				require.Equal(t, status, got)
				require.Equal(t, test.allowed[page], refused.Get("Access-Control-Allow-Origin"))
				require.Empty(t, refused.Get("Access-Control-Allow-Credentials"))
				if test.allowed[page] != "" {
					require.Contains(t, refused.Get("Access-Control-Expose-Headers"), "Retry-After")
					require.Contains(t, refused.Get("Access-Control-Expose-Headers"), "X-Request-Id")
				}
			}
			status, absent := fromPage(t, p, http.MethodPut, page, "")
			require.Equal(t, http.StatusMethodNotAllowed, status)
			require.Equal(t, test.allowed[page], absent.Get("Access-Control-Allow-Origin"))
			p.interrupt(t)
		})
	}
}
