package api

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNegotiate(t *testing.T) {
	for accept, want := range map[string]string{
		"":                                  mediaJSON,
		"*/*":                               mediaJSON,
		"application/*":                     mediaJSON,
		"text/html":                         mediaJSON,
		"nonsense;;;":                       mediaJSON,
		"application/json":                  mediaJSON,
		"APPLICATION/JSON":                  mediaJSON,
		"text/html, */*;q=0.8":              mediaJSON,
		"application/json, */*":             mediaJSON,
		"application/graphql-response+json": mediaGraphQL,
		"application/graphql-response+json;charset=utf-8":                                       mediaGraphQL,
		"application/graphql-response+json, application/json;q=0.9":                             mediaGraphQL,
		"application/json;q=0.9 , application/graphql-response+json;q=0.8":                      mediaJSON,
		"application/json, application/graphql-response+json":                                   mediaGraphQL,
		"application/graphql-response+json;q=0, */*":                                            mediaJSON,
		"application/graphql-response+json;q=0.5, */*;q=0.1":                                    mediaGraphQL,
		"application/graphql-response+json;q=0.1, */*;q=0.5":                                    mediaJSON,
		"application/json;q=0, */*":                                                             mediaGraphQL,
		"application/graphql-response+json;q=2, application/json":                               mediaJSON,
		"application/graphql-response+json;q=x, application/json":                               mediaJSON,
		"application/graphql-response+json;q=0":                                                 mediaJSON,
		"application/json;q=0.2, application/json;q=1, application/graphql-response+json;q=0.5": mediaJSON,
	} {
		require.Equal(t, want, negotiate(http.Header{"Accept": {accept}}), accept)
	}
	twice := http.Header{"Accept": {"application/json;q=0.5", "application/graphql-response+json"}}
	require.Equal(t, mediaGraphQL, negotiate(twice))
}
