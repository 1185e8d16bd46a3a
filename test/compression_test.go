package test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/resolvers"
)

// encodedResponse sends a document and returns the response as it came over the wire.
func encodedResponse(t *testing.T, c client, accepted, document string) (encoding string, vary []string, body []byte) {
	t.Helper()
	text, err := json.Marshal(map[string]any{"query": document})
	require.NoError(t, err)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url, bytes.NewReader(text))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", c.key)
	if accepted != "" {
		request.Header.Set("Accept-Encoding", accepted)
	}
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(request)
	require.NoError(t, err)
	body, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.Header.Get("Content-Encoding"), response.Header.Values("Vary"), body
}

func decoded(t *testing.T, encoding string, body []byte) string {
	t.Helper()
	var reader io.Reader = bytes.NewReader(body)
	switch encoding {
	case "gzip":
		unpacked, err := gzip.NewReader(reader)
		require.NoError(t, err)
		reader = unpacked
	case "zstd":
		unpacked, err := zstd.NewReader(reader)
		require.NoError(t, err)
		defer unpacked.Close()
		reader = unpacked
	}
	text, err := io.ReadAll(reader)
	require.NoError(t, err)
	return string(text)
}

func TestCompression_ByAcceptEncoding(t *testing.T) {
	w := newLadenWorld(t)
	const page = "{ accesses(first: 100) { nodes { id state firstName lastName createdAt privateIdentity { id emailAddress } } } }"
	_, _, plain := encodedResponse(t, w.admin, "", page)
	for accepted, encoding := range map[string]string{
		"": "", "identity": "", "br": "", "gzip": "gzip", "zstd": "zstd", "gzip, deflate, br, zstd": "zstd",
		"gzip;q=1, zstd;q=0.5": "gzip", "gzip;q=0": "", "zstd;q=0, gzip": "gzip",
	} {
		got, vary, body := encodedResponse(t, w.admin, accepted, page)
		require.Equal(t, encoding, got, accepted)
		require.Contains(t, vary, "Accept-Encoding")
		require.Equal(t, string(plain), decoded(t, got, body), accepted)
		if encoding != "" {
			t.Logf("%s: %d bytes of %d", encoding, len(body), len(plain))
			require.Less(t, len(body)*4, len(plain))
		}
		got, _, _ = encodedResponse(t, w.admin, accepted, "{ viewer { scopes } }")
		require.Empty(t, got, "a small response")
	}
}

// TestCompression_NotOfSecrets makes the same response with and without the secret that it shows only once.
func TestCompression_NotOfSecrets(t *testing.T) {
	w := newWorld(t)
	long := "a: application { ...all } b: application { ...all } c: application { ...all }"
	const all = " fragment all on Application { id name scopes keys { id createdAt expiresAt } createdAt updatedAt version }"
	create := func(selection string) string {
		return `mutation { createApplication(input: {name: "` + strings.Repeat("n", 40) + `", scopes: [ACCESS_READ, ACCESS_WRITE, USER_ACCESS_READ]}) { ` +
			long + " " + selection + " } }" + all
	}
	for selection, encoding := range map[string]string{
		"apiKeyId": "gzip",
		"apiKey":   "",
		"... on CreateApplicationPayload { apiKey }":                             "",
		"...shown fragment shown on CreateApplicationPayload { secret: apiKey }": "",
	} {
		selected, fragment, isFragment := strings.Cut(selection, " fragment ")
		document := create(selected)
		if isFragment {
			document += " fragment " + fragment
		}
		got, _, body := encodedResponse(t, w.admin, "gzip", document)
		text := decoded(t, got, body)
		require.NotContains(t, text, `"errors"`)
		require.Greater(t, len(text), 1024)
		require.Equal(t, encoding, got, selection)
	}
}

// TestSecret_MarksWhatIsShownOnlyOnce reads the schema: what says that it is returned only once is marked, and nothing else; and no
// query reaches it, in whose response it could be compressed.
func TestSecret_MarksWhatIsShownOnlyOnce(t *testing.T) {
	schema := resolvers.Schema()
	marked := 0
	for _, definition := range schema.Types {
		for _, field := range definition.Fields {
			isMarked := field.Directives.ForName("secret") != nil
			require.Equal(t, definition.Kind == ast.Object && definition != schema.Mutation && strings.Contains(field.Description, "secret") && strings.Contains(field.Description, "returned only once"), isMarked, "%s.%s", definition.Name, field.Name)
			if isMarked {
				marked++
			}
		}
	}
	require.GreaterOrEqual(t, marked, 3)
	reached := map[string]bool{}
	var reach func(*ast.Definition)
	reach = func(definition *ast.Definition) {
		if definition == nil || reached[definition.Name] {
			return
		}
		reached[definition.Name] = true
		for _, field := range definition.Fields {
			require.Nil(t, field.Directives.ForName("secret"), "%s.%s", definition.Name, field.Name)
			reach(schema.Types[field.Type.Name()])
		}
		for _, possible := range schema.GetPossibleTypes(definition) {
			reach(possible)
		}
	}
	reach(schema.Query)
	require.Greater(t, len(reached), 50)
}
