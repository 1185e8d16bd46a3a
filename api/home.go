package api

import (
	"html"
	"net/http"
	"strings"
)

const homePage = `Accessgraph VERSION

The GraphQL endpoint is ADDRESS/graphql (POST with application/json, or GET for queries).

A first query, which needs no key:

  curl ADDRESS/graphql -H 'Content-Type: application/json' \
    -d '{"query": "{ serverInfo { version } }"}'

Everything else needs an API key:

  curl ADDRESS/graphql -H 'Content-Type: application/json' -H "X-API-Key: $KEY" \
    -d '{"query": "{ viewer { application { name } company { name } scopes } }"}'

The first start prints a key. /healthz answers for the process, /readyz for its store too.
`

// welcome serves the playground to browsers, and a text to other clients, which do not accept a page.
func welcome(playground http.Handler, text http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		for _, accepted := range r.Header.Values("Accept") {
			if strings.Contains(accepted, "text/html") {
				playground.ServeHTTP(w, r)
				return
			}
		}
		text(w, r)
	}
}

// home tells people where the endpoint is.
func home(version string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		address := "http://"
		if r.TLS != nil {
			address = "https://"
		}
		// No host has a character to escape; a client can still send one that a careless reader takes for markup.
		address += html.EscapeString(r.Host)
		writeText(w, http.StatusOK, strings.NewReplacer("VERSION", version, "ADDRESS", address).Replace(homePage))
	}
}
