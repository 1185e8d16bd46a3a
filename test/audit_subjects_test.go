package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// subjects lists the types of the subjects of the audit log and the names of those that were deleted, by the IDs of the subjects.
func (c client) subjects(t testing.TB) (types, names map[string]any) {
	t.Helper()
	types, names = map[string]any{}, map[string]any{}
	data := c.must(t, "{ auditLog(first: 100) { nodes { subjectId subjectType deletedSubjectName } } }", nil)
	for _, record := range at(t, data, "auditLog", "nodes").([]any) {
		subject := text(t, record, "subjectId")
		types[subject], names[subject] = at(t, record, "subjectType"), at(t, record, "deletedSubjectName")
	}
	return types, names
}

func TestAuditRecord_NamesADeletedSubject(t *testing.T) {
	w := newWorld(t)
	card, profile, ui := w.names["identifier"], w.names["profileAccess"], w.names["uiAccess"]
	w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": card, "name": "Lost card"})
	_, names := w.admin.subjects(t)
	require.Nil(t, names[card], "it is not deleted")
	w.admin.mutate(t, "deleteIdentifier", "deletedIdentifierId", map[string]any{"identifierId": card})
	w.admin.mutate(t, "deleteAccessRule", "deletedAccessRuleId", map[string]any{"accessRuleId": w.names["unusedRule"]})
	w.admin.mutate(t, "deleteUserAccess", "deletedUserAccessId", map[string]any{"userAccessId": profile})
	w.admin.mutate(t, "deleteUserAccess", "deletedUserAccessId", map[string]any{"userAccessId": ui})
	w.admin.mutate(t, "deleteUserAccessRole", "deletedUserAccessRoleId", map[string]any{"userAccessRoleId": w.names["roleSPARE"]})

	doors := w.application(t, []string{"AUDIT_READ", "ACCESS_RULE_READ"}, nil)
	types, names := doors.subjects(t)
	require.Equal(t, "Lost card", names[card])
	require.Equal(t, "Doors", names[w.names["unusedRule"]])
	require.Nil(t, names[profile], "its family needs another scope")
	require.Equal(t, "UserAccess", types[profile])
	_, names = w.admin.subjects(t)
	require.NotEmpty(t, names[profile])
	require.Equal(t, "SPARE", names[w.names["roleSPARE"]])
	require.Nil(t, names[ui], "it had no name")
	for subject, typeName := range map[string]string{card: "Identifier", w.names["unusedRule"]: "AccessRule", w.names["roleSPARE"]: "UserAccessRole"} {
		require.Equal(t, typeName, types[subject])
	}
}

// The card and the access of a person who is erased keep no name, although they were deleted before.
func TestAuditRecord_ForgetsTheNameOfADeletedCardOfAnErasedPerson(t *testing.T) {
	w := newWorld(t)
	w.leavers(t)
	const byID = `query($id: ID!) { auditLog(filter: {subjectId: $id}) { nodes { subjectType deletedSubjectName } } }`
	nameOf := func(name string) string {
		return text(t, w.admin.must(t, byID, map[string]any{"id": w.names[name]}), "auditLog", "nodes", 0, "deletedSubjectName")
	}
	require.Contains(t, nameOf("deletedCard"), trace)
	require.Contains(t, nameOf("deletedAccess"), trace)
	w.erase(t)
	require.Equal(t, "erased", nameOf("deletedCard"))
	require.Equal(t, "erased", nameOf("deletedAccess"))
}

// A record of a key tells which one by its hint, but neither the key nor its hash.
func TestAuditRecord_TellsKeysApart(t *testing.T) {
	w := newWorld(t)
	issued := w.admin.mutate(t, "issueApiKey", "apiKey apiKeyId application { keys { id hint } }", map[string]any{
		"applicationId": w.names["application"], "expiresAt": "2099-01-01T00:00:00Z"})
	key, keyID := text(t, issued, "apiKey"), text(t, issued, "apiKeyId")
	w.admin.mutate(t, "revokeApiKey", "revokedApiKeyId", map[string]any{"applicationId": w.names["application"], "apiKeyId": keyID})
	records := audited(t, w.admin, map[string]any{"subjectId": w.names["application"]})
	issuedHint := map[string]any{"id": keyID, "hint": "accessgraph_…" + key[len(key)-4:], "expiresAt": "2099-01-01T00:00:00.000Z"}
	hints := []any{map[string]any{"id": w.names["applicationKey"], "hint": text(t, issued, "application", "keys", 0, "hint"), "expiresAt": nil}}
	require.Equal(t, "revokeApiKey", records[0]["action"])
	require.Equal(t, []any{map[string]any{"field": "keyHints", "before": append(hints, issuedHint), "after": hints}}, records[0]["changes"])
	require.Equal(t, "issueApiKey", records[1]["action"])
	require.Equal(t, []any{map[string]any{"field": "keyHints", "before": hints, "after": append(hints, issuedHint)}}, records[1]["changes"])
}
