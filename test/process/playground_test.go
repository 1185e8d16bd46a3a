package process_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// homePage is what a browser gets at the address of the server.
func homePage(t *testing.T, p *process) (mediaType string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(p.endpoint, "graphql"), nil)
	require.NoError(t, err)
	request.Header.Set("Accept", "text/html")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.Header.Get("Content-Type")
}

func TestPlayground_WhenItIsServed(t *testing.T) {
	const html, plain = "text/html; charset=utf-8", "text/plain; charset=utf-8"
	built := binary(t)
	for name, test := range map[string]struct {
		settings []string
		served   string
		informed map[string]any
	}{
		"on loopback":              {nil, html, map[string]any{"playground": true, "introspection": "PUBLIC"}},
		"off":                      {[]string{"ACCESSGRAPH_PLAYGROUND=off", "ACCESSGRAPH_INTROSPECTION=off"}, plain, map[string]any{"playground": false, "introspection": "OFF"}},
		"on every address":         {[]string{"ACCESSGRAPH_LISTEN=:0", "ACCESSGRAPH_INTROSPECTION=key"}, plain, map[string]any{"playground": false, "introspection": "KEY"}},
		"on every address, turned": {[]string{"ACCESSGRAPH_LISTEN=:0", "ACCESSGRAPH_PLAYGROUND=on"}, html, map[string]any{"playground": true, "introspection": "PUBLIC"}},
	} {
		t.Run(name, func(t *testing.T) {
			started := launch(t, built, storetest.Folder(t), test.settings...)
			started.endpoint = strings.Replace(started.endpoint, "[::]", "127.0.0.1", 1)
			require.Equal(t, test.served, homePage(t, started))
			data, err := ask(t.Context(), started.endpoint, started.key, "{ serverInfo { playground introspection } }", nil)
			require.NoError(t, err)
			require.Equal(t, map[string]any{"serverInfo": test.informed}, data)
			fillsIn := test.settings == nil
			require.Equal(t, fillsIn, strings.HasSuffix(started.playground, "/#key="+started.key), started.playground)
			require.Equal(t, test.served == html, started.playground != "")
			started.interrupt(t)
		})
	}
}
