package audit_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
)

type state string

type part struct {
	Relays []int   `bson:"relays"`
	Note   *string `bson:"note"`
	hidden string
	Unkept string `bson:"-"`
}

type thing struct {
	document.Base `bson:",inline"`

	State  state      `bson:"state"`
	At     *time.Time `bson:"at"`
	Parts  []part     `bson:"parts"`
	Count  int        `bson:"count"`
	Secret string     `bson:"secret"`
}

func (*thing) AuditSecrets() []string { return []string{"secret"} }

// TestRecord_Plain compares the JSON of a record.
func TestRecord_Plain(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 30, 0, 1_999_999, time.FixedZone("", 3600))
	before := &thing{State: "NEW", Secret: "a"}
	after := &thing{State: "OLD", At: &at, Parts: []part{{Relays: []int{1, 2}, hidden: "h", Unkept: "u"}}, Count: 3, Secret: "b"}
	record := audit.Record{Changes: audit.Changes(before, after)}
	encoded, err := json.Marshal(record.Plain().Changes)
	require.NoError(t, err)
	require.JSONEq(t, `[
		{"Field": "state", "Before": "NEW", "After": "OLD"},
		{"Field": "at", "Before": null, "After": "2026-03-01T08:30:00.001Z"},
		{"Field": "parts", "Before": [], "After": [{"relays": [1, 2], "note": null}]},
		{"Field": "count", "Before": 0, "After": 3}
	]`, string(encoded))
	require.Equal(t, state("NEW"), record.Changes[0].Before, "the record itself stays as it was")
}

func TestPlain(t *testing.T) {
	yes := true
	for expected, value := range map[string]any{
		`true`: &yes, `1.5`: 1.5, `"x"`: state("x"), `[[1],[]]`: [][]int{{1}, nil}, `null`: nil, `"0s"`: "0s",
	} {
		encoded, err := json.Marshal(audit.Plain(value))
		require.NoError(t, err)
		require.JSONEq(t, expected, string(encoded))
	}
	require.Equal(t, "map[a:1]", audit.Plain(map[string]int{"a": 1}), "an unexpected value is formatted, not lost")
}
