package api

import (
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

// home tells people where the endpoint is.
func home(version string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme := "http://"
		if r.TLS != nil {
			scheme = "https://"
		}
		writeText(w, http.StatusOK, strings.NewReplacer("VERSION", version, "ADDRESS", scheme+r.Host).Replace(homePage))
	}
}
