package test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/internal/app"
)

// storeCalls is what each operation of isolation_test.go costs: commands sent to the store, without those that check the
// key. A mutation's commit is one command for each document it writes, one for its audit records, and the commit.
func storeCalls() map[string]int {
	calls := map[string]int{
		"viewer": 0, "errorCatalog": 0, "possibleErrors": 0, "serverInfo": 0,
		// It relies on the identity.
		"activateAccess":         6,
		"inviteAccess":           4,
		"revokeAccessInvitation": 4,
		// The access by its token, and its identity.
		"invitationUserAgreement": 2,
		// The access by its token with its identity, and again within its company; it relies on the identity.
		"acceptAccessInvitation": 8,
		"attachAccessRule":       7,
		"createAccess":           5,
		// Its readers are read, and created or counted.
		"createAccessRule":               6,
		"createApplication":              3,
		"createCustomer":                 6,
		"createExternalPersonalIdentity": 3,
		"createExternalRole":             4,
		"createExternalRoleAccount":      6,
		"createIdentifier":               4,
		"createUser":                     4,
		// Its calendar is read, and its counter moved; two counters begin.
		"createTimeProfile":     7,
		"updateTimeProfile":     4,
		"deleteTimeProfile":     8,
		"createHolidayCalendar": 4,
		"updateHolidayCalendar": 4,
		"deleteHolidayCalendar": 6,
		// It relies on the user.
		"createUserAccess": 6,
		// The person, and a page of each of four types; the person, the job, the record, the commit.
		"eraseUser":                     9,
		"eraseExternalPersonalIdentity": 9,
		"createUserAccessRole":          5,
		// The access, its roles; its roles' counters, its two claims, itself, its record, the commit.
		"deleteUserAccess": 8,
		// The role, its counter; the counter, the claim, the role, its record, the commit.
		"updateUserAccessRole": 4,
		"deleteUserAccessRole": 7,
		// The access, its user; both are relied on; the time, its record, the commit.
		"recordUserAccessLogin":          7,
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
		"checkPassage": 3,
		// The rule, and how often it is used; its identifiers; for now and for then, their holders and rules.
		"previewPassages":  9,
		"recordPassage":    7,
		"updateAccessRule": 4, "deleteAccessRule": 8, "updateIdentifier": 5, "deleteIdentifier": 6, "resetIdentifierPasses": 6,
		// A key's revocation also looks for another application with ADMIN that keeps a key, and relies on it.
		"revokeApiKey": 6,
	}
	for field, called := range operations() {
		if _, listed := calls[field]; !listed && !strings.Contains(called.arguments, "input:") {
			// By ID, or a page: one read.
			calls[field] = 1
		}
	}
	return calls
}

// newCountedWorld is a world in which store calls are counted: its clock stands still, so that the application of a key
// stays cached.
func newCountedWorld(t testing.TB) *world {
	t.Helper()
	return newWorldAs(t, stopClock)
}

// newLadenWorld is newCountedWorld with what hundredOfEach adds.
func newLadenWorld(t testing.TB) *world {
	t.Helper()
	return ladenSeed.copy(t, func(options *app.Options) {
		stopClock(options)
		// A page of eighty with everything that it leads to costs more than a client may ask for.
		options.Limits.Cost *= 2
	})
}

func stopClock(options *app.Options) {
	now := time.Now()
	options.Clock = func() time.Time { return now }
}

// calls returns how many store calls an operation costs, without the check of its key: none for a query, whose application
// is cached, and one for a mutation, which reads it.
func (w *world) calls(t testing.TB, caller client, document string) int {
	t.Helper()
	caller.must(t, "{ __typename }", nil)
	calls := w.allCalls(t, caller, document)
	if strings.HasPrefix(document, "mutation") {
		calls--
	}
	return calls
}

// allCalls returns how many store calls a request costs.
func (s *server) allCalls(t testing.TB, caller client, document string) int {
	t.Helper()
	got := caller.send(t, document, nil)
	require.Empty(t, got.Errors, got.raw)
	logged := s.log.operation(t, got.header.Get("X-Request-ID"))
	calls, ok := logged["storeCalls"].(float64)
	require.True(t, ok, "%v", logged)
	return int(calls)
}

func TestStoreCalls_OfEachOperation(t *testing.T) {
	expected := storeCalls()
	shared := newCountedWorld(t)
	for field, called := range operations() {
		t.Run(field, func(t *testing.T) {
			w := shared
			switch field {
			case "revokeApiKey":
				w = newCountedWorld(t)
				w.application(t, []string{"ADMIN"}, nil)
			case "previewPassages": // other operations detach the rule, and take holders away
				w = newCountedWorld(t)
			}
			kind := "query"
			if strings.Contains(called.arguments, "input:") {
				kind = "mutation"
			}
			calls := w.calls(t, w.admin, called.document(t, w, kind, field))
			t.Logf("%s: %d", field, calls)
			require.Equal(t, expected[field], calls)
		})
	}
}

// listCalls is what each list of the schema costs, with everything that its entries lead to within three steps: the page, and
// a call for each type on each step; for a list of an object, that object, too.
func listCalls() map[string]int {
	calls := map[string]int{
		"Query.accesses": 9, "Query.externalPersonalIdentities": 6, "Query.externalRoles": 6, "Query.externalRoleAccounts": 8,
		"Query.customers": 9, "Query.users": 8, "Query.userAccesses": 9, "Query.userAccessRoles": 6,
		"Query.accessRules": 13, "Query.identifiers": 16, "Query.applications": 5,
		"ExternalPersonalIdentity.accesses": 11, "ExternalPersonalIdentity.roleAccounts": 9, "ExternalRole.accounts": 9,
		"ExternalRoleAccount.accesses": 11, "Customer.subsidiaries": 10, "User.userAccesses": 11, "Customer.users": 9, "Customer.userAccesses": 12,
		"UserAccessRole.userAccesses": 11, "ExternalPersonalIdentity.identifiers": 15, "User.identifiers": 15,
		"AccessRule.identifiers": 17, "Identifier.accessRules": 14, "Identifier.passages": 17,
		"Query.passages": 15, "Query.readers": 1, "Reader.accessRules": 14,
		// A time profile leads to its holiday calendars, and to the counters of either.
		"Query.timeProfiles": 11, "TimeProfile.accessRules": 14, "TimeProfile.identifiers": 17,
		"Query.holidayCalendars": 7, "HolidayCalendar.timeProfiles": 12,
		"Query.auditLog": 6,
	}
	for typeName := range parents() {
		calls[typeName+".history"] = 7
	}
	return calls
}

// TestStoreCalls_OfAListOfAnySize reads a page of one and a page of eighty of the latest entries, no two of which name the
// same. Eighty with what they share are no more than the hundred that a call reads.
func TestStoreCalls_OfAListOfAnySize(t *testing.T) {
	w := newLadenWorld(t)
	expected := listCalls()
	for _, connection := range lists(t, w) {
		t.Run(connection.coordinate, func(t *testing.T) {
			selection, end := everything(nodeType(connection), 3), "last"
			if name := nodeType(connection).Name; name == "AuditRecord" || name == "Passage" {
				end = "first" // the newest come first
			}
			for _, size := range []int{1, 80} {
				document := fmt.Sprintf("%s%s(%s: %d) { nodes { %s } }%s", connection.open, connection.field, end, size, selection, connection.end)
				calls := w.calls(t, w.admin, document)
				t.Logf("%s, a page of %d: %d", connection.coordinate, size, calls)
				require.Equal(t, expected[connection.coordinate], calls, "a page of %d; gqlgen.yml names the fields that are read for a whole level", size)
			}
		})
	}
}

// TestStoreCalls_OfPageInfoAndTotalCount covers what a page tells of its list.
func TestStoreCalls_OfPageInfoAndTotalCount(t *testing.T) {
	w := newLadenWorld(t)
	cursor := text(t, w.admin.must(t, "{ accesses(first: 3) { pageInfo { endCursor } } }", nil), "accesses", "pageInfo", "endCursor")
	for selection, calls := range map[string]int{
		"(first: 2) { pageInfo { hasNextPage hasPreviousPage startCursor } }":                                      1,
		"(last: 2) { pageInfo { hasNextPage hasPreviousPage } }":                                                   1,
		"(first: 2, after: $cursor) { pageInfo { hasNextPage } }":                                                  1,
		"(first: 2, after: $cursor) { pageInfo { hasPreviousPage } }":                                              2,
		"(last: 2, before: $cursor) { pageInfo { hasPreviousPage } }":                                              1,
		"(last: 2, before: $cursor) { pageInfo { hasNextPage } }":                                                  2,
		"(first: 2, after: $cursor) { totalCount pageInfo { hasNextPage hasPreviousPage } }":                       3,
		"{ totalCount @skip(if: true) pageInfo { ...on PageInfo { hasNextPage } } }":                               1,
		"(filter: {states: [ACTIVE, INVITED]}) { totalCount nodes { id } }":                                        3,
		"{ nodes { privateIdentity @include(if: false) { id } } edges { node { ...on Node { id } cursor: id } } }": 1,
		"{ nodes { ...F } } } fragment F on Access { a: privateIdentity { id } b: privateIdentity { id } }":        2,
	} {
		document := "{ accesses" + strings.ReplaceAll(selection, "$cursor", strconv.Quote(cursor))
		if !strings.Contains(selection, "fragment") {
			document += " }"
		}
		require.Equal(t, calls, w.calls(t, w.admin, document), selection)
	}
}

// TestStoreCalls_OfEachFieldOfAPage selects each field that leads to an object, or is resolved, of each entry of a page
// of one and of a page of eighty: as many calls, except for lists, which are one for each object.
func TestStoreCalls_OfEachFieldOfAPage(t *testing.T) {
	w := newLadenWorld(t)
	checked := map[string]bool{}
	for _, connection := range lists(t, w) {
		end := "last"
		if name := nodeType(connection).Name; name == "AuditRecord" || name == "Passage" {
			end = "first" // the newest come first
		}
		types := []*ast.Definition{nodeType(connection)}
		if types[0].IsAbstractType() {
			types = append(types, schema().GetPossibleTypes(types[0])...)
		}
		for _, of := range types {
			for _, field := range of.Fields {
				coordinate := of.Name + "." + field.Name
				if checked[coordinate] || strings.HasPrefix(field.Name, "__") {
					continue
				}
				checked[coordinate] = true
				isList := strings.HasSuffix(field.Type.Name(), "Connection")
				selection := field.Name
				switch kind := schema().Types[field.Type.Name()]; {
				case isList:
					selection += "(first: 1) { nodes { __typename } }"
				case len(kind.Fields) > 0:
					selection += " { " + fieldsBut(kind, nil, 0) + " }"
				}
				calls := func(size int) (calls, entries int) {
					document := fmt.Sprintf("%s%s(%s: %d) { nodes { __typename ... on %s { %s } } }%s", connection.open, connection.field, end, size, of.Name, selection, connection.end)
					got := w.admin.must(t, document, nil)
					nodes := at(t, descend(t, got, connection), "nodes").([]any)
					for _, node := range nodes {
						if typeName := text(t, node, "__typename"); typeName == of.Name || of.IsAbstractType() {
							entries++
						}
					}
					return w.calls(t, w.admin, document), entries
				}
				one, _ := calls(1)
				many, entries := calls(80)
				if isList {
					require.LessOrEqual(t, many, one+entries, "%s in %s", coordinate, connection.coordinate)
					continue
				}
				require.LessOrEqual(t, many, one+1, "%s in %s: one read more at most, for what the entry of a page of one did not name", coordinate, connection.coordinate)
			}
		}
	}
	require.Greater(t, len(checked), 200)
}

// descend returns the list's page in an answer.
func descend(t *testing.T, data map[string]any, connection list) any {
	t.Helper()
	if parent, nested := data["parent"]; nested {
		return at(t, parent, connection.field)
	}
	return at(t, data, connection.field)
}

// TestStoreCalls_OfAConnectionWithinAList covers lists of lists.
func TestStoreCalls_OfAConnectionWithinAList(t *testing.T) {
	w := newLadenWorld(t)
	for _, size := range []int{1, 30, 100} {
		require.Equal(t, 1+size, w.calls(t, w.admin, fmt.Sprintf("{ users(last: %d) { nodes { userAccesses(first: 2) { nodes { id } } } } }", size)))
	}
}

func nodeType(connection list) *ast.Definition {
	typeName, fieldName, _ := strings.Cut(connection.coordinate, ".")
	field := schemaField(typeName, fieldName)
	return schema().Types[strings.TrimSuffix(field.Type.Name(), "Connection")]
}

// everything selects all fields of a type that take no arguments, and of what they lead to within some steps.
func everything(of *ast.Definition, steps int) string {
	selected := []string{fieldsBut(of, nil, steps)}
	if of.Kind == ast.Interface && of.Name != "Node" {
		for _, possible := range schema().GetPossibleTypes(of) {
			selected = append(selected, "... on "+possible.Name+" { __typename "+fieldsBut(possible, of, steps)+" }")
		}
	}
	return strings.Join(selected, " ")
}

// fieldsBut leaves out those of another type.
func fieldsBut(of, but *ast.Definition, steps int) string {
	var selected []string
	for _, field := range of.Fields {
		kind := schema().Types[field.Type.Name()]
		switch {
		case strings.HasPrefix(field.Name, "__") || len(field.Arguments) > 0 || but != nil && but.Fields.ForName(field.Name) != nil:
		case len(kind.Fields) == 0:
			selected = append(selected, field.Name)
		case steps > 0:
			selected = append(selected, field.Name+" { "+everything(kind, steps-1)+" }")
		}
	}
	return strings.Join(selected, " ")
}

func schemaField(typeName, fieldName string) *ast.FieldDefinition {
	return schema().Types[typeName].Fields.ForName(fieldName)
}
