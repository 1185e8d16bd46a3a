package resolvers_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

const attachedRules = `query($id: ID!, $first: Int, $after: String) { identifier(identifierId: $id) {
	accessRules(first: $first, after: $after) { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
} }`

// An identifier stores its rules in the order of attachment and lists them in the order of creation, as every list does.
func TestIdentifier_AccessRulesInOrderOfCreation(t *testing.T) {
	w := newWorld(t)
	var created []string
	for range 7 {
		rule := &accessrule.AccessRule{Base: newBase(t, id.AccessRule, w.caller.CompanyID)}
		w.store.Put(rule)
		created = append(created, rule.ID)
	}
	deleted := newBase(t, id.AccessRule, w.caller.CompanyID).ID
	attached := []string{created[4], deleted, created[0], created[6], created[2], created[1], created[5], created[3]}
	card := &accessrule.Identifier{Base: newBase(t, id.Identifier, w.caller.CompanyID), AccessRuleIDs: attached}
	w.store.Put(card)

	for size := 1; size <= 9; size++ {
		require.Equal(t, created, w.pageThrough(t, card.ID, size), "pages of %d", size)
	}
	require.Equal(t, attached, card.AccessRuleIDs)
}

// pageThrough returns the IDs of all pages, from the first to the last.
func (w *world) pageThrough(t *testing.T, cardID string, size int) []string {
	t.Helper()
	var ruleIDs []string
	var after any
	for range 10 {
		response := w.run(t, attachedRules, map[string]any{"id": cardID, "first": size, "after": after})
		nodes, ok := response.value("identifier", "accessRules", "nodes").([]any)
		require.True(t, ok)
		require.LessOrEqual(t, len(nodes), size)
		for _, node := range nodes {
			entry, ok := node.(map[string]any)
			require.True(t, ok)
			ruleID, ok := entry["id"].(string)
			require.True(t, ok)
			ruleIDs = append(ruleIDs, ruleID)
		}
		require.Equal(t, after != nil, response.value("identifier", "accessRules", "pageInfo", "hasPreviousPage"))
		if response.value("identifier", "accessRules", "pageInfo", "hasNextPage") == false {
			require.True(t, slices.IsSorted(ruleIDs))
			return ruleIDs
		}
		after = response.value("identifier", "accessRules", "pageInfo", "endCursor")
	}
	require.Fail(t, "the list has no end")
	return nil
}

func TestCursor_OfAnotherList(t *testing.T) {
	w := newWorld(t)
	first, rules := w.cardWithRules(t, 2)
	for _, rule := range rules {
		w.run(t, `mutation($card: ID!, $rule: ID!) { attachAccessRule(input: {identifierId: $card, accessRuleId: $rule}) { identifier { id } } }`,
			map[string]any{"card": first, "rule": rule}).value("attachAccessRule")
	}
	cursor := w.run(t, attachedRules, map[string]any{"id": first, "first": 1}).text("identifier", "accessRules", "pageInfo", "endCursor")

	second := &accessrule.Identifier{Base: newBase(t, id.Identifier, w.caller.CompanyID), AccessRuleIDs: rules}
	w.store.Put(second)
	violation := w.run(t, attachedRules, map[string]any{"id": second.ID, "after": cursor}).violation("identifier.accessRules")
	require.Equal(t, fault.CursorNotValid, violation.Reason)

	response := w.run(t, `query($after: String) { accessRules(first: 0, after: $after) { nodes { id } } }`, map[string]any{"after": cursor})
	require.Len(t, response.errs["accessRules"].Violations, 2)
	require.Equal(t, fault.PageSizeNotValid, response.violation("accessRules").Reason)
}

func TestSchema_Interfaces(t *testing.T) {
	var names []string
	for name, definition := range newWorld(t).schema.Schema().Types {
		if definition.Kind == ast.Interface {
			names = append(names, name)
		}
	}
	require.ElementsMatch(t, []string{"Node", "UserAccess", "IdentifierHolder"}, names)
}
