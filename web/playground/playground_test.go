package playground

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/examples"
)

func get(t *testing.T, method, target, acceptEncoding string) *httptest.ResponseRecorder {
	t.Helper()
	handler, err := New(Options{Version: "1.2.3", Introspection: "KEY"})
	require.NoError(t, err)
	request := httptest.NewRequestWithContext(t.Context(), method, target, nil)
	request.Header.Set("Accept-Encoding", acceptEncoding)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func TestThePageHasANonceOfItsOwn(t *testing.T) {
	nonces := map[string]bool{}
	for range 2 {
		page := get(t, http.MethodGet, "/", "")
		require.Equal(t, http.StatusOK, page.Code)
		require.Equal(t, "text/html; charset=utf-8", page.Header().Get("Content-Type"))
		require.Equal(t, "no-cache", page.Header().Get("Cache-Control"))
		text := page.Body.String()
		require.NotContains(t, text, "NONCE")
		require.NotContains(t, text, "<style")

		policy := page.Header().Get("Content-Security-Policy")
		require.True(t, strings.HasPrefix(policy, "default-src 'none'; script-src 'self';"), policy)
		nonce := regexp.MustCompile(`'nonce-(\w+)'`).FindStringSubmatch(policy)
		require.Len(t, nonce, 2, policy)
		require.Contains(t, text, `<meta property="csp-nonce" nonce="`+nonce[1]+`">`)
		nonces[nonce[1]] = true
	}
	require.Len(t, nonces, 2)
}

func TestEverythingThatThePageLoadsIsHere(t *testing.T) {
	text := get(t, http.MethodGet, "/", "").Body.String()
	addresses := regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(text, -1)
	require.Greater(t, len(addresses), 4)
	for _, address := range addresses {
		require.True(t, strings.HasPrefix(address[1], Prefix), address[1])
		require.Equal(t, http.StatusOK, get(t, http.MethodGet, address[1], "br").Code, address[1])
	}
}

func TestAssetsAreTheSameForEveryBrowser(t *testing.T) {
	names, err := fs.Glob(built, "dist/assets/*.br")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	compressed := 0
	for _, name := range names {
		target := Prefix + "assets/" + strings.TrimSuffix(path.Base(name), ".br")
		small := get(t, http.MethodGet, target, "gzip, deflate, br, zstd")
		require.Equal(t, http.StatusOK, small.Code, target)
		require.Equal(t, "br", small.Header().Get("Content-Encoding"))
		require.Equal(t, "public, max-age=31536000, immutable", small.Header().Get("Cache-Control"))
		require.Equal(t, "Accept-Encoding", small.Header().Get("Vary"))
		require.NotEmpty(t, small.Header().Get("Content-Type"))
		packed := small.Body.String()
		compressed += len(packed)

		large := get(t, http.MethodGet, target, "gzip")
		require.Empty(t, large.Header().Get("Content-Encoding"))
		require.Equal(t, small.Header().Get("Content-Type"), large.Header().Get("Content-Type"))
		require.Greater(t, len(large.Body.String()), len(packed), target)

		require.Empty(t, get(t, http.MethodHead, target, "br").Body.String())
		requireNotModified(t, target, small.Header().Get("ETag"))
	}
	require.Less(t, compressed, 2_000_000)
}

// requireNotModified asks for a file again, as a browser that has it does, and as one that has another.
func requireNotModified(t *testing.T, target, tag string) {
	t.Helper()
	require.True(t, strings.HasPrefix(tag, `W/"`), tag)
	handler, err := New(Options{})
	require.NoError(t, err)
	for sent, status := range map[string]int{tag: http.StatusNotModified, `W/"other"`: http.StatusOK} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
		request.Header.Set("If-None-Match", sent)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		require.Equal(t, status, recorder.Code, target)
		require.Equal(t, status == http.StatusNotModified, recorder.Body.Len() == 0)
	}
}

func TestFixedFiles_AreNotSentTwice(t *testing.T) {
	licences := get(t, http.MethodGet, Prefix+"THIRD_PARTY_LICENSES.txt", "")
	requireNotModified(t, Prefix+"THIRD_PARTY_LICENSES.txt", licences.Header().Get("ETag"))
	first := get(t, http.MethodGet, Prefix+"start.json", "")
	require.Equal(t, first.Header().Get("ETag"), get(t, http.MethodGet, Prefix+"start.json", "br").Header().Get("ETag"))
}

func TestWhatIsNotThere(t *testing.T) {
	for _, target := range []string{
		"/other", Prefix, Prefix + "assets/", Prefix + "assets/none.js", Prefix + "assets/index.html", Prefix + "dist/index.html",
	} {
		require.Equal(t, http.StatusNotFound, get(t, http.MethodGet, target, "br").Code, target)
	}
}

func TestTheStartTellsEveryStep(t *testing.T) {
	response := get(t, http.MethodGet, Prefix+"start.json", "")
	require.Equal(t, "application/json", response.Header().Get("Content-Type"))
	var told start
	require.NoError(t, json.Unmarshal(response.Body.Bytes(), &told))
	require.Equal(t, "1.2.3", told.Version)
	require.Equal(t, "KEY", told.Introspection)

	steps, err := examples.Steps()
	require.NoError(t, err)
	var names []string
	for _, story := range told.Stories {
		require.NotEmpty(t, story.Title)
		for _, step := range story.Steps {
			names = append(names, step.Name)
			require.NotEmpty(t, step.Operation)
			require.NotEmpty(t, step.Title)
			require.Contains(t, step.Query, step.Operation)
			require.Contains(t, step.Expected, "data")
			if step.Variables != "" {
				require.True(t, json.Valid([]byte(step.Variables)), step.Name)
			}
		}
	}
	require.Len(t, names, len(steps))
	for i, step := range steps {
		require.Equal(t, step.Name, names[i])
	}
}

func TestTheLicencesComeAlong(t *testing.T) {
	response := get(t, http.MethodGet, Prefix+"THIRD_PARTY_LICENSES.txt", "")
	require.Equal(t, http.StatusOK, response.Code)
	text := response.Body.String()
	for _, name := range []string{"\ngraphiql 5.4.0 (MIT)", "\nmonaco-editor 0.52.2 (MIT)", "\nreact 19.", "codicon", "THIRD-PARTY SOFTWARE NOTICES"} {
		require.Contains(t, text, name)
	}
}
