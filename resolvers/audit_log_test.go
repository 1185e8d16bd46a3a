package resolvers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/id"
)

// putRecord stores an audit record about a subject and returns its ID.
func (w *world) putRecord(t *testing.T, subjectID string) string {
	t.Helper()
	recordID := newBase(t, id.AuditRecord, w.caller.CompanyID).ID
	w.store.Put(&audit.Record{
		ID: recordID, CompanyID: w.caller.CompanyID, At: now(), SubjectID: subjectID, Action: "createAccess",
		Changes: []audit.FieldChange{{Field: "firstName", After: "Ada"}},
	})
	return recordID
}

const recordQuery = `query($id: ID!) { node(id: $id) { ... on AuditRecord { subjectId subject { __typename id } changes { field before after } } } }`

func TestAuditRecord_Subject(t *testing.T) {
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	deleted := newBase(t, id.Access, "").ID
	changes := []any{map[string]any{"field": "firstName", "before": nil, "after": "Ada"}}
	cases := map[string]struct {
		world    *world
		subject  string
		expected map[string]any
	}{
		"existing": {w, ids["Access"], map[string]any{
			"subjectId": ids["Access"], "subject": map[string]any{"__typename": "Access", "id": ids["Access"]}, "changes": changes}},
		"a view of a document": {w, ids["SsoAccess"], map[string]any{
			"subjectId": ids["SsoAccess"], "subject": map[string]any{"__typename": "SsoAccess", "id": ids["SsoAccess"]}, "changes": changes}},
		"deleted":            {w, deleted, map[string]any{"subjectId": deleted, "subject": nil, "changes": changes}},
		"missing scope":      {w.as(actor.AuditRead), ids["Access"], map[string]any{"subjectId": ids["Access"], "subject": nil, "changes": nil}},
		"no subject":         {w, "", map[string]any{"subjectId": nil, "subject": nil, "changes": nil}},
		"unknown kind of ID": {w, "zzz_1", map[string]any{"subjectId": "zzz_1", "subject": nil, "changes": nil}},
		"own application": {w.as(actor.AuditRead), w.caller.ApplicationID, map[string]any{
			"subjectId": w.caller.ApplicationID, "subject": map[string]any{"__typename": "Application", "id": w.caller.ApplicationID}, "changes": changes}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			response := tc.world.run(t, recordQuery, map[string]any{"id": w.putRecord(t, tc.subject)})
			require.Equal(t, tc.expected, response.value("node"))
		})
	}
}
