package process_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// file writes a file and returns its name.
func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// TestSettingsFile_OfAServer starts a server whose key is in a file that its settings file names, and exports by the same file.
func TestSettingsFile_OfAServer(t *testing.T) {
	folder := storetest.Folder(t)
	key := strings.TrimSpace(output(t, binary(t), folder, "key", "new"))
	settings := file(t, "data: /nowhere\nlimits: {depth: 9}\nbootstrap-key-file: "+file(t, key+"\n"))
	running := launch(t, binary(t), folder, "ACCESSGRAPH_CONFIG="+settings)
	require.Empty(t, running.key, "none is generated")
	running.key = key
	require.Contains(t, running.must(t, "{ serverInfo { limits { name value } } }", nil)["serverInfo"].(map[string]any)["limits"],
		map[string]any{"name": "depth", "value": 9.0})
	archive := filepath.Join(t.TempDir(), "archive")
	require.Contains(t, output(t, binary(t), folder, "export", "--archive", archive, "--config", settings), "documents exported: ")
	running.interrupt(t)
	require.NotContains(t, running.log.String(), key)
}

func TestConfigCheck_ExitsAsServeWould(t *testing.T) {
	settings := file(t, "listen: 127.0.0.1:0\nlimts: {depth: 9}\n")
	require.Contains(t, refusal(t, binary(t), nil, "config", "check", "--config", settings), "problems in the settings: 1")
	require.Contains(t, refusal(t, binary(t), nil, "--config", settings), "the setting limts ("+settings+", line 2) is unknown")
	require.Contains(t, output(t, binary(t), t.TempDir(), "config", "check"), "listen: 127.0.0.1:8080 (default)\n")
}
