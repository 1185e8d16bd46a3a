package test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/app"
)

// anchor is how the root's list is asked for what an object's list has: its field, and the field of the filter that names the
// object, or for a role and a reader what the object is known by.
type anchor struct{ root, member string }

// anchors are those of the lists of objects, by their coordinates. The histories are added by their types.
func anchors() map[string]anchor {
	all := map[string]anchor{
		"AccessRule.identifiers":                {"identifiers", "accessRuleId"},
		"Customer.subsidiaries":                 {"customers", "parentId"},
		"Customer.userAccesses":                 {"userAccesses", "customerId"},
		"Customer.users":                        {"users", "customerId"},
		"ExternalPersonalIdentity.accesses":     {"accesses", "privateId"},
		"ExternalPersonalIdentity.identifiers":  {"identifiers", "holderId"},
		"ExternalPersonalIdentity.roleAccounts": {"externalRoleAccounts", "personalIdentityId"},
		"ExternalRole.accounts":                 {"externalRoleAccounts", "roleId"},
		"ExternalRoleAccount.accesses":          {"accesses", "roleAccountId"},
		"Identifier.accessRules":                {"accessRules", "identifierId"},
		"HolidayCalendar.timeProfiles":          {"timeProfiles", "holidayCalendarId"},
		"Identifier.passages":                   {"passages", "identifierId"},
		"Reader.accessRules":                    {"accessRules", "reader"},
		"TimeProfile.accessRules":               {"accessRules", "timeProfileId"},
		"TimeProfile.identifiers":               {"identifiers", "timeProfileId"},
		"User.identifiers":                      {"identifiers", "holderId"},
		"User.userAccesses":                     {"userAccesses", "userId"},
		"UserAccessRole.userAccesses":           {"userAccesses", "role"},
	}
	for typeName := range parents() {
		if app.Schema().Types[typeName].Fields.ForName("history") != nil {
			all[typeName+".history"] = anchor{"auditLog", "subjectId"}
		}
	}
	return all
}

// TestNestedLists_AreTheRootsListFiltered compares each list of an object with the root's, filtered by the object: the same entries
// under the same cursors, and none when the filter names another object.
func TestNestedLists_AreTheRootsListFiltered(t *testing.T) {
	w := newWorld(t)
	compared := 0
	for _, nested := range lists(t, w) {
		typeName, _, _ := strings.Cut(nested.coordinate, ".")
		if typeName == "Query" {
			continue
		}
		compared++
		t.Run(nested.coordinate, func(t *testing.T) {
			anchor, ok := anchors()[nested.coordinate]
			require.True(t, ok, "no list of the root")
			owner := w.names[parents()[typeName]]
			switch {
			case anchor.member == "role":
				owner = "READER"
			case anchor.member == "reader":
				owner = "front"
			}
			root := list{open: "{ ", field: anchor.root, end: " }"}
			filter := fmt.Sprintf("filter: {%s: %q}", anchor.member, owner)
			own, filtered := nested.page(t, w.admin, "(first: 100)"), root.page(t, w.admin, "(first: 100, "+filter+")")
			require.NotEmpty(t, ids(t, own))
			require.Equal(t, filtered, own)
			require.Equal(t, own, nested.page(t, w.admin, "(first: 100, "+filter+")"))

			other := nested.page(t, w.admin, fmt.Sprintf("(filter: {%s: %q})", anchor.member, owner+"x"))
			require.Equal(t, map[string]any{
				"edges": []any{}, "nodes": []any{}, "totalCount": 0.0,
				"pageInfo": map[string]any{"hasNextPage": false, "hasPreviousPage": false, "startCursor": nil, "endCursor": nil},
			}, other)
		})
	}
	require.Equal(t, len(anchors()), compared)
}

// TestHistory_RequiresTheScopesOfTheLogAndOfItsSubject asks for the history of one object of each type, as three callers.
func TestHistory_RequiresTheScopesOfTheLogAndOfItsSubject(t *testing.T) {
	w := newWorld(t)
	for coordinate := range anchors() {
		typeName, isHistory := strings.CutSuffix(coordinate, ".history")
		if !isHistory {
			continue
		}
		t.Run(typeName, func(t *testing.T) {
			document := fmt.Sprintf("{ node(id: %q) { ... on %s { history { nodes { action changes { field } } } } } }", w.names[parents()[typeName]], typeName)
			readers := w.application(t, []string{"ACCESS_READ", "ROLE_ACCOUNT_READ", "USER_ACCESS_READ", "ACCESS_RULE_READ", "ADMIN"}, nil)
			refused := readers.send(t, document, nil)
			require.Len(t, refused.Errors, 1, refused.raw)
			require.Equal(t, "SCOPE_REQUIRED", refused.Errors[0].Extensions.Reason)
			require.Nil(t, at(t, refused.Data, "node", "history"))

			auditor := w.application(t, []string{"AUDIT_READ", "ACCESS_READ", "ROLE_ACCOUNT_READ", "USER_ACCESS_READ", "ACCESS_RULE_READ", "ADMIN"}, nil)
			for _, node := range at(t, auditor.must(t, document, nil), "node", "history", "nodes").([]any) {
				require.NotNil(t, at(t, node, "changes"))
			}
			log := w.application(t, []string{"AUDIT_READ"}, nil).must(t, fmt.Sprintf("{ auditLog(filter: {subjectId: %q}) { nodes { action subject { id } changes { field } } } }",
				w.names[parents()[typeName]]), nil)
			for _, node := range at(t, log, "auditLog", "nodes").([]any) {
				require.Nil(t, at(t, node, "changes"), "without the read scope of %s", typeName)
				require.Nil(t, at(t, node, "subject"))
			}
		})
	}
}

func TestAuditLog_IsSortedEitherWay(t *testing.T) {
	w := newWorld(t)
	log := list{open: "{ ", field: "auditLog", end: " }"}
	newest := ids(t, log.page(t, w.admin, "(first: 100)"))
	require.Equal(t, newest, ids(t, log.page(t, w.admin, "(first: 100, orderBy: {field: AT})")))
	oldest := ids(t, log.page(t, w.admin, "(last: 100, orderBy: {field: AT, direction: ASC})"))
	require.IsIncreasing(t, oldest)
	require.Equal(t, newest[0], oldest[len(oldest)-1])
}
