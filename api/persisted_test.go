package api

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// persistedRequest is a request as clients with automatic persisted queries send it; without a text if that is empty.
func persistedRequest(t *testing.T, text, hash string, others map[string]any) string {
	t.Helper()
	members := map[string]any{"extensions": map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hash}}}
	if text != "" {
		members["query"] = text
	}
	maps.Copy(members, others)
	body, err := json.Marshal(members)
	require.NoError(t, err)
	return string(body)
}

func (w *world) getPersisted(text, hash string, headers ...string) reply {
	w.t.Helper()
	parameters := url.Values{"extensions": {fmt.Sprintf(`{"persistedQuery":{"version":1,"sha256Hash":%q}}`, hash)}}
	if text != "" {
		parameters.Set("query", text)
	}
	return w.send(http.MethodGet, "/graphql?"+parameters.Encode(), "", headers...)
}

func TestPersistedQueries_AreFoundOnceTheirTextWasSent(t *testing.T) {
	const text = "query Hello($name: String) {hello(name: $name)}"
	hash := hashOf(text)
	world := newWorld(t)
	unknown := world.post(persistedRequest(t, "", hash, nil))
	require.Equal(t, "PersistedQueryNotFound", unknown.Errors[0].Message)
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", unknown.Errors[0].Extensions.Code)
	require.Empty(t, world.post(persistedRequest(t, text, hash, nil)).Errors)
	for name, got := range map[string]reply{
		"POST":                           world.post(persistedRequest(t, "", hash, map[string]any{"variables": map[string]any{"name": "Ada"}})),
		"GET":                            world.getPersisted("", hash, headerKey, goodKey),
		"documentId":                     world.post(`{"documentId":"sha256:` + hash + `"}`),
		"documentId without its prefix":  world.post(`{"documentId":"` + hash + `"}`),
		"documentId by GET":              world.send(http.MethodGet, "/graphql?documentId=sha256%3A"+hash, "", headerKey, goodKey),
		"both":                           world.post(persistedRequest(t, "", hash, map[string]any{"documentId": "sha256:" + hash})),
		"an operation by its name":       world.post(persistedRequest(t, "", hash, map[string]any{"operationName": "Hello"})),
		"another member of the protocol": world.post(`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `","miss":true}}}`),
	} {
		require.JSONEq(t, `{"data":{"hello":"hello"}}`, got.raw, name)
	}
	wrong := world.post(persistedRequest(t, "", hash, map[string]any{"variables": map[string]any{"name": 1}}))
	require.Equal(t, "DATA_NOT_VALID", wrong.reason())
	require.NotContains(t, world.log.String(), hash)
}

func TestPersistedQueries_AreRegisteredByGetToo(t *testing.T) {
	world := newWorld(t)
	require.Empty(t, world.getPersisted("{hello}", hashOf("{hello}"), headerKey, goodKey).Errors)
	require.Empty(t, world.getPersisted("", hashOf("{hello}"), headerKey, goodKey).Errors)
}

func TestPersistedQueries_AMutationNeedsPost(t *testing.T) {
	const text = "mutation {touch}"
	world := newWorld(t)
	require.Equal(t, http.StatusMethodNotAllowed, world.getPersisted(text, hashOf(text), headerKey, goodKey).status)
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", world.post(persistedRequest(t, "", hashOf(text), nil)).reason(), "it was not carried out")
	require.Empty(t, world.post(persistedRequest(t, text, hashOf(text), nil)).Errors)
	require.Equal(t, int64(1), world.executed.Load())
	got := world.getPersisted("", hashOf(text), headerKey, goodKey)
	require.Equal(t, http.StatusMethodNotAllowed, got.status)
	require.Equal(t, "POST", got.header.Get("Allow"))
	require.Equal(t, int64(1), world.executed.Load())
	require.Empty(t, world.post(persistedRequest(t, "", hashOf(text), nil)).Errors)
}

// Only what a caller with a key sent, and what may be executed, is remembered.
func TestPersistedQueries_OthersAreNotRemembered(t *testing.T) {
	for name, test := range map[string]struct{ text, reason string }{
		"not GraphQL":      {"{hello", "GRAPHQL_PARSE_FAILED"},
		"not valid":        {"{nothing}", "GRAPHQL_VALIDATION_FAILED"},
		"too many tokens":  {"{" + strings.Repeat("hello ", 2001) + "}", "LIMIT_EXCEEDED"},
		"beyond the depth": {"{people{nodes" + strings.Repeat("{boss", 15) + "{id}" + strings.Repeat("}", 16) + "}", "LIMIT_EXCEEDED"},
		"too large":        {"{hello} #" + strings.Repeat("a", 100_000), "LIMIT_EXCEEDED"},
		"without its variable": {
			"query($id: ID!) {node(id: $id) {id}}", "DATA_NOT_VALID",
		},
	} {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			require.Equal(t, test.reason, world.post(persistedRequest(t, test.text, hashOf(test.text), nil)).reason())
			require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", world.post(persistedRequest(t, "", hashOf(test.text), nil)).reason())
		})
	}
	const public = "{serverInfo}"
	world := newWorld(t)
	plain := []string{"Content-Type", plainJSON}
	require.Empty(t, world.send(http.MethodPost, "/graphql", persistedRequest(t, public, hashOf(public), nil), plain...).Errors)
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", world.post(persistedRequest(t, "", hashOf(public), nil)).reason(), "it was sent without a key")
	require.Empty(t, world.post(persistedRequest(t, public, hashOf(public), nil)).Errors)
	got := world.send(http.MethodPost, "/graphql", persistedRequest(t, "", hashOf(public), nil), plain...)
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", got.reason(), "who has no key cannot find out what others sent")
}

func TestPersistedQueries_WhatIsWrongWithARequest(t *testing.T) {
	hash := hashOf("{hello}")
	for body, problem := range map[string]struct {
		status          int
		message, reason string
		path, wrong     string
	}{
		`{"extensions":{"persistedQuery":"x"}}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "extensions.persistedQuery", "must be a JSON object",
		},
		`{"extensions":{"persistedQuery":{}}}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "extensions.persistedQuery.version", "must be a number",
		},
		`{"extensions":{"persistedQuery":{"version":"1","sha256Hash":"a"}}}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "extensions.persistedQuery.version", "must be a number",
		},
		`{"extensions":{"persistedQuery":{"version":1}}}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "extensions.persistedQuery.sha256Hash", "must be specified",
		},
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":7}}}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "extensions.persistedQuery.sha256Hash", "must be a string",
		},
		`{"extensions":{"persistedQuery":null}}`: {400, "Bad request sent", "REQUEST_NOT_VALID", "query", "must be specified"},
		`{"documentId":""}`:                      {400, "Bad request sent", "REQUEST_NOT_VALID", "query", "must be specified"},
		`{"documentId":7}`:                       {400, "Bad request sent", "REQUEST_NOT_VALID", "documentId", "must be a string"},
		`{"documentId":"sha256:` + strings.ToUpper(hash) + `"}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "documentId", "must have 64 hexadecimal digits in lower case after sha256:",
		},
		`{"documentId":"a","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}}`: {
			400, "Bad request sent", "REQUEST_NOT_VALID", "documentId", "must be the hash of extensions.persistedQuery, if both are sent",
		},
		`{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"` + hash + `"}}}`: {
			200, "Unsupported persisted query version", "PERSISTED_QUERY_NOT_SUPPORTED", "", "",
		},
		persistedRequest(t, "{hello }", hash, nil): {
			200, "provided sha does not match query", "PERSISTED_QUERY_HASH_MISMATCH", "", "",
		},
		persistedRequest(t, "{hello}", strings.ToUpper(hash), nil): {
			200, "provided sha does not match query", "PERSISTED_QUERY_HASH_MISMATCH", "", "",
		},
		`{"query":"{hello}","documentId":"of-another"}`: {
			200, "provided sha does not match query", "PERSISTED_QUERY_HASH_MISMATCH", "", "",
		},
	} {
		world := newWorld(t)
		got := world.post(body)
		require.Equal(t, problem.status, got.status, body)
		require.Equal(t, problem.message, got.Errors[0].Message, body)
		require.Equal(t, problem.reason, got.reason(), body)
		if problem.path != "" {
			require.Equal(t, map[string]any{problem.path: problem.wrong}, got.Errors[0].Extensions.Data, body)
		}
		require.Zero(t, world.executed.Load())
	}
	world := newWorld(t)
	got := world.send(http.MethodGet, "/graphql?documentId=a&documentId=b", "", headerKey, goodKey)
	require.Equal(t, map[string]any{"documentId": "must be given once"}, got.Errors[0].Extensions.Data)
}

func TestPersistedQueries_TheLeastRecentlyUsedIsForgotten(t *testing.T) {
	for name, limit := range map[string]map[string]int{
		"entries": {"persistedQueries": 2}, "bytes": {"persistedQueriesBytes": 2 * len("{a:hello}")},
	} {
		t.Run(name, func(t *testing.T) {
			limits, err := DefaultLimits().With(limit)
			require.NoError(t, err)
			world := newWorld(t, func(options *Options) { options.Limits = limits })
			register := func(text string) { require.Empty(t, world.post(persistedRequest(t, text, hashOf(text), nil)).Errors) }
			reasonOf := func(text string) string { return world.post(persistedRequest(t, "", hashOf(text), nil)).reason() }
			register("{a:hello}")
			register("{b:hello}")
			require.Empty(t, reasonOf("{a:hello}"))
			register("{c:hello}")
			require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", reasonOf("{b:hello}"))
			require.Empty(t, reasonOf("{a:hello}"))
			require.Empty(t, reasonOf("{c:hello}"))
			if name == "bytes" {
				register("{a:hello b:hello c:hello}")
				require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", reasonOf("{a:hello b:hello c:hello}"), "larger than all may be")
				require.Empty(t, reasonOf("{a:hello}"), "nothing made room for it")
			}
		})
	}
}

// A hash is short, and what it stands for is charged all the same.
func TestPersistedQueries_CostWhatTheirTextCosts(t *testing.T) {
	limits := DefaultLimits()
	limits.Cost, limits.PointsPerApplication = 50, 350
	text := "{hello} #" + strings.Repeat("a", 9_000)
	fixed := time.Unix(1_700_000_000, 0)
	world := newWorld(t, func(options *Options) { options.Limits, options.Clock = limits, func() time.Time { return fixed } })
	require.Empty(t, world.post(persistedRequest(t, text, hashOf(text), nil)).Errors)
	require.Empty(t, world.post(persistedRequest(t, "", hashOf(text), nil)).Errors)
	require.Empty(t, world.post(persistedRequest(t, "", hashOf(text), nil)).Errors)
	require.Empty(t, world.post(persistedRequest(t, "", hashOf(text), nil)).Errors)
	require.Equal(t, http.StatusTooManyRequests, world.post(persistedRequest(t, "", hashOf(text), nil)).status)
}

func TestPersistedQueries_AreSharedWithoutTheAuthorityOfTheirSender(t *testing.T) {
	world := newWorld(t, func(options *Options) { options.Introspection = IntrospectionOff })
	world.stub.resolvers["hello"] = func(ctx context.Context) (any, error) { return senderOf(ctx).caller.ApplicationID, nil }
	require.JSONEq(t, `{"data":{"hello":"app_1"}}`, world.post(persistedRequest(t, "{hello}", hashOf("{hello}"), nil)).raw)
	require.Equal(t, http.StatusUnauthorized, world.send(http.MethodPost, "/graphql", persistedRequest(t, "", hashOf("{hello}"), nil), "Content-Type", plainJSON, headerKey, "other").status)
	const schema = "{__schema {types {name}}}"
	require.Equal(t, "GRAPHQL_VALIDATION_FAILED", world.post(persistedRequest(t, schema, hashOf(schema), nil)).reason())
	require.Equal(t, "PERSISTED_QUERY_NOT_FOUND", world.post(persistedRequest(t, "", hashOf(schema), nil)).reason())
}
