package process_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// metrics are what the server answers at /metrics.
func metrics(t *testing.T, p *process) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(p.endpoint, "graphql")+"metrics", nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	read, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode, string(read)
}

func TestMetrics_WhenTheyAreServed(t *testing.T) {
	built := binary(t)
	for name, test := range map[string]struct {
		settings []string
		status   int
	}{
		"on loopback":              {nil, http.StatusOK},
		"off":                      {[]string{"ACCESSGRAPH_METRICS=off"}, http.StatusNotFound},
		"on every address":         {[]string{"ACCESSGRAPH_LISTEN=:0"}, http.StatusNotFound},
		"on every address, turned": {[]string{"ACCESSGRAPH_LISTEN=:0", "ACCESSGRAPH_METRICS=on"}, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			started := launch(t, built, storetest.Folder(t), test.settings...)
			started.endpoint = strings.Replace(started.endpoint, "[::]", "127.0.0.1", 1)
			_, err := ask(t.Context(), started.endpoint, started.key, "{ viewer { company { name } } }", nil)
			require.NoError(t, err)
			status, text := metrics(t, started)
			require.Equal(t, test.status, status)
			if status == http.StatusOK {
				require.Contains(t, text, `accessgraph_root_fields_total{field="viewer",operation="query"} 1`)
				require.Contains(t, text, `accessgraph_store_command_duration_seconds_count{command="commitTransaction",outcome="ok"}`)
				require.NotContains(t, text, started.key)
			}
			started.interrupt(t)
		})
	}
}
