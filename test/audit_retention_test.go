package test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/internal/app"
)

// later has the clock of a server run a time ahead.
func later(by time.Duration, more func(*app.Options)) func(*app.Options) {
	return func(options *app.Options) {
		options.Clock = func() time.Time { return time.Now().Add(by) }
		more(options)
	}
}

// waitForLine returns the fields of the first line of the log with a message.
func (l *logLines) waitForLine(t testing.TB, message string) map[string]any {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		more := l.next()
		for _, line := range l.all() {
			if strings.Contains(line, `"message":"`+message+`"`) {
				var fields map[string]any
				require.NoError(t, json.Unmarshal([]byte(line), &fields))
				return fields
			}
		}
		select {
		case <-more:
		case <-ctx.Done():
		}
	}
	require.Fail(t, "nothing logged", message)
	return nil
}

// TestAuditRetention_RemovesWhatIsOld follows changes beside a server that keeps audit records for a day, two days after all of them were
// made. A follower that had not read them is told.
func TestAuditRetention_RemovesWhatIsOld(t *testing.T) {
	before := newWorld(t)
	records := len(before.auditRecords(t))
	require.Greater(t, records, 40)
	start := changesOf(t, before.admin, map[string]any{"first": 3})
	end := changesOf(t, before.admin, nil)

	log := &logLines{}
	w := newWorldAs(t, later(2*audit.MinRetention, func(options *app.Options) {
		options.AuditRetention, options.Logger = audit.MinRetention, zerolog.New(log)
	}))
	logged := log.waitForLine(t, "removed old documents")
	require.Equal(t, "audit records", logged["documents"])
	require.Greater(t, logged["removed"], float64(records), "those of the other company, too")
	require.Empty(t, w.auditRecords(t))
	require.Empty(t, audited(t, w.admin, nil))

	for _, cursor := range []string{start.cursor, end.cursor} {
		got := w.admin.send(t, changesQuery, map[string]any{"after": cursor})
		require.Len(t, got.Errors, 1, got.raw)
		raised := got.Errors[0].Extensions
		begin, ok := raised.Data["historyBeginsAt"].(string)
		require.True(t, ok)
		require.Equal(t, map[string]any{"after": "must not be older than the history", "historyBeginsAt": begin}, raised.Data)
		require.Equal(t, "Changes after the cursor have been removed: the history begins at "+begin+".", got.Errors[0].Message)
		require.Equal(t, []string{"NOT_VALID", "CHANGES_EXPIRED"}, []string{raised.Code, raised.Reason})
		require.Equal(t, []any{"changes"}, got.Errors[0].Path)
	}
	w.admin.must(t, mutation("updateAccess", "access { id }"), map[string]any{"input": map[string]any{"accessId": w.names["activeAccess"], "firstName": "Eve"}})
	again := changesOf(t, w.admin, nil)
	require.Len(t, again.events, 1)
	rest := changesOf(t, w.admin, map[string]any{"after": text(t, again.events[0], "cursor")})
	require.Empty(t, rest.events)
	require.True(t, rest.caughtUp)
}

// TestAuditRetention_IsOffByDefault has years pass.
func TestAuditRetention_IsOffByDefault(t *testing.T) {
	before := newWorld(t)
	start := changesOf(t, before.admin, map[string]any{"first": 3})
	w := newWorldAs(t, later(10*365*24*time.Hour, func(*app.Options) {}))
	require.Len(t, w.auditRecords(t), len(before.auditRecords(t)))
	rest := changesOf(t, w.admin, map[string]any{"after": start.cursor})
	require.Len(t, rest.events, len(before.auditRecords(t))-3)
}
