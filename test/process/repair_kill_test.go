package process_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

var repairKills = flag.Int("repair-kills", 20, "how often a repair is killed")

// TestRepair_KilledLeavesAStore kills the program at any moment of a repair. After every kill there is a store at its
// place: the damaged one or the repaired one. A repair that ends then has everything but what was damaged.
func TestRepair_KilledLeavesAStore(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	p := launch(t, built, folder)
	const customers = 50
	for i := range customers {
		_, err := createCustomerNamed(t.Context(), p, p.key, fmt.Sprintf("Spoiled Engines %d Ltd", i))
		require.NoError(t, err)
	}
	p.interrupt(t)
	path := filepath.Join(folder, "accessgraph.db")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	damaged := bytes.ReplaceAll(content, []byte("Spoiled Engines 7 Ltd"), []byte("Rotten! Engines 7 Ltd"))
	require.NotEqual(t, content, damaged)

	took := repairOnce(t, built, folder, path, damaged)
	for range *repairKills {
		require.NoError(t, os.WriteFile(path, damaged, 0o600))
		command := exec.CommandContext(t.Context(), built, "repair")
		command.Env = []string{"ACCESSGRAPH_DATA=" + folder}
		require.NoError(t, command.Start())
		killer := time.AfterFunc(rand.N(took), func() { _ = command.Process.Kill() })
		_ = command.Wait()
		killer.Stop()
		require.FileExists(t, path, "there is a store at every moment")
		if message := refusalOrNothing(t, built, folder); message != "" {
			// The file may be repaired, and the counter of the customer that could not be read be left: a second repair removes it.
			require.Regexp(t, "(?s)run `accessgraph repair`|subsidiariesOfCustomer.* is a counter of nothing that has it\ndocuments verified.*problems: 1\n.*`accessgraph repair` rebuilds", message)
		}
	}
	repairOnce(t, built, folder, path, damaged)
	again := launch(t, built, folder)
	data := again.mustAs(t, p.key, `{ customers(first: 100) { totalCount nodes { name } } }`)
	require.InDelta(t, customers-1, dig(data, "customers", "totalCount"), 0)
	again.interrupt(t)
}

// repairOnce repairs the damaged file, and returns how long that took.
func repairOnce(t *testing.T, built, folder, path string, damaged []byte) time.Duration {
	t.Helper()
	require.NoError(t, os.WriteFile(path, damaged, 0o600))
	began := time.Now()
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, "repair"), "records could not be read")
	took := time.Since(began)
	require.Empty(t, refusalOrNothing(t, built, folder))
	return took
}

// mustAs is must with a key of an earlier start.
func (p *process) mustAs(t *testing.T, key, query string) map[string]any {
	t.Helper()
	data, err := ask(t.Context(), p.endpoint, key, query, nil)
	require.NoError(t, err)
	return data
}
