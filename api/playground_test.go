package api

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIntrospection_CanRequireAKey(t *testing.T) {
	world := newWorld(t, func(options *Options) { options.Introspection = IntrospectionWithKey })
	anonymous := func(document string) reply {
		return world.send(http.MethodPost, "/graphql", requestBody(t, document, nil), "Content-Type", plainJSON)
	}
	for _, document := range []string{`{__schema{queryType{name}}}`, `{...{__type(name: "Query"){name}}}`, `{serverInfo __schema{queryType{name}}}`} {
		refused := anonymous(document)
		require.Equal(t, http.StatusUnauthorized, refused.status, document)
		require.Equal(t, "AUTHENTICATION_REQUIRED", refused.reason(), document)
	}
	require.Empty(t, anonymous(`{__typename serverInfo}`).Errors)
	// Names of the schema are part of the schema.
	require.NotContains(t, anonymous(`{serverInfo(x: 1)}`).Errors[0].Message, "Did you mean")
	require.NotContains(t, anonymous(`{serverInfo ...on Qery{serverInfo}}`).Errors[0].Message, "Did you mean")
	require.Contains(t, world.query(`{helo}`, nil).Errors[0].Message, `Did you mean "hello"?`)
}

func TestPlayground_IsForBrowsers(t *testing.T) {
	const browser = "text/html,application/xhtml+xml,*/*;q=0.8"
	world := newWorld(t, func(options *Options) {
		options.Playground = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", "of its own")
			writeText(w, http.StatusOK, "playground")
		})
	})
	page := world.send(http.MethodGet, "/", "", "Accept", browser)
	require.Equal(t, "playground", page.raw)
	require.Equal(t, "of its own", page.header.Get("Content-Security-Policy"))
	require.Contains(t, page.header.Values("Vary"), "Accept")
	require.Equal(t, "playground", world.send(http.MethodGet, "/playground/start.json", "").raw)
	require.Equal(t, http.StatusMethodNotAllowed, world.send(http.MethodPost, "/playground/start.json", "").status)
	require.Equal(t, http.StatusNotFound, world.send(http.MethodGet, "/playground", "").status)

	for _, accept := range []string{"*/*", "application/json"} {
		text := world.send(http.MethodGet, "/", "", "Accept", accept)
		require.Contains(t, text.raw, "Accessgraph 1.2.3", accept)
		require.Contains(t, text.header.Values("Vary"), "Accept")
	}
}

func TestPlayground_WithoutItBrowsersGetTheText(t *testing.T) {
	world := newWorld(t)
	require.Contains(t, world.send(http.MethodGet, "/", "", "Accept", "text/html").raw, "Accessgraph 1.2.3")
	require.Equal(t, http.StatusNotFound, world.send(http.MethodGet, "/playground/start.json", "").status)
}

func TestConsole_IsUnderItsFolder(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		options.Console, options.ConsoleDirectOnly = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "console") }), true
	})
	for _, path := range []string{"/console", "/console/", "/console/assets/a.js"} {
		require.Equal(t, "console", world.send(http.MethodGet, path, "").raw)
		require.Equal(t, http.StatusMethodNotAllowed, world.send(http.MethodPost, path, "").status)
		require.Equal(t, http.StatusNotFound, world.send(http.MethodGet, path, "", "X-Forwarded-For", "192.0.2.1").status)
	}
	require.Equal(t, http.StatusNotFound, world.send(http.MethodGet, "/consoles", "").status)
	require.Equal(t, http.StatusNotFound, newWorld(t).send(http.MethodGet, "/console/", "").status)
}
