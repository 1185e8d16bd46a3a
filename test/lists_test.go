package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/internal/app"
)

// list is a connection field of the schema, and how to reach it.
type list struct {
	coordinate string
	// open and end are the document around the field.
	open, end string
	field     string
}

// parents names an object of the world for each type that has lists.
func parents() map[string]string {
	return map[string]string{
		"Access": "activeAccess", "ExternalPersonalIdentity": "accountIdentity", "ExternalRole": "role", "ExternalRoleAccount": "account",
		"Customer": "customer", "User": "user", "UserAccessRole": "roleREADER", "UiAccess": "uiAccess", "SsoAccess": "ssoAccess",
		"ApiAccess": "apiAccess", "ProfileAccess": "profileAccess", "AccessRule": "rule", "Identifier": "identifier", "Reader": "reader",
		"Application": "twoKeyApplication", "TimeProfile": "timeProfile", "HolidayCalendar": "holidayCalendar",
	}
}

// isDerived reports whether the entries of a connection are computed for the request: they have no IDs, and tests of their own.
func isDerived(connection string) bool {
	return !slices.Contains(app.Schema().Types[strings.TrimSuffix(connection, "Connection")].Interfaces, "Node")
}

// lists finds every connection of stored objects in the schema: those of the root, and those of an object of the world.
func lists(t *testing.T, w *world) []list {
	t.Helper()
	var all []list
	for _, definition := range app.Schema().Types {
		for _, field := range definition.Fields {
			if definition.Kind != ast.Object || !strings.HasSuffix(field.Type.Name(), "Connection") || isDerived(field.Type.Name()) {
				continue
			}
			reached := list{coordinate: definition.Name + "." + field.Name, open: "{ ", end: " }", field: field.Name}
			if definition != app.Schema().Query {
				parent, ok := parents()[definition.Name]
				require.True(t, ok, "no way to %s", reached.coordinate)
				reached.open = fmt.Sprintf("{ parent: node(id: %q) { ... on %s { ", w.names[parent], definition.Name)
				reached.end = " } } }"
			}
			all = append(all, reached)
		}
	}
	require.GreaterOrEqual(t, len(all), 16)
	return all
}

func (l list) page(t *testing.T, caller client, arguments string) map[string]any {
	t.Helper()
	data := caller.must(t, l.open+l.field+arguments+" { edges { cursor node { id } } nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"+l.end, nil)
	if parent, nested := data["parent"]; nested {
		data = parent.(map[string]any)
	}
	page, ok := at(t, data, l.field).(map[string]any)
	require.True(t, ok)
	return page
}

func ids(t *testing.T, page map[string]any) []string {
	t.Helper()
	all := []string{}
	for i, node := range at(t, page, "nodes").([]any) {
		id := text(t, node, "id")
		require.Equal(t, id, text(t, page, "edges", i, "node", "id"))
		all = append(all, id)
	}
	return all
}

// TestLists_PageInOrderOfCreation walks each list one by one, forward and backward, and compares with the whole.
func TestLists_PageInOrderOfCreation(t *testing.T) {
	w := newWorld(t)
	for _, connection := range lists(t, w) {
		t.Run(connection.coordinate, func(t *testing.T) {
			whole := connection.page(t, w.admin, "(first: 100)")
			all := ids(t, whole)
			require.NotEmpty(t, all, "the world has nothing in this list")
			ascending := slices.Clone(all)
			if slices.Contains([]string{"AuditRecord", "Passage"}, nodeType(connection).Name) {
				slices.Reverse(ascending) // newest first
			}
			require.IsIncreasing(t, append([]string{""}, ascending...))
			require.Equal(t, false, at(t, whole, "pageInfo", "hasNextPage"))
			require.Equal(t, false, at(t, whole, "pageInfo", "hasPreviousPage"))
			require.Equal(t, at(t, whole, "edges", 0, "cursor"), at(t, whole, "pageInfo", "startCursor"))
			require.EqualValues(t, len(all), at(t, whole, "totalCount"))
			require.Equal(t, whole, connection.page(t, w.admin, "(last: 100)"))

			require.Equal(t, all, connection.walk(t, w.admin, len(all), "first", "after", "endCursor", "hasNextPage", "hasPreviousPage"))
			backward := connection.walk(t, w.admin, len(all), "last", "before", "startCursor", "hasPreviousPage", "hasNextPage")
			slices.Reverse(backward)
			require.Equal(t, all, backward)
		})
	}
}

// walk follows the cursors from one end to the other, an entry at a time.
func (l list) walk(t *testing.T, caller client, size int, count, from, cursor, ahead, behind string, more ...string) []string {
	t.Helper()
	filtered := strings.Join(append([]string{""}, more...), ", ")
	walked, arguments := []string{}, "("+count+": 1"+filtered+")"
	for {
		page := l.page(t, caller, arguments)
		require.Equal(t, len(walked) > 0, at(t, page, "pageInfo", behind))
		require.EqualValues(t, size, at(t, page, "totalCount"))
		walked = append(walked, ids(t, page)...)
		if at(t, page, "pageInfo", ahead) == false {
			return walked
		}
		arguments = fmt.Sprintf("(%s: 1, %s: %q%s)", count, from, text(t, page, "pageInfo", cursor), filtered)
	}
}

func TestLists_RefuseBadArguments(t *testing.T) {
	w := newWorld(t)
	all := lists(t, w)
	for i, connection := range all {
		t.Run(connection.coordinate, func(t *testing.T) {
			other := all[(i+1)%len(all)].page(t, w.admin, "(first: 1)")
			foreign := text(t, other, "pageInfo", "endCursor")
			for arguments, reason := range map[string]string{
				"(first: 0)": "PAGE_SIZE_NOT_VALID", "(first: 101)": "PAGE_SIZE_NOT_VALID", "(first: -1)": "PAGE_SIZE_NOT_VALID",
				"(last: 0)": "PAGE_SIZE_NOT_VALID", "(last: 101)": "PAGE_SIZE_NOT_VALID", "(first: 1, last: 1)": "PAGE_DIRECTION_NOT_VALID",
				`(after: "nonsense")`: "CURSOR_NOT_VALID", `(before: "nonsense")`: "CURSOR_NOT_VALID", fmt.Sprintf("(before: %q)", foreign): "CURSOR_NOT_VALID",
				fmt.Sprintf("(after: %q)", foreign): "CURSOR_NOT_VALID",
			} {
				got := w.admin.send(t, connection.open+connection.field+arguments+" { nodes { id } }"+connection.end, nil)
				require.Len(t, got.Errors, 1, "%s: %s", arguments, got.raw)
				require.Equal(t, reason, got.Errors[0].Extensions.Reason)
			}
		})
	}
}

func TestLists_WithoutEntriesHaveNoCursors(t *testing.T) {
	running := start(t)
	page := running.admin.must(t, "{ accesses { edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }", nil)
	require.Equal(t, map[string]any{
		"edges": []any{}, "nodes": []any{},
		"pageInfo": map[string]any{"hasNextPage": false, "hasPreviousPage": false, "startCursor": nil, "endCursor": nil},
	}, page["accesses"])
}
