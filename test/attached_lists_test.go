package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// requireNested compares what a list of an object has with names of the world.
func (w *world) requireNested(t *testing.T, parent, field, arguments string, names ...string) {
	t.Helper()
	data := w.admin.must(t, string(w.fill(t, []byte("{ parent: "+parent+" { "+field+arguments+" { totalCount nodes { id } } } }"))), nil)
	expected := []any{}
	for _, name := range names {
		expected = append(expected, map[string]any{"id": w.names[name]})
	}
	require.Equal(t, expected, at(t, data, "parent", field, "nodes"), arguments)
	require.InDelta(t, len(names), at(t, data, "parent", field, "totalCount"), 0, arguments)
}

func (w *world) attach(t *testing.T, identifier, rule string) {
	t.Helper()
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": w.names[identifier], "accessRuleId": w.names[rule]})
}

func TestIdentifiers_AreSorted(t *testing.T) {
	w := newWorld(t)
	w.requireListed(t, "identifiers", `orderBy: {field: NAME}`, "identifier", "unusedIdentifier", "usedCard", "visitorCard")
	w.requireListed(t, "identifiers", `orderBy: {field: NAME, direction: DESC}`, "visitorCard", "usedCard", "unusedIdentifier", "identifier")
	w.requireListed(t, "identifiers", `orderBy: {direction: DESC}`, "usedCard", "unusedIdentifier", "visitorCard", "identifier")
	w.requireListed(t, "identifiers", `filter: {affiliation: GUEST, nameStartsWith: "u"}, orderBy: {field: NAME}`, "unusedIdentifier", "usedCard")
	w.requireListed(t, "identifiers", `filter: {affiliation: GUEST, nameStartsWith: "u"}, orderBy: {direction: DESC}`, "usedCard", "unusedIdentifier")
	w.requireListed(t, "identifiers", `filter: {type: CARD}, orderBy: {field: NAME}`, "identifier", "usedCard", "visitorCard")
	w.requireListed(t, "identifiers", `filter: {number: {type: CARD, number: "4711"}}, orderBy: {field: NAME}`, "visitorCard")
	w.requireListed(t, "identifiers", `filter: {accessRuleId: "${rule}"}, orderBy: {field: NAME, direction: DESC}`, "visitorCard", "usedCard", "identifier")
}

func TestIdentifiersOfAnAccessRule_AreFilteredAndSorted(t *testing.T) {
	w := newWorld(t)
	const rule = `accessRule(accessRuleId: "${rule}")`
	w.requireNested(t, rule, "identifiers", ``, "identifier", "visitorCard", "usedCard")
	w.requireNested(t, rule, "identifiers", `(orderBy: {field: NAME})`, "identifier", "usedCard", "visitorCard")
	w.requireNested(t, rule, "identifiers", `(filter: {affiliation: GUEST}, orderBy: {direction: DESC})`, "usedCard", "visitorCard")
	w.requireNested(t, rule, "identifiers", `(filter: {nameStartsWith: "V"})`, "visitorCard")
	w.requireNested(t, rule, "identifiers", `(filter: {number: {type: CARD, number: "4711"}})`, "visitorCard")
	w.requireNested(t, rule, "identifiers", `(filter: {number: {type: CARD, number: "malformed"}})`)
	w.requireNested(t, rule, "identifiers", `(filter: {accessRuleId: "${rule}"})`, "identifier", "visitorCard", "usedCard")
	w.requireNested(t, rule, "identifiers", `(filter: {accessRuleId: "${spareRule}"})`)
}

func TestAccessRulesOfAnIdentifier_AreFilteredAndSorted(t *testing.T) {
	w := newWorld(t)
	w.ruleAt(t, "Alley", "back")
	w.attach(t, "visitorCard", "Alley")
	const card = `identifier(identifierId: "${visitorCard}")`
	w.requireNested(t, card, "accessRules", ``, "rule", "Alley")
	w.requireNested(t, card, "accessRules", `(orderBy: {field: NAME})`, "Alley", "rule")
	w.requireNested(t, card, "accessRules", `(orderBy: {direction: DESC})`, "Alley", "rule")
	w.requireNested(t, card, "accessRules", `(filter: {reader: "back"})`, "Alley")
	w.requireNested(t, card, "accessRules", `(filter: {nameStartsWith: "d"}, orderBy: {field: NAME})`, "rule")
	w.requireNested(t, card, "accessRules", `(filter: {identifierId: "${visitorCard}"})`, "rule", "Alley")
	w.requireNested(t, card, "accessRules", `(filter: {identifierId: "${identifier}"})`)
	cursor := text(t, w.admin.must(t, string(w.fill(t, []byte(`{ accessRules(first: 1, filter: {identifierId: "${visitorCard}"}) { pageInfo { endCursor } } }`))), nil),
		"accessRules", "pageInfo", "endCursor")
	w.requireNestedAfter(t, card, cursor, "Alley")
}

// requireNestedAfter follows a cursor of the root's list.
func (w *world) requireNestedAfter(t *testing.T, parent, cursor, name string) {
	t.Helper()
	data := w.admin.must(t, "query($after: String) { parent: "+string(w.fill(t, []byte(parent)))+" { accessRules(after: $after) { nodes { id } } } }", map[string]any{"after": cursor})
	require.Equal(t, []any{map[string]any{"id": w.names[name]}}, at(t, data, "parent", "accessRules", "nodes"))
}

// The IDs are those of the rules that the list has, in its order, deleted ones left out before the sweep has come.
func TestAccessRuleIds_AreThoseOfLiveRules(t *testing.T) {
	w := newWorld(t)
	w.attach(t, "visitorCard", "unusedRule")
	w.attach(t, "visitorCard", "spareRule")
	attached := func() any {
		data := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { accessRuleIds accessRules { nodes { id } } } }`, map[string]any{"id": w.names["visitorCard"]})
		var listed []any
		for _, node := range at(t, data, "identifier", "accessRules", "nodes").([]any) {
			listed = append(listed, at(t, node, "id"))
		}
		require.Equal(t, listed, at(t, data, "identifier", "accessRuleIds"))
		return at(t, data, "identifier", "accessRuleIds")
	}
	require.Equal(t, []any{w.names["rule"], w.names["spareRule"], w.names["unusedRule"]}, attached())
	w.admin.mutate(t, "deleteAccessRule", "deletedAccessRuleId", map[string]any{"accessRuleId": w.names["rule"], "detach": true})
	require.Equal(t, []any{w.names["spareRule"], w.names["unusedRule"]}, attached())
	none := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { accessRuleIds } }`, map[string]any{"id": w.names["unusedIdentifier"]})
	require.Equal(t, []any{}, at(t, none, "identifier", "accessRuleIds"))
}

// One read tells of a whole page of identifiers with as many rules as they can have.
func TestAccessRuleIds_CostOneReadForAPage(t *testing.T) {
	w := newCountedWorld(t)
	const document = "{ identifiers(last: 100) { nodes { accessRuleIds } } }"
	require.Equal(t, 2, w.calls(t, w.admin, document))
	w.hundredOfEach(t)
	require.Equal(t, 2, w.calls(t, w.admin, document))
}
