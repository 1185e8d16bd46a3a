package process_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// passages are the readers of all passages, newest first.
func (p *process) passages(t *testing.T) []any {
	t.Helper()
	var readers []any
	for _, node := range p.must(t, "{ passages { nodes { reader } } }", nil)["passages"].(map[string]any)["nodes"].([]any) {
		readers = append(readers, node.(map[string]any)["reader"])
	}
	return readers
}

// TestRetention_RemovesOldPassagesBySetting records passages of different ages, and restarts the server without and with a retention.
func TestRetention_RemovesOldPassagesBySetting(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	running := launch(t, built, folder)
	key := running.key
	for reader, age := range map[string]time.Duration{"now": 0, "day": 23 * time.Hour, "days": 25 * time.Hour, "weeks": 29 * 24 * time.Hour} {
		running.must(t, fmt.Sprintf(`mutation { recordPassage(input: {reader: %q, at: %q, identifier: {number: {type: CARD, number: "4711"}}}) { passageId } }`,
			reader, time.Now().Add(-age).UTC().Format(time.RFC3339)), nil)
	}
	restart := func(settings ...string) {
		running.interrupt(t)
		running = launch(t, built, folder, settings...)
		running.key = key
	}
	restart()
	require.Equal(t, []any{"now", "day", "days", "weeks"}, running.passages(t), "by default all are kept")
	restart("ACCESSGRAPH_PASSAGE_RETENTION=1d")
	require.Eventually(t, func() bool { return len(running.passages(t)) == 2 }, time.Minute, 10*time.Millisecond)
	require.Equal(t, []any{"now", "day"}, running.passages(t))
	running.interrupt(t)
	require.Contains(t, running.log.String(), `"documents":"passages","removed":2`)
}
