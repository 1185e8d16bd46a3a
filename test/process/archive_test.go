package process_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

func TestImport_MovesEverythingToAnotherFolder(t *testing.T) {
	built, folder, target := binary(t), storetest.Folder(t), storetest.Folder(t)
	name := filepath.Join(t.TempDir(), "one.archive")
	running := launch(t, built, folder)
	customerID, err := createCustomerNamed(t.Context(), running, running.key, "Engines Ltd")
	require.NoError(t, err)
	count := value(t, output(t, built, folder, "export", "--archive", name), "documents exported")
	information, err := os.Stat(name)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), information.Mode(), "it holds personal data")
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, "import", "--archive", name), "another process")
	running.interrupt(t)
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, "import", "--archive", name), "empty")

	require.Equal(t, count, value(t, output(t, built, target, "import", "--archive", name), "documents imported"))
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(whole), output(t, built, target, "export", "--archive", "-"), "exported again, it is the same")
	moved := launch(t, built, target)
	require.Empty(t, moved.key, "the store is set up")
	data, err := ask(t.Context(), moved.endpoint, running.key, `query($id: ID!) { customer(customerId: $id) { name } }`, map[string]any{"id": customerID})
	require.NoError(t, err)
	require.Equal(t, "Engines Ltd", data["customer"].(map[string]any)["name"])
	moved.interrupt(t)
}

func TestArchive_OneThatCannotBeUsedIsRefused(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	environment := []string{"ACCESSGRAPH_DATA=" + folder}
	name := filepath.Join(t.TempDir(), "a.archive")
	require.Contains(t, refusal(t, built, environment, "import"), "--archive")
	require.Contains(t, refusal(t, built, environment, "export"), "--archive")
	require.Contains(t, refusal(t, built, environment, "import", "--archive", name), "opening the archive")
	require.NoError(t, os.WriteFile(name, []byte("PK\x03\x04"), 0o600))
	require.Contains(t, refusal(t, built, environment, "import", "--archive", name), "not an archive")
	require.Contains(t, refusal(t, built, environment, "export", "--archive", name), "nothing to export")
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, "PK\x03\x04", string(content), "a file is replaced by a whole archive only")
	entries, err := os.ReadDir(filepath.Dir(name))
	require.NoError(t, err)
	require.Len(t, entries, 1, "nothing else is left in the folder")
	require.Contains(t, refusal(t, built, environment, "export", "--archive", filepath.Join(name, "below")), "creating the archive")
	require.Contains(t, refusal(t, built, environment, "export", "--archive", folder), "is not a file")
	require.Contains(t, refusal(t, built, environment, "export", "--archive", os.DevNull), "is not a file")
	empty := launch(t, built, folder)
	require.NotEmpty(t, empty.key, "the store is still empty")
	empty.interrupt(t)
}

// pipeCapacity is the number of bytes that a pipe takes without a reader, at most.
const pipeCapacity = 64 << 10

// TestExport_WhoseReaderStallsHoldsNothing exports to a pipe that nobody reads: the store is free before the first byte arrives, so that
// a server can open it and write. Told to stop, the exporter ends and leaves no file.
func TestExport_WhoseReaderStallsHoldsNothing(t *testing.T) {
	built, folder, temporary := binary(t), storetest.Folder(t), t.TempDir()
	running := launch(t, built, folder)
	for range 100 {
		_, err := createCustomerNamed(t.Context(), running, running.key, strings.Repeat("Engines ", 10))
		require.NoError(t, err)
	}
	running.interrupt(t)

	exporter := exec.CommandContext(t.Context(), built, "export", "--archive", "-")
	exporter.Env = []string{"ACCESSGRAPH_DATA=" + folder, "TMPDIR=" + temporary}
	archive, err := exporter.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, exporter.Start())
	_, err = io.ReadFull(archive, make([]byte, 1))
	require.NoError(t, err)

	again := launch(t, built, folder)
	_, err = createCustomerNamed(t.Context(), again, running.key, "Later")
	require.NoError(t, err)
	again.interrupt(t)
	require.NoError(t, exporter.Process.Signal(syscall.SIGTERM))
	state, err := exporter.Process.Wait()
	require.NoError(t, err)
	require.Equal(t, 1, state.ExitCode(), "it was still writing")
	rest, err := io.ReadAll(archive)
	require.NoError(t, err)
	require.LessOrEqual(t, len(rest), pipeCapacity, "the pipe was full")
	entries, err := os.ReadDir(temporary)
	require.NoError(t, err)
	require.Empty(t, entries)
}

// TestExport_Killed kills exporters, and the server under them, while it is written to. What was acknowledged
// stays, a killed export leaves no archive, and one that ends is whole.
func TestExport_Killed(t *testing.T) {
	const rounds, writers, writesBeforeKill = 3, 4, 20
	built, folder := binary(t), storetest.Folder(t)
	name := filepath.Join(t.TempDir(), "killed.archive")
	running := launch(t, built, folder)
	customers := newAcknowledged(running.key)
	for round := range rounds {
		enough, wait := customers.write(t.Context(), running, round, writers, writesBeforeKill)
		var exporting sync.WaitGroup
		exporter := exec.CommandContext(t.Context(), built, "export", "--archive", name)
		exporter.Env = []string{"ACCESSGRAPH_DATA=" + folder}
		gone := make(chan struct{})
		exporting.Go(func() { // one after the other, so that the server is killed under one of them
			for {
				select {
				case <-gone:
					return
				default:
					again := exec.CommandContext(t.Context(), built, "export", "--archive", "-")
					again.Env = exporter.Env
					_ = again.Run() // it fails when the server goes
				}
			}
		})
		require.NoError(t, exporter.Start())
		<-enough
		_ = exporter.Process.Kill() // it may have ended
		_ = exporter.Wait()
		running.kill(t)
		close(gone)
		wait()
		exporting.Wait()
		running = launch(t, built, folder)
		require.Empty(t, running.key)
	}
	customers.requireStored(t, running)
	output(t, built, folder, "export", "--archive", name)
	running.interrupt(t)
	output(t, built, storetest.Folder(t), "import", "--archive", name)
}
