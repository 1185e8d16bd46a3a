package resolvers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/id"
)

// logged puts a record about a subject into the company.
func (w *world) logged(t *testing.T, subjectID string) string {
	t.Helper()
	made := newBase(t, id.AuditRecord, w.caller.CompanyID).ID
	w.store.Put(&audit.Record{
		ID: made, CompanyID: w.caller.CompanyID, At: now(), SubjectID: subjectID, Action: "createAccess",
		Changes: []audit.FieldChange{{Field: "firstName", After: "Ada"}},
	})
	return made
}

const recordQuery = `query($id: ID!) { node(id: $id) { ... on AuditRecord { subjectId subject { __typename id } changes { field before after } } } }`

func TestTheSubjectOfARecord(t *testing.T) {
	w := newWorld(t)
	existing := w.oneOfEach(t)
	gone := newBase(t, id.Access, "").ID
	changes := []any{map[string]any{"field": "firstName", "before": nil, "after": "Ada"}}
	cases := map[string]struct {
		world   *world
		subject string
		wanted  map[string]any
	}{
		"there": {w, existing["Access"], map[string]any{
			"subjectId": existing["Access"], "subject": map[string]any{"__typename": "Access", "id": existing["Access"]}, "changes": changes}},
		"a view of what is stored": {w, existing["SsoAccess"], map[string]any{
			"subjectId": existing["SsoAccess"], "subject": map[string]any{"__typename": "SsoAccess", "id": existing["SsoAccess"]}, "changes": changes}},
		"deleted":         {w, gone, map[string]any{"subjectId": gone, "subject": nil, "changes": changes}},
		"not to be read":  {w.as(actor.AuditRead), existing["Access"], map[string]any{"subjectId": existing["Access"], "subject": nil, "changes": nil}},
		"nothing found":   {w, "", map[string]any{"subjectId": nil, "subject": nil, "changes": nil}},
		"no ID of a type": {w, "zzz_1", map[string]any{"subjectId": "zzz_1", "subject": nil, "changes": nil}},
		"one's own application": {w.as(actor.AuditRead), w.caller.ApplicationID, map[string]any{
			"subjectId": w.caller.ApplicationID, "subject": map[string]any{"__typename": "Application", "id": w.caller.ApplicationID}, "changes": changes}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			found := tc.world.run(t, recordQuery, map[string]any{"id": w.logged(t, tc.subject)})
			require.Equal(t, tc.wanted, found.value("node"))
		})
	}
}
