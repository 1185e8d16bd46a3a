package process_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

func TestRepair_OfADamagedStore(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	environment := []string{"ACCESSGRAPH_DATA=" + folder}
	running := launch(t, built, folder)
	spoiledID, err := createCustomerNamed(t.Context(), running, running.key, "Spoiled Engines Ltd")
	require.NoError(t, err)
	intactID, err := createCustomerNamed(t.Context(), running, running.key, "Other Engines Ltd")
	require.NoError(t, err)
	value(t, output(t, built, folder, "verify"), "documents verified")
	require.Equal(t, "0", value(t, output(t, built, folder, "repair"), "problems left"))
	running.interrupt(t)

	path := filepath.Join(folder, "accessgraph.db")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, bytes.ReplaceAll(content, []byte("Spoiled Engines Ltd"), []byte("Rotten! Engines Ltd")), 0o600))
	require.Contains(t, refusal(t, built, environment, "verify"), "run `accessgraph repair`")
	name := filepath.Join(t.TempDir(), "a.archive")
	told := refusal(t, built, environment, "export", "--archive", name)
	require.Contains(t, told, `left out: customers, _id "`+spoiledID+`": the record does not match its checksum`)
	require.Contains(t, told, "run `accessgraph verify`")
	require.FileExists(t, name)

	told = refusal(t, built, environment, "repair")
	require.Contains(t, told, "records could not be read: they are in "+folder)
	value(t, output(t, built, folder, "verify"), "documents verified")
	again := launch(t, built, folder)
	data, err := ask(t.Context(), again.endpoint, running.key, `query($id: ID!) { customer(customerId: $id) { name } }`, map[string]any{"id": intactID})
	require.NoError(t, err)
	require.Equal(t, "Other Engines Ltd", data["customer"].(map[string]any)["name"])
	again.interrupt(t)
}

func TestSubcommands_CreateNoStore(t *testing.T) {
	built := binary(t)
	for name, words := range map[string][]string{
		"export":      {"export", "--archive", "-"},
		"migrate":     {"migrate"},
		"key":         {"key", "issue", "--application", "app"},
		"company":     {"company", "create", "--name", "Engines"},
		"application": {"application", "create", "--company", "com", "--name", "a", "--scopes", "b"},
		"verify":      {"verify"},
		"repair":      {"repair"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(storetest.Folder(t), "none")
			require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, words...), "there is no store: check the name of the data folder")
			require.NoDirExists(t, folder)
		})
	}
}
