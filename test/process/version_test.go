package process_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// build builds the program with these flags and returns its path.
func build(t *testing.T, flags ...string) string {
	t.Helper()
	built, output, err := goBuild(t.Context(), t.TempDir(), flags...)
	require.NoError(t, err, output)
	return built
}

func TestVersion(t *testing.T) {
	t.Run("set at build", func(t *testing.T) {
		requireVersion(t, build(t, "-ldflags", "-X main.version=v9.8.7-test"), "v9.8.7-test")
	})
	t.Run("not set", func(t *testing.T) {
		requireVersion(t, binary(t), "(devel)")
	})
}

// requireVersion asks a program for its version in every way there is.
func requireVersion(t *testing.T, built, expected string) {
	t.Helper()
	folder := storetest.Folder(t)
	require.Equal(t, "version: "+expected+"\n", output(t, built, folder, "version"))

	running := launch(t, built, folder)
	defer running.interrupt(t)
	info := running.must(t, "{ serverInfo { version } }", nil)
	require.Equal(t, expected, dig(info, "serverInfo", "version"))
	address := strings.TrimSuffix(running.endpoint, "/graphql")
	require.Contains(t, fetch(t, address+"/"), "Accessgraph "+expected)
	require.Contains(t, fetch(t, address+"/metrics"), `accessgraph_build_info{version="`+expected+`"} 1`)
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}
