package process_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

var followRounds = flag.Int("follow.rounds", 2, "how often the server and its followers are killed")

// follower is `accessgraph follow`, whose lines are added to a file.
type follower struct {
	built, state, lines string
}

func newFollower(t *testing.T) *follower {
	t.Helper()
	folder := t.TempDir()
	return &follower{binary(t), filepath.Join(folder, "state"), filepath.Join(folder, "lines")}
}

// start starts the follower of a server.
func (f *follower) start(t *testing.T, server *process, key string, more ...string) *exec.Cmd {
	t.Helper()
	out, err := os.OpenFile(f.lines, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer func() { require.NoError(t, out.Close()) }()
	command := exec.CommandContext(t.Context(), f.built, append([]string{"follow", "--state", f.state, "--every", "100ms"}, more...)...)
	command.Env = []string{"ACCESSGRAPH_ENDPOINT=" + server.endpoint, "ACCESSGRAPH_API_KEY=" + key}
	command.Stdout, command.Stderr = out, os.Stderr
	require.NoError(t, command.Start())
	return command
}

// passed returns how often each audit record was passed on, and requires that the versions of each object came in their order.
func (f *follower) passed(t *testing.T) map[string]int {
	t.Helper()
	file, err := os.Open(f.lines)
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	records, versions := map[string]int{}, map[string]int{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var record struct {
			ID             string `json:"id"`
			SubjectID      string `json:"subjectId"`
			SubjectVersion int    `json:"subjectVersion"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &record), lines.Text())
		records[record.ID]++
		require.LessOrEqual(t, record.SubjectVersion, versions[record.SubjectID]+1, lines.Text())
		versions[record.SubjectID] = max(versions[record.SubjectID], record.SubjectVersion)
	}
	return records
}

// auditRecordIDs returns the IDs of all audit records, as the log lists them.
func auditRecordIDs(t *testing.T, server *process, key string) []string {
	t.Helper()
	var all []string
	var before any
	for {
		data, err := ask(t.Context(), server.endpoint, key, `query($after: String) { auditLog(first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
			map[string]any{"after": before})
		require.NoError(t, err)
		log := data["auditLog"].(map[string]any)
		for _, node := range log["nodes"].([]any) {
			all = append(all, fmt.Sprint(node.(map[string]any)["id"]))
		}
		info := log["pageInfo"].(map[string]any)
		if info["hasNextPage"] == false {
			return all
		}
		before = info["endCursor"]
	}
}

// TestFollow_MissesNothingWhenProcessesAreKilled kills the server and two followers under load, and starts them again.
func TestFollow_MissesNothingWhenProcessesAreKilled(t *testing.T) {
	const writers, writesBeforeKill = 8, 30
	folder := storetest.Folder(t)
	running := launch(t, binary(t), folder)
	customers := newAcknowledged(running.key)
	followers := []*follower{newFollower(t), newFollower(t)}
	for round := range *followRounds {
		var commands []*exec.Cmd
		for _, one := range followers {
			commands = append(commands, one.start(t, running, customers.key))
		}
		enough, wait := customers.write(t.Context(), running, round, writers, writesBeforeKill)
		<-enough
		require.NoError(t, commands[0].Process.Kill())
		running.kill(t)
		wait()
		require.NoError(t, commands[1].Process.Kill())
		for _, command := range commands {
			require.Error(t, command.Wait(), "it was killed")
		}
		running = launch(t, binary(t), folder)
	}
	records := auditRecordIDs(t, running, customers.key)
	for _, one := range followers {
		require.NoError(t, one.start(t, running, customers.key, "--once").Wait())
		passed := one.passed(t)
		for _, id := range records {
			require.Positive(t, passed[id], "%s was missed", id)
		}
		require.Len(t, passed, len(records))
	}
	running.interrupt(t)
}

func TestFollow_SaysWhatIsWrong(t *testing.T) {
	built := binary(t)
	running := launch(t, built, storetest.Folder(t))
	state := filepath.Join(t.TempDir(), "state")
	endpoint, key := "ACCESSGRAPH_ENDPOINT="+running.endpoint, "ACCESSGRAPH_API_KEY="+running.key
	require.Contains(t, refusal(t, built, []string{endpoint}, "follow", "--state", state, "--once"), "set ACCESSGRAPH_API_KEY")
	require.Contains(t, refusal(t, built, []string{endpoint, key}, "follow", "--once"), "--state")
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_ENDPOINT=localhost", key}, "follow", "--state", state), "it must be a URL")
	require.Contains(t, refusal(t, built, []string{endpoint, "ACCESSGRAPH_API_KEY=guess"}, "follow", "--state", state),
		"The application with the specified key could not be found")
	require.Contains(t, refusal(t, built, []string{endpoint, key}, "follow", "--state", state, "--types", "Access,Door"),
		"Changes cannot be followed by the type Door.")
	require.Contains(t, refusal(t, built, []string{endpoint, key}, "follow", "--state", state, "--every", "1ms"), "--every must be at least 100ms")
	require.NoFileExists(t, state)
	running.interrupt(t)
}
