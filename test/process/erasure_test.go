package process_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// renamings is how many updates rename the person before the erasure, each with an audit record: many steps of the job.
const renamings = 3000

// traceOf is in every name and address of the person.
const traceOf = "zxqtrace"

// renamedPerson makes an identity, renames it many times, 20 in a request, and returns its ID.
func renamedPerson(t *testing.T, p *process) string {
	t.Helper()
	created := p.must(t, `mutation { createExternalPersonalIdentity(input: {firstName: "`+traceOf+`", lastName: "`+traceOf+`", emailAddress: "`+traceOf+`@example.com", managed: true}) { externalPersonalIdentity { id } } }`, nil)
	id := created["createExternalPersonalIdentity"].(map[string]any)["externalPersonalIdentity"].(map[string]any)["id"].(string)
	const together = 20
	for from := 0; from < renamings; from += together {
		var renaming strings.Builder
		for at := range together {
			fmt.Fprintf(&renaming, `m%d: updateExternalPersonalIdentity(input: {externalPersonalIdentityId: %q, firstName: "%s%d"}) { externalPersonalIdentity { version } } `, at, id, traceOf, from+at)
		}
		p.must(t, "mutation { "+renaming.String()+"}", nil)
	}
	return id
}

// export returns the archive of a folder, and requires that it has the person's name in it, or has it not.
func export(t *testing.T, built, folder, name string, hasName bool) {
	t.Helper()
	output(t, built, folder, "export", "--archive", name)
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, hasName, strings.Contains(string(content), traceOf))
}

func (p *process) finishedAt(t *testing.T, id string) any {
	t.Helper()
	read := p.must(t, `query($id: ID!) { externalPersonalIdentity(externalPersonalIdentityId: $id) { lastName erasure { finishedAt } } }`, map[string]any{"id": id})
	identity := read["externalPersonalIdentity"].(map[string]any)
	require.Equal(t, "erased", identity["lastName"])
	return identity["erasure"].(map[string]any)["finishedAt"]
}

func (p *process) requireFinished(t *testing.T, id string) {
	t.Helper()
	require.Eventually(t, func() bool { return p.finishedAt(t, id) != nil }, time.Minute, 10*time.Millisecond)
}

// TestErasure_KilledIsFinishedByTheNextProcess kills the program in the midst of an erasure. The next process finishes it, and so does
// one that has imported an archive of the unfinished state.
func TestErasure_KilledIsFinishedByTheNextProcess(t *testing.T) {
	built, folder, target := binary(t), storetest.Folder(t), storetest.Folder(t)
	half, whole := filepath.Join(t.TempDir(), "half.archive"), filepath.Join(t.TempDir(), "whole.archive")
	running := launch(t, built, folder)
	key, id := running.key, renamedPerson(t, running)
	erased := running.must(t, `mutation($id: ID!) { eraseExternalPersonalIdentity(input: {externalPersonalIdentityId: $id, reason: "left"}) { externalPersonalIdentity { state erasure { finishedAt } } } }`,
		map[string]any{"id": id})["eraseExternalPersonalIdentity"].(map[string]any)["externalPersonalIdentity"]
	require.Equal(t, map[string]any{"state": "DEACTIVATED", "erasure": map[string]any{"finishedAt": nil}}, erased)
	running.kill(t)
	export(t, built, folder, half, true)

	running = launch(t, built, folder)
	running.key = key
	running.requireFinished(t, id)
	export(t, built, folder, whole, false)
	running.interrupt(t)
	require.Contains(t, output(t, built, folder, "verify"), "problems: 0")

	output(t, built, target, "import", "--archive", half)
	moved := launch(t, built, target)
	moved.key = key
	moved.requireFinished(t, id)
	export(t, built, target, whole, false)
	moved.interrupt(t)
	emptied := storetest.Folder(t)
	output(t, built, emptied, "import", "--archive", whole)
	export(t, built, emptied, whole, false)
	require.Contains(t, output(t, built, emptied, "verify"), "problems: 0")
}
