package test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// storeCalls is what each operation of isolation_test.go costs: commands sent to the store, without the one that checks
// the key. A mutation's commit is one command for each document it writes, one for its audit records, and the commit.
func storeCalls() map[string]int {
	calls := map[string]int{
		"viewer": 0, "errorCatalog": 0, "possibleErrors": 0, "serverInfo": 0,
		"activateAccess":                 4,
		"attachAccessRule":               7,
		"createAccess":                   5,
		"createAccessRule":               4,
		"createApplication":              3,
		"createCustomer":                 4,
		"createExternalPersonalIdentity": 3,
		"createExternalRole":             4,
		"createExternalRoleAccount":      6,
		"createIdentifier":               4,
		"createUser":                     4,
		"createUserAccess":               5,
		"createUserAccessRole":           5,
		// The access, its roles; its roles' counters, its two claims, itself, its record, the commit.
		"deleteUserAccess": 8,
		// The role, its counter; the counter, the claim, the role, its record, the commit.
		"deleteUserAccessRole":           7,
		"recordUserAccessLogin":          4,
		"updateCustomer":                 4,
		"updateUser":                     4,
		"updateUserAccess":               6,
		"detachAccessRule":               6,
		"issueApiKey":                    4,
		"updateAccess":                   4,
		"updateApplication":              4,
		"updateExternalPersonalIdentity": 4,
		// Its old name is released and the new one claimed.
		"updateExternalRole": 6,
		// Its identity is read and changed with it.
		"updateExternalRoleAccount": 6,
		// The identifier; then its rules and its passes, side by side.
		"checkPassage":     3,
		"recordPassage":    7,
		"updateAccessRule": 4, "deleteAccessRule": 6, "updateIdentifier": 5, "deleteIdentifier": 5, "resetIdentifierPasses": 6,
		// A key's revocation also looks for another application with ADMIN that keeps a key, and relies on it.
		"revokeApiKey": 6,
	}
	for field, called := range operations() {
		if _, known := calls[field]; !known && !strings.Contains(called.arguments, "input:") {
			// By ID, or a page: one read.
			calls[field] = 1
		}
	}
	return calls
}

func (w *world) calls(t testing.TB, caller client, document string) int {
	t.Helper()
	got := caller.send(t, document, nil)
	require.Empty(t, got.Errors, got.raw)
	logged := w.log.operation(t, got.header.Get("X-Request-ID"))
	calls, ok := logged["storeCalls"].(float64)
	require.True(t, ok, "%v", logged)
	return int(calls)
}

func TestEachOperationCostsTheStoreCallsThatItSays(t *testing.T) {
	expected := storeCalls()
	shared := newWorld(t)
	for field, called := range operations() {
		t.Run(field, func(t *testing.T) {
			w := shared
			switch field {
			case "revokeApiKey":
				w = newWorld(t)
				w.application(t, []string{"ADMIN"}, nil)
			case "resetIdentifierPasses":
				w = newWorld(t)
				w.record(t, "front", "visitorCard")
			}
			kind := "query"
			if strings.Contains(called.arguments, "input:") {
				kind = "mutation"
			}
			calls := w.calls(t, w.admin, called.document(t, w, kind, field)) - 1
			t.Logf("%s: %d", field, calls)
			require.Equal(t, expected[field], calls)
		})
	}
}

// TestAListCostsTheSameWhateverItsSize compares a page of one with a page of many, with everything of the nodes that is
// loaded by ID.
func TestAListCostsTheSameWhateverItsSize(t *testing.T) {
	w := newWorld(t)
	selections := map[string]string{
		"Access":                   "id privateIdentity { id } roleAccount { id role { id } } createdBy { application { id } user { id } }",
		"ExternalPersonalIdentity": "id",
		"ExternalRole":             "id",
		"ExternalRoleAccount":      "id role { id } personalIdentity { id } createdBy { application { id } }",
		"Customer":                 "id parent { id }",
		"User":                     "id customer { id }",
		"UserAccess":               "id user { id } customer { id } createdBy { application { id } } ... on ApiAccess { language }",
		"UserAccessRole":           "id",
		"AccessRule":               "id referencesCount { identifiers } createdBy { application { id } }",
		"Identifier":               "id validity { passesLeft } createdBy { application { id } }",
		"Application":              "id keys { lastUsedAt }",
		"AuditRecord":              "id actor { application { id } user { id } } changes { field before after }",
	}
	for range 4 {
		w.more(t)
	}
	for _, wanted := range lists(t, w) {
		t.Run(wanted.coordinate, func(t *testing.T) {
			selection, ok := selections[nodeType(wanted)]
			require.True(t, ok, "no selection for the nodes of %s", wanted.coordinate)
			document := func(first int) string {
				return fmt.Sprintf("%s%s(first: %d) { nodes { %s } }%s", wanted.open, wanted.field, first, selection, wanted.end)
			}
			one, many := w.calls(t, w.admin, document(1)), w.calls(t, w.admin, document(100))
			t.Logf("%s: %d", wanted.coordinate, many-1)
			// An entry that names nothing costs less than one that does: many may cost more than one, up to a call for
			// each type that is selected.
			require.GreaterOrEqual(t, many, one)
			require.LessOrEqual(t, many-1, 1+strings.Count(selection, "{")+strings.Count(wanted.open, "parent"))
		})
	}
}

func nodeType(wanted list) string {
	typeName, fieldName, _ := strings.Cut(wanted.coordinate, ".")
	field := schemaField(typeName, fieldName)
	return strings.TrimSuffix(field.Type.Name(), "Connection")
}

// more adds entries to the lists of the world.
func (w *world) more(t testing.TB) {
	t.Helper()
	n := len(w.names)
	w.create(t, fmt.Sprint("identity", n), "createExternalPersonalIdentity", "externalPersonalIdentity", person(nil))
	w.create(t, fmt.Sprint("access", n), "createAccess", "access", map[string]any{
		"type": "PRIVATE", "privateId": w.names["identity"], "managed": true, "firstName": "Ada", "lastName": "Byron"})
	w.create(t, fmt.Sprint("account", n), "createExternalRoleAccount", "externalRoleAccount", person(map[string]any{"roleId": w.names["role"]}))
	w.create(t, fmt.Sprint("customer", n), "createCustomer", "customer", map[string]any{"name": "More", "parentId": w.names["customer"]})
	w.create(t, fmt.Sprint("profile", n), "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["user"], "kind": map[string]any{"api": map[string]any{"name": "More"}}})
	rule := w.create(t, fmt.Sprint("rule", n), "createAccessRule", "accessRule", ruleInput())
	card := w.create(t, fmt.Sprint("card", n), "createIdentifier", "identifier", map[string]any{
		"name": "More", "affiliation": "GUEST", "type": "CARD", "number": fmt.Sprint(1000 + n), "validity": map[string]any{"maxPasses": n}})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": card, "accessRuleId": w.names["rule"]})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": w.names["identifier"], "accessRuleId": rule})
}

func schemaField(typeName, fieldName string) *ast.FieldDefinition {
	return schema().Types[typeName].Fields.ForName(fieldName)
}
