package test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

const summaryQuery = `query($reader: String, $from: DateTime!, $to: DateTime!) { passageSummary(reader: $reader, from: $from, to: $to) {
	grantedCount deniedCount refusedAttempts countedFrom denials { denial count } hours { from grantedCount deniedCount } } }`

// passagesAt stores passages at a reader, each at its time, denied for a reason or granted.
func (w *world) passagesAt(t testing.TB, reader string, denials map[time.Time][]accessrule.PassageDenial) {
	t.Helper()
	written := commit.Commit{CompanyID: w.company}
	for at, reasons := range denials {
		for i, reason := range reasons {
			passageID, err := id.Make(id.Passage, at.UnixMilli(), i)
			require.NoError(t, err)
			passage := &accessrule.Passage{
				Base:   document.Base{ID: passageID, CompanyID: w.company, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: at},
				Reader: reader, Granted: reason == "",
			}
			if reason != "" {
				passage.Denial = &reason
			}
			if reason == accessrule.TooManyAttempts {
				passage.RefusedAttempts = new(7)
			}
			written.Inserts = append(written.Inserts, passage)
		}
	}
	require.NoError(t, w.store.Commit(t.Context(), written))
}

func TestPassageSummary_NeedsTheScope(t *testing.T) {
	w := newWorld(t)
	day := map[string]any{"from": "2024-03-30T23:00:00Z", "to": "2024-03-31T22:00:00Z"}
	requireDenied(t, w.application(t, []string{"PASSAGE", "AUDIT_READ"}, nil).send(t, summaryQuery, day), "passageSummary", "ACCESS_RULE_READ")
}

// The hours of a day begin at its midnight, which in India is half an hour after that of UTC.
func TestPassageSummary_CountsByTheHourAndByReason(t *testing.T) {
	w := newWorld(t)
	midnight := time.Date(2024, 3, 30, 18, 30, 0, 0, time.UTC)
	const unknown, expired = accessrule.UnknownIdentifier, accessrule.Expired
	w.passagesAt(t, "gate", map[time.Time][]accessrule.PassageDenial{
		midnight.Add(-time.Millisecond): {"", unknown},
		midnight:                        {"", "", expired},
		midnight.Add(time.Hour - time.Millisecond):  {unknown},
		midnight.Add(time.Hour):                     {accessrule.TooManyAttempts, unknown},
		midnight.Add(23*time.Hour + 59*time.Minute): {""},
		midnight.Add(24 * time.Hour):                {expired},
	})
	w.passagesAt(t, "back", map[time.Time][]accessrule.PassageDenial{midnight.Add(2 * time.Hour): {""}})
	day := map[string]any{"reader": " gate ", "from": "2024-03-31T00:00:00+05:30", "to": "2024-04-01T00:00:00+05:30"}
	hour := func(at string, granted, denied float64) any {
		return map[string]any{"from": at, "grantedCount": granted, "deniedCount": denied}
	}
	require.Equal(t, map[string]any{
		"grantedCount": 3.0, "deniedCount": 4.0, "refusedAttempts": 7.0, "countedFrom": nil,
		"denials": []any{map[string]any{"denial": "UNKNOWN_IDENTIFIER", "count": 2.0}, map[string]any{"denial": "EXPIRED", "count": 1.0}, map[string]any{"denial": "TOO_MANY_ATTEMPTS", "count": 1.0}},
		"hours": []any{
			hour("2024-03-30T18:30:00.000Z", 2, 2), hour("2024-03-30T19:30:00.000Z", 0, 2), hour("2024-03-31T17:30:00.000Z", 1, 0),
		},
	}, w.admin.must(t, summaryQuery, day)["passageSummary"])
	day["reader"] = nil
	require.InDelta(t, 4, at(t, w.admin.must(t, summaryQuery, day), "passageSummary", "grantedCount"), 0, "at all readers")
	nothing := map[string]any{"grantedCount": 0.0, "deniedCount": 0.0, "refusedAttempts": 0.0, "countedFrom": nil, "denials": []any{}, "hours": []any{}}
	require.Equal(t, nothing, w.foreign.must(t, summaryQuery, day)["passageSummary"])
	require.Equal(t, 1, w.calls(t, w.admin, `{ passageSummary(reader: "gate", from: "2024-03-01T00:00:00Z", to: "2024-04-01T00:00:00Z") { grantedCount hours { from } } }`))
}

func TestPassageSummary_RefusesOtherSpans(t *testing.T) {
	w := newWorld(t)
	for _, tc := range []struct{ reader, from, to, path, problem string }{
		{"gate", "2024-03-02T00:00:00Z", "2024-03-02T00:00:00Z", "to", "must be later than from"},
		{"gate", "2024-03-02T00:00:00Z", "2024-03-01T00:00:00Z", "to", "must be later than from"},
		{"gate", "2024-03-01T00:00:00Z", "2024-04-01T00:00:00.001Z", "to", "must be at most 31 days after from"},
		{" ", "2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", "reader", "must be specified"},
	} {
		t.Run(tc.path+" "+tc.problem, func(t *testing.T) {
			got := w.admin.send(t, summaryQuery, map[string]any{"reader": tc.reader, "from": tc.from, "to": tc.to})
			require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
			require.Equal(t, map[string]any{tc.path: tc.problem}, got.Errors[0].Extensions.Data)
		})
	}
}
