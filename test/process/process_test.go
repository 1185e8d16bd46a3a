package process_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// process is the real program, started as a user starts it.
type process struct {
	command  *exec.Cmd
	key      string
	endpoint string
	// playground is the link to it; empty when none was printed.
	playground string
	log        *logText
	exited     chan error
}

// logText gathers a log, and lets a test wait for a line of it.
type logText struct {
	mutex sync.Mutex
	text  bytes.Buffer
	more  chan struct{}
}

func newLogText() *logText { return &logText{more: make(chan struct{}, 1)} }

func (l *logText) Write(text []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	select {
	case l.more <- struct{}{}:
	default:
	}
	return l.text.Write(text)
}

func (l *logText) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

func (l *logText) waitFor(t *testing.T, message string) {
	t.Helper()
	for !strings.Contains(l.String(), message) {
		select {
		case <-l.more:
		case <-t.Context().Done():
			require.Fail(t, "not logged", message)
		}
	}
}

func launch(t *testing.T, built, folder string, settings ...string) *process {
	t.Helper()
	return launchLoggingTo(t, nil, built, folder, settings...)
}

// launchLoggingTo has the program log to a writer; to the process's own, when that is nil.
func launchLoggingTo(t *testing.T, log io.Writer, built, folder string, settings ...string) *process {
	t.Helper()
	started := &process{command: exec.CommandContext(t.Context(), built), log: newLogText(), exited: make(chan error, 1)}
	if log == nil {
		log = started.log
	}
	started.command.Env = append([]string{"ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_DATA=" + folder}, settings...)
	started.command.Stderr = log
	out, err := started.command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, started.command.Start())
	lines := bufio.NewScanner(out)
	for started.endpoint == "" && lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "API key":
			started.key = value
		case "Playground":
			started.playground = value
		case "Endpoint":
			started.endpoint = value
		}
	}
	require.NotEmpty(t, started.endpoint, "the program did not start: %s", started.log)
	go func() {
		_, _ = io.Copy(io.Discard, out)
		started.exited <- started.command.Wait()
	}()
	return started
}

func (p *process) interrupt(t *testing.T) {
	t.Helper()
	require.NoError(t, p.command.Process.Signal(os.Interrupt))
	require.NoError(t, <-p.exited, p.log.String())
}

func (p *process) kill(t *testing.T) {
	t.Helper()
	require.NoError(t, p.command.Process.Kill())
	<-p.exited
}

// ask sends a request and returns the answer's data; an error means that none was received.
func ask(ctx context.Context, endpoint, key, query string, variables map[string]any) (map[string]any, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data   map[string]any `json:"data"`
		Errors []any          `json:"errors"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if len(answer.Errors) > 0 {
		return nil, fmt.Errorf("answered %v", answer.Errors)
	}
	return answer.Data, nil
}

const createCustomerMutation = `mutation($name: String!) { createCustomer(input: {name: $name}) { customer { id name } } }`

func createCustomerNamed(ctx context.Context, p *process, key, name string) (string, error) {
	data, err := ask(ctx, p.endpoint, key, createCustomerMutation, map[string]any{"name": name})
	if err != nil {
		return "", err
	}
	customer := data["createCustomer"].(map[string]any)["customer"].(map[string]any)
	return customer["id"].(string), nil
}

func TestServe_ASecondStartFindsEverything(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	first := launch(t, built, folder)
	require.NotEmpty(t, first.key)
	id, err := createCustomerNamed(t.Context(), first, first.key, "Engines Ltd")
	require.NoError(t, err)
	for _, path := range []string{"/healthz", "/readyz", "/"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(first.endpoint, "/graphql")+path, nil)
		require.NoError(t, err)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, response.StatusCode, path)
		require.NoError(t, response.Body.Close())
	}
	first.interrupt(t)

	second := launch(t, built, folder, "ACCESSGRAPH_LIMITS=depth=9")
	require.Empty(t, second.key, "the key is printed once")
	info, err := ask(t.Context(), second.endpoint, first.key, "{ viewer { application { keys { lastUsedAt } } } serverInfo { limits { name value } } }", nil)
	require.NoError(t, err)
	require.Contains(t, fmt.Sprint(info["viewer"]), fmt.Sprint("lastUsedAt:", time.Now().UTC().Year()), "the first server wrote it when it drained, at the latest")
	require.Contains(t, fmt.Sprint(info["serverInfo"]), "name:depth value:9")
	data, err := ask(t.Context(), second.endpoint, first.key, `query($id: ID!) { customer(customerId: $id) { name } }`, map[string]any{"id": id})
	require.NoError(t, err)
	require.Equal(t, "Engines Ltd", data["customer"].(map[string]any)["name"])
	second.interrupt(t)
	require.NotContains(t, second.log.String(), first.key)
}

func TestBootstrapKey_IsUsedAndNeverPrinted(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	key := strings.TrimSpace(output(t, built, folder, "key", "new"))
	started := launch(t, built, folder, "ACCESSGRAPH_BOOTSTRAP_KEY="+key)
	require.Empty(t, started.key)
	require.NotContains(t, started.playground, "key")
	_, err := createCustomerNamed(t.Context(), started, key, "Engines Ltd")
	require.NoError(t, err)
	started.interrupt(t)
	require.NotContains(t, started.log.String(), key)
}

// output runs a subcommand that has to succeed.
func output(t *testing.T, built, folder string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), built, arguments...)
	command.Env = []string{"ACCESSGRAPH_DATA=" + folder}
	var errOut bytes.Buffer
	command.Stderr = &errOut
	printed, err := command.Output()
	require.NoError(t, err, "%v: %s", arguments, errOut.String())
	return string(printed)
}

// value is what a subcommand printed under a name.
func value(t *testing.T, printed, name string) string {
	t.Helper()
	for line := range strings.Lines(printed) {
		if rest, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSpace(rest)
		}
	}
	require.Fail(t, "nothing printed", "%s in %q", name, printed)
	return ""
}

func TestSubcommands_BesideTheServerAndWithoutIt(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	running := launch(t, built, folder)
	company := value(t, output(t, built, folder, "company", "create", "--name", "Elsewhere"), "company")
	create := []string{"application", "create", "--company", company, "--name", "Desk", "--scopes", "USER_ACCESS_WRITE,ADMIN"}
	printed := output(t, built, folder, create...)
	application, key := value(t, printed, "application"), value(t, printed, "API key")
	data, err := ask(t.Context(), running.endpoint, key, "{ viewer { application { id grantableRoles } company { id } scopes } }", nil)
	require.NoError(t, err)
	viewer := data["viewer"].(map[string]any)
	require.Equal(t, company, viewer["company"].(map[string]any)["id"])
	require.Equal(t, map[string]any{"id": application, "grantableRoles": []any{}}, viewer["application"])
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, append(create, "--grantable-roles", "READER")...),
		"The company does not have these roles: READER.")
	running.interrupt(t)
	require.Contains(t, output(t, built, folder, "company", "list"), ": First company\n"+company+": Elsewhere\n")
	line := application + ": Desk (company " + company + ", live keys 1; USER_ACCESS_WRITE ADMIN)\n"
	require.Equal(t, line, output(t, built, folder, "application", "list", "--company", company))
	require.Regexp(t, "^app_.+: Administration .*\n"+regexp.QuoteMeta(line)+"$", output(t, built, folder, "application", "list"))
	require.Regexp(t, `the flag --application is required: app_\S+ \(Administration\), `+application+` \(Desk\)`, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, "key", "issue"))

	second := value(t, output(t, built, folder, "key", "issue", "--application", application), "API key")
	third := value(t, output(t, built, folder, "key", "issue", "--application", application), "API key")
	require.Equal(t, "0", value(t, output(t, built, folder, "migrate"), "indexes created"))
	again := launch(t, built, folder)
	for _, live := range []string{second, third} {
		_, err = createCustomerNamed(t.Context(), again, live, "Engines Ltd")
		require.NoError(t, err)
	}
	_, err = createCustomerNamed(t.Context(), again, key, "Engines Ltd")
	require.Error(t, err, "the oldest of three keys gives way")
	again.interrupt(t)
}

// refusal runs the program where it has to fail, and returns its sentence.
func refusal(t *testing.T, built string, environment []string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), built, arguments...)
	command.Env = environment
	var errOut bytes.Buffer
	command.Stderr = &errOut
	require.Error(t, command.Run())
	require.NotContains(t, errOut.String(), "goroutine")
	return errOut.String()
}

func TestServe_WhatIsWrongStopsTheStart(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	data := "ACCESSGRAPH_DATA=" + folder
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DTA=x"}), "ACCESSGRAPH_DTA is unknown")
	require.Contains(t, refusal(t, built, []string{data, "ACCESSGRAPH_LISTEN=x"}), "ACCESSGRAPH_LISTEN")
	require.Contains(t, refusal(t, built, []string{data, "ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_BOOTSTRAP_KEY=guess"}), "ACCESSGRAPH_BOOTSTRAP_KEY")
	require.Contains(t, refusal(t, built, []string{data, "ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_LIMITS=dept=3"}), "ACCESSGRAPH_LIMITS is not valid: there is no limit dept")
	require.Contains(t, refusal(t, built, []string{data}, "serv"), `"serv"`)
	require.Contains(t, refusal(t, built, []string{data}, "--port", "1"), "port")
	require.Contains(t, refusal(t, built, []string{data}, "company", "create"), "--name")

	running := launch(t, built, folder)
	require.Contains(t, refusal(t, built, []string{data}, "application", "create", "--company", "x", "--name", "n", "--scopes", "NONSENSE"), "company x")
	require.Contains(t, refusal(t, built, []string{data}, "key", "issue", "--application", "x"), "application x")
	require.Contains(t, refusal(t, built, []string{data, "ACCESSGRAPH_LISTEN=127.0.0.1:0"}), "another process")
	address := strings.TrimSuffix(strings.TrimPrefix(running.endpoint, "http://"), "/graphql")
	require.Contains(t, refusal(t, built, []string{data, "ACCESSGRAPH_LISTEN=" + address}), "listening")
	running.interrupt(t)
}

func TestHelp_NamesSubcommandsAndSettings(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	require.Contains(t, output(t, built, folder, "help"), "application create")
	require.Contains(t, output(t, built, folder, "--help"), "ACCESSGRAPH_LISTEN")
}

// TestServe_KilledLosesNothingAcknowledged kills the server under load, again and again, and then looks for
// everything that it had said was written.
func TestServe_KilledLosesNothingAcknowledged(t *testing.T) {
	const rounds, writers, writesBeforeKill = 5, 8, 40
	built, folder := binary(t), storetest.Folder(t)
	running := launch(t, built, folder)
	customers := newAcknowledged(running.key)
	for round := range rounds {
		enough, wait := customers.write(t.Context(), running, round, writers, writesBeforeKill)
		<-enough
		running.kill(t)
		wait()
		running = launch(t, built, folder)
	}
	require.GreaterOrEqual(t, len(customers.names), rounds*writesBeforeKill)
	customers.requireStored(t, running)
	require.NoError(t, running.command.Process.Signal(syscall.SIGTERM))
	require.NoError(t, <-running.exited)
}

// The store is empty until it is set up: nothing that runs beside may complain of that.
func TestServe_AFirstStartLogsNoWarning(t *testing.T) {
	started := launch(t, binary(t), storetest.Folder(t))
	started.interrupt(t)
	require.NotContains(t, started.log.String(), `"level":"warn"`)
	require.NotContains(t, started.log.String(), `"level":"error"`)
}
