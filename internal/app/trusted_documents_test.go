package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// manifests returns settings with a folder of manifests.
func manifests(t *testing.T, files map[string]string) config.Server {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	return config.Server{Documents: config.Documents{TrustedDocuments: folder}}
}

func TestTrustedDocuments_TheFormatsOfManifests(t *testing.T) {
	settings := manifests(t, map[string]string{
		"codegen.json": `{"b5…": "query B { __typename }", "a1…": "query A { __typename }"}`,
		"apollo.json": `{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [
			{"id": "c7", "name": "C", "type": "query", "body": "query C { __typename }", "clientName": "web"}]}`,
		"operations.json": `{"operations": "query D { __typename }"}`,
		".ignored":        `x`,
	})
	expected := []api.TrustedDocument{
		{ID: "c7", Text: "query C { __typename }", Manifest: "apollo.json"},
		{ID: "a1…", Text: "query A { __typename }", Manifest: "codegen.json"},
		{ID: "b5…", Text: "query B { __typename }", Manifest: "codegen.json"},
		{ID: "operations", Text: "query D { __typename }", Manifest: "operations.json"},
	}
	documents, err := app.TrustedDocumentsOf(settings)
	require.NoError(t, err)
	require.Equal(t, expected, documents)
	settings.TrustedDocuments = filepath.Join(settings.TrustedDocuments, "apollo.json")
	documents, err = app.TrustedDocumentsOf(settings)
	require.NoError(t, err)
	require.Equal(t, expected[:1], documents)
	documents, err = app.TrustedDocumentsOf(config.Server{})
	require.NoError(t, err)
	require.Empty(t, documents)
}

func TestTrustedDocuments_AManifestThatIsNoneIsRefusedBySentence(t *testing.T) {
	const format = `"format": "apollo-persisted-query-manifest", "version": 1`
	for sentence, files := range map[string]map[string]string{
		"the folder is empty: it needs at least one manifest such as web.json":                                          {".keep": ""},
		"the manifest web.txt is not valid: its name must end in .json":                                                 {"web.txt": "{}"},
		"the manifest web.json is not valid: it has no document":                                                        {"web.json": "{}"},
		"the manifest a.json is not valid: it has no document":                                                          {"a.json": "{" + format + `, "operations": []}`},
		"the manifest b.json is not valid: it must map the IDs of documents to their texts, or be a manifest of Apollo": {"b.json": `{"a": 1}`},
		"the manifest c.json is not valid: it must map the IDs of documents to their texts, or be a manifest of Apollo": {"c.json": `{"": "{a}"}`},
		"the manifest d.json is not valid: its format must be apollo-persisted-query-manifest and its version 1":        {"d.json": `{"format": "apollo-persisted-query-manifest", "version": 2, "operations": []}`},
		"the manifest f.json is not valid: each operation must have an id and a body":                                   {"f.json": "{" + format + `, "operations": [{"id": "a"}]}`},
		"the manifest g.json is not valid: two operations have the same id":                                             {"g.json": "{" + format + `, "operations": [{"id": "a", "body": "{b}"}, {"id": "a", "body": "{c}"}]}`},
		"the manifest h.json is not valid: it must be a JSON object: ":                                                  {"h.json": `["{a}"]`},
		"the manifest i.json is not valid: it must be a JSON object: jsontext: duplicate object member name \"a\"":      {"i.json": `{"a": "{b}", "a": "{c}"}`},
	} {
		_, err := app.TrustedDocumentsOf(manifests(t, files))
		require.ErrorContains(t, err, "the setting ACCESSGRAPH_TRUSTED_DOCUMENTS is not valid: "+sentence)
	}
	_, err := app.TrustedDocumentsOf(config.Server{Documents: config.Documents{TrustedDocumentsMode: config.TrustedDocumentsLog}})
	require.EqualError(t, err, "the setting ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE is not valid: log needs a manifest in ACCESSGRAPH_TRUSTED_DOCUMENTS")
	_, err = app.TrustedDocumentsOf(config.Server{Documents: config.Documents{TrustedDocuments: "nowhere.json"}})
	require.EqualError(t, err, "the setting ACCESSGRAPH_TRUSTED_DOCUMENTS is not valid: reading the manifest: stat nowhere.json: no such file or directory")
}
