package test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

const previewDocument = `query($changes: [PassageChangeInput!]!, $reader: String, $at: DateTime, $after: String) {
	previewPassages(changes: $changes, reader: $reader, at: $at) {
		complete gains losses changes(first: 100, after: $after) { totalCount nodes { identifier { id } reader before after } pageInfo { hasNextPage endCursor } } } }`

// previewed returns what changes would change, by identifiers and readers.
func (c client) previewed(t *testing.T, changes []any, instant string) map[[2]string][2]any {
	t.Helper()
	changed := map[[2]string][2]any{}
	var after any
	gains, losses := 0, 0
	for {
		data := c.must(t, previewDocument, map[string]any{"changes": changes, "at": instant, "after": after})
		require.Equal(t, true, at(t, data, "previewPassages", "complete"))
		for _, node := range at(t, data, "previewPassages", "changes", "nodes").([]any) {
			before, then := at(t, node, "before"), at(t, node, "after")
			changed[[2]string{text(t, node, "identifier", "id"), text(t, node, "reader")}] = [2]any{before, then}
			if len(before.([]any)) == 0 {
				gains++
			}
			if len(then.([]any)) == 0 {
				losses++
			}
		}
		if at(t, data, "previewPassages", "changes", "pageInfo", "hasNextPage") == false {
			require.InDelta(t, gains, at(t, data, "previewPassages", "gains"), 0)
			require.InDelta(t, losses, at(t, data, "previewPassages", "losses"), 0)
			require.InDelta(t, len(changed), at(t, data, "previewPassages", "changes", "totalCount"), 0)
			return changed
		}
		after = at(t, data, "previewPassages", "changes", "pageInfo", "endCursor")
	}
}

// draw draws a change, and the mutation that makes it.
func (d *drawnWorld) draw() (field string, change, input map[string]any) {
	rule := d.rules[d.IntN(len(d.rules))]
	pair := map[string]any{"identifierId": d.identifiers[d.IntN(len(d.identifiers))], "accessRuleId": rule}
	switch d.IntN(5) {
	case 0:
		input = map[string]any{"accessRuleId": rule, "settings": d.settings(), "timeProfileIds": d.some(d.profiles, 2)}
		return "updateAccessRule", map[string]any{"updateAccessRule": input}, input
	case 1:
		return "deleteAccessRule", map[string]any{"deleteAccessRule": rule}, map[string]any{"accessRuleId": rule, "detach": true}
	case 2:
		return "attachAccessRule", map[string]any{"attach": pair}, pair
	case 3:
		return "detachAccessRule", map[string]any{"detach": pair}, pair
	default:
		input = map[string]any{"timeProfileId": d.profiles[d.IntN(len(d.profiles))], "windows": d.weekHours()}
		return "updateTimeProfile", map[string]any{"updateTimeProfile": input}, input
	}
}

// A preview says what the mutations then do: the difference of what each identifier opens before and after them.
func TestPreviewPassages_AgreesWithTheMutations(t *testing.T) {
	d := drawWorld(t, 2)
	differing := 0
	for round := range 6 {
		instant := d.instants[round%len(d.instants)]
		var changes []any
		var mutations []func()
		deleted := map[any]bool{}
		for range 1 + d.IntN(3) {
			field, change, input := d.draw()
			if deleted[input["accessRuleId"]] {
				continue // it is gone, for the preview as for the mutations
			}
			if field == "deleteAccessRule" {
				deleted[input["accessRuleId"]] = true
			}
			changes = append(changes, change)
			mutations = append(mutations, func() {
				got := d.admin.send(t, mutation(field, "__typename"), map[string]any{"input": input})
				require.Empty(t, got.Errors, got.raw)
			})
		}
		before, snapshot := d.opens(t, instant), d.snapshot(t)
		preview := d.admin.previewed(t, changes, instant)
		require.Equal(t, snapshot, d.snapshot(t), "nothing is changed")
		for _, carryOut := range mutations {
			carryOut()
		}
		after := d.opens(t, instant)
		expected := map[[2]string][2]any{}
		for identifier := range before {
			for _, reader := range d.readers {
				was, is := relaysOrNone(before[identifier][reader]), relaysOrNone(after[identifier][reader])
				if fmt.Sprint(was) != fmt.Sprint(is) {
					expected[[2]string{identifier, reader}] = [2]any{was, is}
				}
			}
		}
		differing += len(expected)
		require.Equal(t, expected, preview, "round %d: %v", round, changes)
		d.rules = slices.DeleteFunc(d.rules, func(rule string) bool { return deleted[rule] })
	}
	require.Positive(t, differing)
}

func relaysOrNone(relays any) any {
	if relays == nil {
		return []any{}
	}
	return relays
}

func TestPreviewPassages_NeedsTheScope(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	requireDenied(t, door.send(t, previewDocument, map[string]any{"changes": []any{map[string]any{"deleteAccessRule": w.names["rule"]}}}), "previewPassages", "ACCESS_RULE_READ")
}

// Errors are those of the mutations, at the path of the change.
func TestPreviewPassages_RefusesWhatTheMutationsRefuse(t *testing.T) {
	w := newWorld(t)
	fine := map[string]any{"deleteAccessRule": w.names["rule"]}
	notFound := func(id string) string { return fmt.Sprintf("The access rule with ID %s was not found", id) }
	for name, test := range map[string]struct {
		changes []any
		reason  string
		message string
		data    map[string]any
	}{
		"none": {[]any{}, "DATA_NOT_VALID", "Data validation error", map[string]any{"changes": "must have 1 to 20 changes"}},
		"a setting": {[]any{fine, map[string]any{"updateAccessRule": map[string]any{"accessRuleId": w.names["spareRule"], "settings": []any{map[string]any{"reader": " ", "relays": []int{-1}}}}}},
			"DATA_NOT_VALID", "Data validation error", map[string]any{
				"changes[1].updateAccessRule.settings[0].reader": "must be specified",
				"changes[1].updateAccessRule.settings[0].relays": "must have 1 to 64 relays, none negative"}},
		"a stale version": {[]any{map[string]any{"updateAccessRule": map[string]any{"accessRuleId": w.names["rule"], "expectedVersion": 7}}},
			"VERSION_CONFLICT", "The object was changed in the meantime: its version is 1 now.", map[string]any{
				"currentVersion": 1.0, "changes[0].updateAccessRule.expectedVersion": "must be the current version",
			}},
		"another company's rule": {[]any{map[string]any{"deleteAccessRule": w.names["foreignRule"]}},
			"ACCESS_RULE_NOT_FOUND", notFound(w.names["foreignRule"]), map[string]any{"changes[0].deleteAccessRule": "must be the ID of an access rule of the company"}},
		"a rule that a change before deletes": {[]any{fine, map[string]any{"attach": map[string]any{"identifierId": w.names["visitorCard"], "accessRuleId": w.names["rule"]}}},
			"ACCESS_RULE_NOT_FOUND", notFound(w.names["rule"]), map[string]any{"changes[1].attach.accessRuleId": "must be the ID of an access rule of the company"}},
		"an identifier that there is not": {[]any{map[string]any{"detach": map[string]any{"identifierId": w.names["unknownIdentifier"], "accessRuleId": w.names["rule"]}}},
			"IDENTIFIER_NOT_FOUND", fmt.Sprintf("The identifier with ID %s was not found", w.names["unknownIdentifier"]),
			map[string]any{"changes[0].detach.identifierId": "must be the ID of an identifier of the company"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.admin.send(t, previewDocument, map[string]any{"changes": test.changes})
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, test.reason, got.Errors[0].Extensions.Reason)
			require.Equal(t, test.message, got.Errors[0].Message)
			require.Equal(t, test.data, got.Errors[0].Extensions.Data)
		})
	}
}

func TestPreviewPassages_AtOneReader(t *testing.T) {
	w := newWorld(t)
	changes := []any{map[string]any{"updateAccessRule": map[string]any{"accessRuleId": w.names["rule"], "settings": []any{map[string]any{"reader": "back", "relays": []int{5}}}}}}
	for reader, numbers := range map[string][2]float64{"front": {0, 3}, " back ": {3, 0}, "nowhere": {0, 0}} {
		data := w.admin.must(t, previewDocument, map[string]any{"changes": changes, "reader": reader})
		require.InDelta(t, numbers[0], at(t, data, "previewPassages", "gains"), 0, reader)
		require.InDelta(t, numbers[1], at(t, data, "previewPassages", "losses"), 0, reader)
	}
	got := w.admin.send(t, previewDocument, map[string]any{"changes": changes, "reader": ""})
	require.Equal(t, map[string]any{"reader": "must be specified"}, got.Errors[0].Extensions.Data, got.raw)
}
