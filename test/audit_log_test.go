package test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/mongo"
)

const auditQuery = `query($filter: AuditLogFilter) {
	auditLog(first: 100, filter: $filter) {
		totalCount
		nodes { id at action subjectId requestId clientRequestId subject { __typename id } changes { field before after } actor { applicationId applicationName userId } }
	}
}`

// audited returns the audit log as a caller sees it, newest first.
func audited(t testing.TB, caller client, filter map[string]any) []map[string]any {
	t.Helper()
	records, total := auditedSoFar(t, caller, filter)
	require.EqualValues(t, len(records), total)
	return records
}

// auditedSoFar returns the audit log while it is written to: what is counted can be more than what was read before.
func auditedSoFar(t testing.TB, caller client, filter map[string]any) (records []map[string]any, total any) {
	t.Helper()
	data := caller.must(t, auditQuery, map[string]any{"filter": filter})
	nodes, ok := at(t, data, "auditLog", "nodes").([]any)
	require.True(t, ok)
	records = make([]map[string]any, len(nodes))
	for i, node := range nodes {
		records[i], ok = node.(map[string]any)
		require.True(t, ok)
	}
	return records, at(t, data, "auditLog", "totalCount")
}

func TestAuditLog_SaysWhoChangedWhat(t *testing.T) {
	w := newWorld(t)
	acting := w.admin.with("X-Acting-User", w.names["user"]).with("X-Request-ID", "request-of-a-test")
	changed := acting.send(t, mutation("updateAccess", "access { id }"), map[string]any{"input": map[string]any{"accessId": w.names["activeAccess"], "firstName": "Eve"}})
	require.Empty(t, changed.Errors, changed.raw)
	require.Empty(t, audited(t, w.admin, map[string]any{"requestId": "request-of-a-test"}), "the client's word is not the ID")
	records := audited(t, w.admin, map[string]any{"requestId": changed.header.Get("X-Request-ID")})
	require.Len(t, records, 1)
	record := records[0]
	require.Equal(t, "updateAccess", record["action"])
	require.Equal(t, "request-of-a-test", record["clientRequestId"])
	require.Equal(t, w.names["activeAccess"], record["subjectId"])
	require.Equal(t, map[string]any{"__typename": "Access", "id": w.names["activeAccess"]}, record["subject"])
	require.Equal(t, []any{map[string]any{"field": "firstName", "before": "Ada", "after": "Eve"}}, record["changes"])
	require.Equal(t, map[string]any{
		"applicationId": w.names["application"], "applicationName": "Administration", "userId": w.names["user"],
	}, record["actor"])
}

func TestAuditLog_EachFilter(t *testing.T) {
	w := newWorld(t)
	w.application(t, []string{"ADMIN"}, nil).mutate(t, "createApplication", "apiKey", map[string]any{"name": "By another", "scopes": []string{}})
	all := audited(t, w.admin, nil)
	require.Greater(t, len(all), 40)
	middle := all[len(all)/2]
	since, until := middle["at"], all[len(all)/4]["at"]
	keeps := func(field string, value any) func(map[string]any) bool {
		return func(record map[string]any) bool { return record[field] == value }
	}
	application := at(t, all[0], "actor", "applicationId")
	cases := map[string]struct {
		filter map[string]any
		keeps  func(map[string]any) bool
	}{
		"subject":     {map[string]any{"subjectId": w.names["activeAccess"]}, keeps("subjectId", w.names["activeAccess"])},
		"action":      {map[string]any{"action": "createCustomer"}, keeps("action", "createCustomer")},
		"request":     {map[string]any{"requestId": middle["requestId"]}, keeps("requestId", middle["requestId"])},
		"application": {map[string]any{"applicationId": application}, func(record map[string]any) bool { return at(t, record, "actor", "applicationId") == application }},
		"from":        {map[string]any{"from": since}, func(record map[string]any) bool { return fmt.Sprint(record["at"]) >= fmt.Sprint(since) }},
		"to":          {map[string]any{"to": until}, func(record map[string]any) bool { return fmt.Sprint(record["at"]) < fmt.Sprint(until) }},
		"time": {map[string]any{"from": since, "to": until}, func(record map[string]any) bool {
			return fmt.Sprint(record["at"]) >= fmt.Sprint(since) && fmt.Sprint(record["at"]) < fmt.Sprint(until)
		}},
		"action and time": {map[string]any{"action": "createCustomer", "from": since}, func(record map[string]any) bool {
			return record["action"] == "createCustomer" && fmt.Sprint(record["at"]) >= fmt.Sprint(since)
		}},
		"subject and action": {map[string]any{"subjectId": w.names["activeAccess"], "action": "activateAccess"}, func(record map[string]any) bool {
			return record["subjectId"] == w.names["activeAccess"] && record["action"] == "activateAccess"
		}},
		"nothing": {map[string]any{"from": until, "to": since}, func(map[string]any) bool { return false }},
		"foreign": {map[string]any{"subjectId": w.names["foreignAccess"]}, func(map[string]any) bool { return false }},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			expected := slices.DeleteFunc(slices.Clone(all), func(record map[string]any) bool { return !tc.keeps(record) })
			require.Equal(t, expected, audited(t, w.admin, tc.filter))
			require.Equal(t, name == "nothing" || name == "foreign", len(expected) == 0)
		})
	}
}

func TestAuditLog_TheHistoryOfAnAccessIsTheLogAboutIt(t *testing.T) {
	w := newWorld(t)
	id := w.names["activeAccess"]
	data := w.admin.must(t, `query($id: ID!) {
		access(accessId: $id) { history { nodes { id action } pageInfo { endCursor } } }
		auditLog(filter: {subjectId: $id}) { nodes { id action } pageInfo { endCursor } }
	}`, map[string]any{"id": id})
	require.Equal(t, data["auditLog"], at(t, data, "access", "history"))
	require.Equal(t, "activateAccess", text(t, data, "auditLog", "nodes", 0, "action"))
	require.Equal(t, "createAccess", text(t, data, "auditLog", "nodes", 1, "action"))
	denied := w.application(t, []string{"ACCESS_READ"}, nil).send(t, `query($id: ID!) { access(accessId: $id) { id history { nodes { id } } } }`, map[string]any{"id": id})
	require.Equal(t, "SCOPE_REQUIRED", denied.Errors[0].Extensions.Reason, denied.raw)
	require.Equal(t, map[string]any{"id": id, "history": nil}, denied.Data["access"])
}

// TestVerify_FindsNothingAfterEveryMutation verifies and repairs what the whole API has written, beside the server.
func TestVerify_FindsNothingAfterEveryMutation(t *testing.T) {
	w := newWorld(t)
	w.server.admin = w.application(t, allScopes(), nil)
	w.everyMutation(t)
	wrong := func(problem mongo.Problem) { assert.Fail(t, problem.String()) }
	documents, err := w.server.store.VerifyDocuments(t.Context(), wrong)
	require.NoError(t, err)
	require.Greater(t, documents, 100)
	unsettled, err := w.server.store.RepairDocuments(t.Context(), func(problem mongo.Problem, _ bool) { wrong(problem) })
	require.NoError(t, err)
	require.Zero(t, unsettled)
}

// TestAuditRecord_HasTheVersionOfItsSubject makes, changes, logs into and deletes a user access.
func TestAuditRecord_HasTheVersionOfItsSubject(t *testing.T) {
	w := newWorld(t)
	id := w.names["apiAccess"]
	input := map[string]any{"userAccessId": id}
	w.admin.must(t, mutation("updateUserAccess", "userAccess { id }"), map[string]any{"input": map[string]any{"userAccessId": id, "name": "Nightly"}})
	w.admin.must(t, mutation("recordUserAccessLogin", "userAccess { id }"), map[string]any{"input": input})
	w.admin.must(t, mutation("deleteUserAccess", "deletedUserAccessId"), map[string]any{"input": input})
	data := w.admin.must(t, `query($id: ID!) { auditLog(filter: {subjectId: $id}) { nodes { action subjectVersion } } }`, map[string]any{"id": id})
	require.Equal(t, []any{
		map[string]any{"action": "deleteUserAccess", "subjectVersion": 2.0},
		map[string]any{"action": "recordUserAccessLogin", "subjectVersion": 2.0},
		map[string]any{"action": "updateUserAccess", "subjectVersion": 2.0},
		map[string]any{"action": "createUserAccess", "subjectVersion": 1.0},
	}, at(t, data, "auditLog", "nodes"))
}

// TestAuditRecord_ChangesRequireTheScopeOfTheSubject reads the log with the scope of one family after the other.
func TestAuditRecord_ChangesRequireTheScopeOfTheSubject(t *testing.T) {
	w := newWorld(t)
	families := map[string][]string{
		"ACCESS_READ": {"acc"}, "ROLE_ACCOUNT_READ": {"epi", "rol", "era"}, "USER_ACCESS_READ": {"cus", "usr", "uac", "uar"},
		"ACCESS_RULE_READ": {"rul", "idf", "psg", "tpr", "hca"}, "ADMIN": {"app"},
	}
	for scope, kinds := range families {
		t.Run(scope, func(t *testing.T) {
			reader := w.application(t, []string{"AUDIT_READ", scope}, nil)
			own := text(t, reader.must(t, "{ viewer { application { id } } }", nil), "viewer", "application", "id")
			visible := map[string]bool{}
			for _, record := range audited(t, reader, nil) {
				kind, _, _ := strings.Cut(fmt.Sprint(record["subjectId"]), "_")
				readable := slices.Contains(append(kinds, "com"), kind) || record["subjectId"] == own
				require.Equal(t, readable, record["subject"] != nil, "%v", record)
				require.Equal(t, readable, record["changes"] != nil, "%v", record)
				visible[kind] = true
			}
			for _, kind := range kinds {
				require.True(t, visible[kind], "nothing about a %s", kind)
			}
		})
	}
}

// everyMutation calls each mutation of the schema, and some of them for objects that have secrets.
func (w *world) everyMutation(t *testing.T) {
	t.Helper()
	w.application(t, []string{"ADMIN"}, nil)
	w.create(t, "code", "createIdentifier", "identifier", map[string]any{"name": "Door", "affiliation": "OWNER", "type": "INPUT_CODE", "number": "8070605"})
	w.server.admin.must(t, operations()["recordPassage"].document(t, w, "mutation", "recordPassage"), nil) // so that there is a pass to be given back
	last := func(field string) bool {
		return strings.HasPrefix(field, "delete") || strings.HasPrefix(field, "revoke")
	}
	for _, deleting := range []bool{false, true} {
		for _, field := range schema().Mutation.Fields {
			if last(field.Name) == deleting && field.Directives.ForName("public") == nil {
				document := operations()[field.Name].document(t, w, "mutation", field.Name)
				if got := w.server.admin.send(t, document, nil); len(got.Errors) > 0 {
					t.Logf("%s: %s", field.Name, got.Errors[0].Message)
				}
			}
		}
	}
}

// TestAuditLog_ReplayedGivesTheDocuments applies every record to nothing, and compares with what is stored. A secret is in
// the documents and not in the log; so is a document that follows from others.
func TestAuditLog_ReplayedGivesTheDocuments(t *testing.T) {
	w := newWorld(t)
	w.server.admin = w.application(t, allScopes(), nil)
	w.everyMutation(t)
	replayed, actions := map[string]map[string]any{}, map[string]bool{}
	for _, record := range w.auditRecords(t) {
		actions[record.Action] = true
		if replayed[record.SubjectID] == nil {
			replayed[record.SubjectID] = map[string]any{}
		}
		for _, change := range record.Changes {
			if change.Field == "passesLeft" {
				continue // counted apart from the document
			}
			require.JSONEq(t, written(t, replayed[record.SubjectID][change.Field]), written(t, change.Before), "%s.%s before %s", record.SubjectID, change.Field, record.Action)
			replayed[record.SubjectID][change.Field] = change.After
		}
	}
	for _, field := range schema().Mutation.Fields {
		require.True(t, actions[field.Name] || field.Directives.ForName("public") != nil, "%s left no record", field.Name)
	}
	for name, id := range w.names {
		stored, err := w.store.Objects().Object(t.Context(), w.company, id)
		if _, follows := stored.(commit.Shared); err == nil && !follows {
			require.Contains(t, replayed, stored.Meta().ID, name)
		}
	}
	for id, fields := range replayed {
		stored, err := w.store.Objects().Object(t.Context(), w.company, id)
		if errors.Is(err, document.ErrAbsent) {
			for field, value := range fields {
				require.Nil(t, value, "%s of %s, which was deleted", field, id)
			}
			continue
		}
		require.NoError(t, err)
		require.JSONEq(t, written(t, shownFields(t, stored)), written(t, withoutNull(t, fields)), id)
	}
}

// shownFields are the fields of a document that the log must hold.
func shownFields(t testing.TB, stored document.Document) map[string]any {
	fields := map[string]any{}
	for _, change := range audit.Changes(nil, stored) {
		fields[change.Field] = audit.Plain(change.After)
	}
	return withoutNull(t, fields)
}

// withoutNull leaves out what has no value. A list without entries counts as none: BSON does not tell it from one that
// never was.
func withoutNull(t testing.TB, fields map[string]any) map[string]any {
	left := map[string]any{}
	for field, value := range fields {
		if text := written(t, value); text != "null" && text != "[]" {
			left[field] = value
		}
	}
	return left
}

func written(t testing.TB, value any) string {
	t.Helper()
	encoded, err := json.Marshal(value)
	require.NoError(t, err)
	return string(encoded)
}

// TestAuditLog_HoldsNoSecret looks for what must not be in it, in everything that the log answers with.
func TestAuditLog_HoldsNoSecret(t *testing.T) {
	w := newWorld(t)
	w.server.admin = w.application(t, allScopes(), nil)
	w.everyMutation(t)
	issued := text(t, w.server.admin.mutate(t, "createApplication", "apiKey", map[string]any{"name": "Desk", "scopes": []string{}}), "apiKey")
	logged := written(t, w.auditRecords(t))
	require.Contains(t, logged, "INPUT_CODE")
	for _, secret := range []string{"8070605", w.admin.key, w.server.admin.key, issued, issued[len(issued)-12:], `"keys"`, "hash"} {
		require.NotContains(t, logged, secret)
	}
}

// TestAuditLog_OmitsEverySecretField reads the names of stored fields: one that sounds like a secret must not be recorded.
func TestAuditLog_OmitsEverySecretField(t *testing.T) {
	w := newWorld(t)
	w.everyMutation(t)
	for _, record := range w.auditRecords(t) {
		for _, change := range record.Changes {
			names := map[string]any{change.Field: change.After}
			require.NotRegexp(t, `(?i)(secret|token|hash|password|keys)[a-z]*":`, written(t, names), record.Action)
		}
	}
}

// TestAuditLog_APageReadsEachTypeOfSubjectOnce compares store calls with the number of types.
func TestAuditLog_APageReadsEachTypeOfSubjectOnce(t *testing.T) {
	w := newCountedWorld(t)
	kinds := map[string]bool{}
	for _, record := range audited(t, w.admin, nil) {
		kind, _, _ := strings.Cut(fmt.Sprint(record["subjectId"]), "_")
		kinds[kind] = true
	}
	calls := w.calls(t, w.admin, "{ auditLog(first: 100) { nodes { subject { id ... on Access { firstName } } changes { field } } } }")
	require.Equal(t, 1+len(kinds), calls, "the page, and each type")
}

// TestAuditLog_ActionsAreMutations compares the actions of the log with the fields of the schema.
func TestAuditLog_ActionsAreMutations(t *testing.T) {
	w := newWorld(t)
	mutations := map[string]*ast.FieldDefinition{}
	for _, field := range schema().Mutation.Fields {
		mutations[field.Name] = field
	}
	for _, record := range audited(t, w.admin, nil) {
		action := fmt.Sprint(record["action"])
		if at(t, record, "actor", "applicationName") != "operator" && action != "seed" {
			require.Contains(t, mutations, action)
		}
	}
}

// TestAuditRecord_KeepsTheClientsRequestID also follows it to who holds no key, and to what is done after the answer.
func TestAuditRecord_KeepsTheClientsRequestID(t *testing.T) {
	w := newWorld(t)
	silent := audited(t, w.admin, nil)[0]
	require.Nil(t, silent["clientRequestId"])

	secret := w.admin.with("X-Request-ID", "order 66 of ada@example.com\t with "+w.admin.key)
	secret.mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Secretive"})
	require.Equal(t, `order 66 of [email address]\t with [key]`, audited(t, w.admin, nil)[0]["clientRequestId"])

	bearer := client{url: w.admin.url}.with("X-Request-ID", "letter-7")
	bearer.mutate(t, "acceptAccessInvitation", "state", map[string]any{"invitationToken": w.names["invitationToken"], "agreementVersion": "1.0"})
	accepted := audited(t, w.foreign, map[string]any{"action": "acceptAccessInvitation"})[0]
	require.Equal(t, "letter-7", accepted["clientRequestId"])

	deleted := w.admin.with("X-Request-ID", "clearance").send(t, mutation("deleteAccessRule", "deletedAccessRuleId"), map[string]any{"input": map[string]any{"accessRuleId": w.names["rule"], "detach": true}})
	require.Empty(t, deleted.Errors, deleted.raw)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		records, _ := auditedSoFar(t, w.admin, map[string]any{"requestId": deleted.header.Get("X-Request-ID")})
		for _, record := range records {
			require.Equal(t, "clearance", record["clientRequestId"], "also of what the sweep changes")
		}
		if len(records) > 1 {
			return
		}
		require.NoError(t, ctx.Err(), "the sweep changed nothing")
	}
}
