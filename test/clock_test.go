package test

import (
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/internal/app"
)

// TestClock_ThatIsSetBack changes a document before and after it, in the same process and in one that starts then: no time
// and no ID goes back, and the history stays in order.
func TestClock_ThatIsSetBack(t *testing.T) {
	var offset atomic.Int64
	wall := func() time.Time { return time.Now().Round(0).Add(time.Duration(offset.Load())) }
	w := startAs(t, func(options *app.Options) { options.Clock = wall })
	first := text(t, w.admin.mutate(t, "createAccessRule", "accessRule { id }", ruleInput()), "accessRule", "id")

	offset.Store(int64(-time.Hour))
	rename := func(caller client, name string) {
		caller.mutate(t, "updateAccessRule", "accessRule { id }", map[string]any{"accessRuleId": first, "name": name})
	}
	rename(w.admin, "Set back")

	mark, err := w.store.HighWaterMark(t.Context())
	require.NoError(t, err)
	require.Greater(t, mark, wall())
	offset.Store(int64(-2 * time.Hour))
	restarted, err := app.New(app.Options{
		Store: w.store, Logger: zerolog.Nop(), Version: "test", Clock: wall, NotBefore: mark, Limits: api.DefaultLimits(),
	})
	require.NoError(t, err)
	listener := httptest.NewServer(restarted.Handler)
	t.Cleanup(listener.Close)
	again := client{url: listener.URL + "/graphql", key: w.admin.key}
	rename(again, "Started again")
	second := text(t, again.mutate(t, "createAccessRule", "accessRule { id }", ruleInput()), "accessRule", "id")
	require.Greater(t, second, first)

	data := again.must(t, `{ accessRules { nodes { id createdAt updatedAt } } auditLog(filter: {subjectId: "`+first+`"}) { nodes { id at } } }`, nil)
	require.Equal(t, second, text(t, data, "accessRules", "nodes", 1, "id"))
	require.GreaterOrEqual(t, text(t, data, "accessRules", "nodes", 1, "createdAt"), text(t, data, "accessRules", "nodes", 0, "updatedAt"))
	records, ok := at(t, data, "auditLog", "nodes").([]any)
	require.True(t, ok)
	require.Len(t, records, 3)
	for i := range 2 { // the newest comes first
		require.Greater(t, text(t, records, i, "id"), text(t, records, i+1, "id"))
		require.GreaterOrEqual(t, text(t, records, i, "at"), text(t, records, i+1, "at"))
	}
	require.GreaterOrEqual(t, text(t, records, 0, "at"), text(t, data, "accessRules", "nodes", 0, "updatedAt"))
}
