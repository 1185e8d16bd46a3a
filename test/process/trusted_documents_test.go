package process_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// reasonOf sends a body and returns the reason of the first error; empty if there is none.
func (p *process) reasonOf(t *testing.T, body string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.endpoint, bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Api-Key", p.key)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	var sent struct {
		Errors []struct{ Extensions struct{ Reason string } }
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&sent))
	if len(sent.Errors) == 0 {
		return ""
	}
	return sent.Errors[0].Extensions.Reason
}

func TestHangup_ReloadsTheTrustedDocuments(t *testing.T) {
	manifest := filepath.Join(t.TempDir(), "web.json")
	write := func(content string) { require.NoError(t, os.WriteFile(manifest, []byte(content), 0o600)) }
	write(`{"one": "{ viewer { scopes } }"}`)
	p := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_TRUSTED_DOCUMENTS="+manifest, "ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE=enforce")
	require.Empty(t, p.reasonOf(t, `{"documentId": "one"}`))
	require.Equal(t, "OPERATION_NOT_ALLOWED", p.reasonOf(t, `{"documentId": "two"}`))
	write(`{"two": "{ viewer { application { name } } }"}`)
	p.signal(t, syscall.SIGHUP)
	p.log.waitFor(t, `"documents":1`)
	require.Empty(t, p.reasonOf(t, `{"documentId": "two"}`))
	require.Equal(t, "OPERATION_NOT_ALLOWED", p.reasonOf(t, `{"query": "{ viewer { scopes } }"}`))
	write(`{"three": "{ viewer { nothing } }"}`)
	p.signal(t, syscall.SIGHUP)
	p.log.waitFor(t, "the trusted documents could not be reloaded: the ones in force stay")
	require.Contains(t, p.log.String(), `the trusted document three of web.json is not valid: line 1, column 12: Cannot query field \"nothing\" on type \"Viewer\".`)
	require.Empty(t, p.reasonOf(t, `{"documentId": "two"}`))
	p.interrupt(t)
}

func TestStart_StopsAtATrustedDocumentThatIsNotValid(t *testing.T) {
	manifest := filepath.Join(t.TempDir(), "web.json")
	require.NoError(t, os.WriteFile(manifest, []byte(`{"a1": "query Page {\n  viewer { nothing }\n}"}`), 0o600))
	for setting, sentence := range map[string]string{
		"ACCESSGRAPH_TRUSTED_DOCUMENTS=" + manifest: "accessgraph: the setting ACCESSGRAPH_TRUSTED_DOCUMENTS is not valid: the trusted document a1 (Page) of web.json is not valid: " +
			"line 2, column 12: Cannot query field \"nothing\" on type \"Viewer\".\n",
		"ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE=enforce": "accessgraph: the setting ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE is not valid: enforce needs a manifest in ACCESSGRAPH_TRUSTED_DOCUMENTS\n",
	} {
		command := exec.CommandContext(t.Context(), binary(t))
		command.Env = []string{"ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_DATA=" + storetest.Folder(t), setting}
		var printed, logged bytes.Buffer
		command.Stdout, command.Stderr = &printed, &logged
		require.Error(t, command.Run())
		require.Equal(t, sentence, logged.String())
		require.Empty(t, printed.String())
	}
}
