package process_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

func (p *process) signal(t *testing.T, signal os.Signal) {
	t.Helper()
	require.NoError(t, p.command.Process.Signal(signal))
}

// status returns what an address of the server answers; 0 when it does not.
func (p *process) status(ctx context.Context, path string) int {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(p.endpoint, "/graphql")+path, nil)
	if err != nil {
		return 0
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}

func TestStop_ReadinessTurnsBeforeTheListenerCloses(t *testing.T) {
	p := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_DRAIN_DELAY=1h")
	require.Equal(t, http.StatusOK, p.status(t.Context(), "/readyz"))
	p.signal(t, syscall.SIGTERM)
	for p.status(t.Context(), "/readyz") != http.StatusServiceUnavailable {
		require.NoError(t, t.Context().Err())
	}
	require.Equal(t, http.StatusOK, p.status(t.Context(), "/healthz"))
	p.must(t, `{ viewer { scopes } }`, nil)
	p.signal(t, syscall.SIGTERM)
	require.Error(t, <-p.exited, "a second signal ends the program at once")
}

// TestStop_ASlowBodyIsNotWaitedFor stops a server that reads a body which never comes to its end.
func TestStop_ASlowBodyIsNotWaitedFor(t *testing.T) {
	p := launch(t, binary(t), storetest.Folder(t))
	address := strings.TrimSuffix(strings.TrimPrefix(p.endpoint, "http://"), "/graphql")
	slow, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	defer func() { require.NoError(t, slow.Close()) }()
	_, err = fmt.Fprintf(slow, "POST /graphql HTTP/1.1\r\nHost: %s\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n", address, p.key)
	require.NoError(t, err)
	reader := bufio.NewReader(slow)
	line, err := reader.ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, "100 Continue", "the body is being read now")
	_, err = slow.Write([]byte(`{"query":`))
	require.NoError(t, err)
	p.interrupt(t)
	rest, err := io.ReadAll(reader)
	require.NoError(t, err)
	require.Contains(t, string(rest), "400 Bad Request")
	require.NotContains(t, p.log.String(), `"level":"error"`)
}

func TestHangup_ReadsTheAgreementsAgain(t *testing.T) {
	folder := t.TempDir()
	agree := func(version, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, version+".txt"), []byte("Terms\n"+text), 0o600))
	}
	agree("1.0", "First.")
	p := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_AGREEMENTS="+folder)
	current := func() string {
		identity := p.must(t, `mutation { createExternalPersonalIdentity(input: {firstName: "A", lastName: "B", emailAddress: "a@example.com", managed: true}) { externalPersonalIdentity { id } } }`, nil)
		access := p.must(t, `mutation($id: ID!) { createAccess(input: {type: PRIVATE, privateId: $id, managed: true, firstName: "A", lastName: "B"}) { access { id } } }`,
			map[string]any{"id": dig(identity, "createExternalPersonalIdentity", "externalPersonalIdentity", "id")})
		read := p.must(t, `query($id: ID!) { accessUserAgreement(accessId: $id) { version } }`, map[string]any{"id": dig(access, "createAccess", "access", "id")})
		return dig(read, "accessUserAgreement", "version").(string)
	}
	require.Equal(t, "1.0", current())
	agree("2.0", "Second.")
	p.signal(t, syscall.SIGHUP)
	p.log.waitFor(t, "the agreements were reloaded")
	require.Equal(t, "2.0", current())
	agree("1.0", "Another first.")
	agree("3.0", "Third.")
	p.signal(t, syscall.SIGHUP)
	p.log.waitFor(t, "the agreement of version 1.0 is not the one that was stored under this version")
	require.Equal(t, "2.0", current())
	agree("1.0", "First.")
	require.NoError(t, os.Remove(filepath.Join(folder, "3.0.txt")))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "notes.md"), []byte("x"), 0o600))
	p.signal(t, syscall.SIGHUP)
	p.log.waitFor(t, "the agreements could not be reloaded")
	require.Equal(t, "2.0", current())
	p.interrupt(t)
}

// TestStart_RefusesAnotherTextOfAStoredAgreement changes an agreement that was in force before: the server does not start, and starts
// again once the text is restored or has a version of its own.
func TestStart_RefusesAnotherTextOfAStoredAgreement(t *testing.T) {
	data, folder := storetest.Folder(t), t.TempDir()
	agree := func(version, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, version+".txt"), []byte("Terms\n"+text), 0o600))
	}
	agree("1.0", "First.")
	p := launch(t, binary(t), data, "ACCESSGRAPH_AGREEMENTS="+folder)
	p.interrupt(t)
	agree("1.0", "Another first.")
	require.Contains(t, refusal(t, binary(t), []string{"ACCESSGRAPH_AGREEMENTS=" + folder, "ACCESSGRAPH_DATA=" + data}, "serve", "--listen", "127.0.0.1:0"),
		"ACCESSGRAPH_AGREEMENTS")
	agree("1.0", "First.")
	agree("1.1", "Another first.")
	p = launch(t, binary(t), data, "ACCESSGRAPH_AGREEMENTS="+folder)
	p.interrupt(t)
}

func dig(value any, names ...string) any {
	for _, name := range names {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	return value
}

// TestLog_WhoseReaderGoesAway closes standard error's other end under the server.
func TestLog_WhoseReaderGoesAway(t *testing.T) {
	reading, writing, err := os.Pipe()
	require.NoError(t, err)
	p := launchLoggingTo(t, writing, binary(t), storetest.Folder(t))
	require.NoError(t, writing.Close())
	require.NoError(t, reading.Close())
	for range 50 {
		p.must(t, `{ viewer { scopes } }`, nil)
	}
	p.interrupt(t)
}

// TestLog_ThatNobodyReads answers more requests than a pipe and the buffer hold, stops, and tells afterwards what was lost.
func TestLog_ThatNobodyReads(t *testing.T) {
	reading, writing, err := os.Pipe()
	require.NoError(t, err)
	p := launchLoggingTo(t, writing, binary(t), storetest.Folder(t), "ACCESSGRAPH_METRICS=on")
	require.NoError(t, writing.Close())
	requireNotFound(t, p, 10_000)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(p.endpoint, "/graphql")+"/metrics", nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	metrics, err := io.ReadAll(response.Body)
	require.NoError(t, errors.Join(err, response.Body.Close()))
	require.Regexp(t, `accessgraph_log_lines_dropped_total [1-9]`, string(metrics))
	p.interrupt(t)
	text, err := io.ReadAll(reading)
	require.NoError(t, err)
	require.NotEmpty(t, bytes.TrimSpace(text))
}

// requireNotFound sends requests for an address that is not served, one after the other on one connection.
func requireNotFound(t *testing.T, p *process, requests int) {
	t.Helper()
	address := strings.TrimSuffix(strings.TrimPrefix(p.endpoint, "http://"), "/graphql")
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	sent := make(chan error, 1)
	go func() {
		_, err := io.WriteString(connection, strings.Repeat("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", requests))
		sent <- err
	}()
	responses := bufio.NewReader(connection)
	for range requests {
		response, err := http.ReadResponse(responses, nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusNotFound, response.StatusCode)
		_, err = io.Copy(io.Discard, response.Body)
		require.NoError(t, errors.Join(err, response.Body.Close()))
	}
	require.NoError(t, errors.Join(<-sent, connection.Close()))
}

// TestStop_WhenTheStoreHasStopped removes the data folder under the server: the next write is refused as certainly not made,
// and the process ends with an error, so that a supervisor starts it again.
func TestStop_WhenTheStoreHasStopped(t *testing.T) {
	folder := storetest.Folder(t)
	p := launch(t, binary(t), folder)
	require.NoError(t, os.RemoveAll(folder))
	_, err := createCustomerNamed(t.Context(), p, p.key, "Lost")
	require.Error(t, err)
	require.NotContains(t, err.Error(), "COMMIT_OUTCOME_UNKNOWN")
	var exit *exec.ExitError
	require.ErrorAs(t, <-p.exited, &exit)
	require.Equal(t, 1, exit.ExitCode())
	require.Contains(t, p.log.String(), "accessgraph: the store has stopped")
}
