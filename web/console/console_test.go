package console

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func get(t *testing.T, target string) *httptest.ResponseRecorder {
	t.Helper()
	handler, err := New()
	require.NoError(t, err)
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	request.Header.Set("Accept-Encoding", "br")
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func TestPage_NothingButItsOwnFilesIsLoaded(t *testing.T) {
	response := get(t, Prefix)
	require.Equal(t, http.StatusOK, response.Code)
	require.Contains(t, response.Header().Get("Content-Security-Policy"), "default-src 'none'; script-src 'self';")
	require.NotContains(t, response.Header().Get("Content-Security-Policy"), "unsafe")
	text := response.Body.String()
	require.NotContains(t, text, "NONCE")
	addresses := regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(text, -1)
	require.NotEmpty(t, addresses)
	for _, address := range addresses {
		require.True(t, strings.HasPrefix(address[1], "./"), "%s holds under no prefix", address[1])
		require.Equal(t, http.StatusOK, get(t, path.Join(Prefix, address[1])).Code, address[1])
	}
}

func TestPage_WithoutASlashLeadsThereByARelativePath(t *testing.T) {
	response := get(t, "/console")
	require.Equal(t, http.StatusPermanentRedirect, response.Code)
	require.Equal(t, "console/", response.Header().Get("Location"))
}

func TestPage_IsSmallBeforeTheFirstList(t *testing.T) {
	names, err := fs.Glob(built, "dist/assets/*.br")
	require.NoError(t, err)
	bytes := 0
	for _, name := range names {
		content, err := fs.ReadFile(built, name)
		require.NoError(t, err)
		bytes += len(content)
	}
	require.Positive(t, bytes)
	require.Less(t, bytes, 400_000, "all pages together")
}

func TestPage_UnknownPaths(t *testing.T) {
	for _, target := range []string{"/", "/consoles", Prefix + "accesses", Prefix + "assets/none.js", Prefix + "dist/index.html"} {
		require.Equal(t, http.StatusNotFound, get(t, target).Code, target)
	}
	require.Contains(t, get(t, Prefix+"THIRD_PARTY_LICENSES.txt").Body.String(), "\nreact 19.")
}
