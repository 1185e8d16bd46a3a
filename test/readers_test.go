package test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// ruleAt creates an access rule with readers.
func (w *world) ruleAt(t testing.TB, name string, readers ...string) string {
	t.Helper()
	var settings []any
	for _, reader := range readers {
		settings = append(settings, map[string]any{"reader": reader, "relays": []int{1}})
	}
	return w.create(t, name, "createAccessRule", "accessRule", map[string]any{"name": name, "description": "", "settings": settings})
}

// readers lists the texts of readers and the numbers of their rules, an entry a page.
func (w *world) readers(t *testing.T, arguments string) []string {
	t.Helper()
	listed, after := []string{}, ""
	for {
		data := w.admin.must(t, "{ readers(first: 1"+after+arguments+") { nodes { reader accessRulesCount } pageInfo { hasNextPage endCursor } } }", nil)
		for _, node := range at(t, data, "readers", "nodes").([]any) {
			listed = append(listed, fmt.Sprintf("%s %v", text(t, node, "reader"), at(t, node, "accessRulesCount")))
		}
		if at(t, data, "readers", "pageInfo", "hasNextPage") == false {
			return listed
		}
		after = fmt.Sprintf(", after: %q", text(t, data, "readers", "pageInfo", "endCursor"))
	}
}

func TestReaders_NeedTheScope(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	got := door.send(t, "{ readers { nodes { reader } } }", nil)
	requireDenied(t, got, "readers", "ACCESS_RULE_READ")
	got = door.send(t, "query($id: ID!) { node(id: $id) { id } }", map[string]any{"id": w.names["reader"]})
	requireDenied(t, got, "node", "ACCESS_RULE_READ")
}

func TestReaders_AreThoseOfTheRules(t *testing.T) {
	w := newWorld(t)
	require.Equal(t, []string{"front 3"}, w.readers(t, ""))
	alley := w.ruleAt(t, "Alley", "back", "Émile", "eMIL", "front")
	require.Equal(t, []string{"back 1", "eMIL 1", "Émile 1", "front 4"}, w.readers(t, ""))
	require.Equal(t, []string{"front 4", "Émile 1", "eMIL 1", "back 1"}, w.readers(t, ", orderBy: {direction: DESC}"))
	require.Equal(t, []string{"eMIL 1", "Émile 1"}, w.readers(t, `, filter: {startsWith: "ém"}`))
	require.Equal(t, []string{}, w.readers(t, `, filter: {startsWith: "x"}`))

	w.admin.mutate(t, "updateAccessRule", "accessRule { id }", map[string]any{
		"accessRuleId": alley, "settings": []any{map[string]any{"reader": "back", "relays": []int{1}}, map[string]any{"reader": "gate", "relays": []int{1}}}})
	require.Equal(t, []string{"back 1", "front 3", "gate 1"}, w.readers(t, ""))
	gate := text(t, w.admin.must(t, `{ readers(filter: {startsWith: "gate"}) { nodes { id } } }`, nil), "readers", "nodes", 0, "id")
	w.admin.mutate(t, "deleteAccessRule", "deletedAccessRuleId", map[string]any{"accessRuleId": alley})
	require.Equal(t, []string{"front 3"}, w.readers(t, ""))
	require.Nil(t, w.admin.must(t, "query($id: ID!) { node(id: $id) { id } }", map[string]any{"id": gate})["node"])
	w.ruleAt(t, "Gates", "gate")
	require.Equal(t, gate, text(t, w.admin.must(t, "query($id: ID!) { node(id: $id) { id } }", map[string]any{"id": gate}), "node", "id"), "the same text is the same reader")

	foreign := w.foreign.must(t, "{ readers { totalCount nodes { reader accessRulesCount } } }", nil)
	require.Equal(t, []any{map[string]any{"reader": "front", "accessRulesCount": 1.0}}, at(t, foreign, "readers", "nodes"))
	require.Nil(t, w.foreign.must(t, "query($id: ID!) { node(id: $id) { id } }", map[string]any{"id": gate})["node"])
}

func TestReaders_ListTheirRules(t *testing.T) {
	w := newWorld(t)
	alley := w.ruleAt(t, "Alley", "back", "front")
	for arguments, names := range map[string][]string{
		"": {"rule", "spareRule", "unusedRule", "Alley"},
		`(orderBy: {field: NAME, direction: DESC})`:               {"unusedRule", "spareRule", "rule", "Alley"},
		`(filter: {nameStartsWith: "al"})`:                        {"Alley"},
		`(filter: {reader: " front ", nameStartsWith: "al"})`:     {"Alley"},
		`(filter: {reader: "back"})`:                              {},
		`(filter: {identifierId: "${visitorCard}"})`:              {"rule"},
		`(filter: {identifierId: "${visitorCard}", reader: "x"})`: {},
	} {
		data := w.admin.must(t, string(w.fill(t, []byte(`{ node(id: "${reader}") { ... on Reader { accessRules`+arguments+` { nodes { id } } } } }`))), nil)
		expected := []any{}
		for _, name := range names {
			expected = append(expected, map[string]any{"id": w.names[name]})
		}
		require.Equal(t, expected, at(t, data, "node", "accessRules", "nodes"), arguments)
	}
	require.NotEmpty(t, alley)
	cursor := text(t, w.admin.must(t, `{ accessRules(first: 1, filter: {reader: "front"}) { pageInfo { endCursor } } }`, nil), "accessRules", "pageInfo", "endCursor")
	data := w.admin.must(t, `query($id: ID!, $after: String) { node(id: $id) { ... on Reader { accessRules(first: 1, after: $after) { nodes { id } } } } }`,
		map[string]any{"id": w.names["reader"], "after": cursor})
	require.Equal(t, w.names["spareRule"], text(t, data, "node", "accessRules", "nodes", 0, "id"), "the cursors are those of the root's list")
}

// Whatever the number of rules and readers, a page is one read.
func TestReaders_CostAPageWhateverTheNumberOfRules(t *testing.T) {
	w := newCountedWorld(t)
	calls := func() int {
		return w.calls(t, w.admin, "{ readers(first: 2) { nodes { reader accessRulesCount } pageInfo { hasNextPage } } }")
	}
	require.Equal(t, 1, calls())
	w.hundredOfEach(t)
	require.Equal(t, 1, calls())
	require.Len(t, slices.Compact(w.readers(t, "")), 101)
	require.Equal(t, []string{"front 103"}, w.readers(t, `, filter: {startsWith: "front"}`))
}

// Clients create, change and delete rules of one reader at the same moment: no rule is lost or counted twice.
func TestReaders_AreCountedWhoeverChangesTheirRulesAtOnce(t *testing.T) {
	w := newWorld(t)
	const clients = 24
	failures := make([]string, clients)
	var changing sync.WaitGroup
	for i := range failures {
		changing.Go(func() {
			setting := func(readers ...string) (settings []any) {
				for _, reader := range readers {
					settings = append(settings, map[string]any{"reader": reader, "relays": []int{1}})
				}
				return settings
			}
			send := func(field, selection string, input map[string]any) answer {
				got := w.admin.send(t, mutation(field, selection), map[string]any{"input": input})
				if len(got.Errors) > 0 {
					failures[i] += got.raw
				}
				return got
			}
			created := send("createAccessRule", "accessRule { id }", map[string]any{"name": "Busy", "description": "", "settings": setting("busy", "brief")})
			if failures[i] != "" {
				return
			}
			ruleID := text(t, created.Data, "createAccessRule", "accessRule", "id")
			send("updateAccessRule", "accessRule { id }", map[string]any{"accessRuleId": ruleID, "settings": setting("busy", fmt.Sprintf("own %02d", i))})
			if i%3 == 0 {
				send("deleteAccessRule", "deletedAccessRuleId", map[string]any{"accessRuleId": ruleID})
			}
		})
	}
	changing.Wait()
	require.Equal(t, slices.Repeat([]string{""}, clients), failures)
	expected := []string{"busy 16", "front 3"}
	for i := range clients {
		if i%3 != 0 {
			expected = append(expected, fmt.Sprintf("own %02d 1", i))
		}
	}
	require.Equal(t, expected, w.readers(t, ""), "the reader that each rule had for a while is gone")
}
