package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recorded sends recordPassage for a number, and returns the ID of the passage.
func (w *world) recorded(t testing.TB, reader, kind, number string) string {
	t.Helper()
	payload := w.admin.mutate(t, "recordPassage", "passageId passage { id }", map[string]any{
		"reader": reader, "identifier": map[string]any{"number": map[string]any{"type": kind, "number": number}}})
	require.Equal(t, text(t, payload, "passageId"), text(t, payload, "passage", "id"))
	return text(t, payload, "passageId")
}

func (w *world) requirePassages(t *testing.T, field string, expected ...string) {
	t.Helper()
	data := w.admin.must(t, string(w.fill(t, []byte("{ "+field+" { totalCount nodes { id } } }"))), nil)
	listed := []string{}
	for _, node := range at(t, data, "passages", "nodes").([]any) {
		listed = append(listed, text(t, node, "id"))
	}
	require.Equal(t, append([]string{}, expected...), listed, field)
	require.InDelta(t, len(expected), at(t, data, "passages", "totalCount"), 0, field)
}

func TestPassages_NeedTheScope(t *testing.T) {
	w := newWorld(t)
	requireDenied(t, w.application(t, []string{"PASSAGE", "AUDIT_READ"}, nil).send(t, "{ passages { nodes { id } } }", nil), "passages", "ACCESS_RULE_READ")
}

func TestPassages_ADoorIsToldTheIDOfItsPassage(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	payload := door.mutate(t, "recordPassage", "passageId", map[string]any{"reader": "front", "identifier": map[string]any{"identifierId": w.names["visitorCard"]}})
	passage := w.admin.must(t, "query($id: ID!) { node(id: $id) { ... on Passage { reader } } }", map[string]any{"id": payload["passageId"]})
	require.Equal(t, "front", text(t, passage, "node", "reader"))
}

func TestPassages_AreFilteredAndSorted(t *testing.T) {
	w := newWorld(t)
	seeded := [2]string{w.names["passage"]}
	data := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { passages { nodes { id } } } }`, map[string]any{"id": w.names["usedCard"]})
	seeded[1] = text(t, data, "identifier", "passages", "nodes", 0, "id")
	elsewhere, used := seeded[0], seeded[1]
	front := w.recorded(t, "front", "CARD", "4711")
	back := w.recorded(t, "back", "CARD", "4711")
	unknown := w.recorded(t, "front", "CARD", "999")
	for field, expected := range map[string][]string{
		"passages":                                                                                     {unknown, back, front, elsewhere, used},
		"passages(orderBy: {})":                                                                        {unknown, back, front, elsewhere, used},
		"passages(orderBy: {direction: ASC})":                                                          {used, elsewhere, front, back, unknown},
		`passages(filter: {reader: "front"})`:                                                          {unknown, front, used},
		`passages(filter: {reader: " back "})`:                                                         {back},
		`passages(filter: {reader: "nowhere"})`:                                                        {},
		`passages(filter: {identifierId: "${visitorCard}"})`:                                           {back, front},
		`passages(filter: {identifierId: "${foreignIdentifier}"})`:                                     {},
		`passages(filter: {identifierId: "nonsense"})`:                                                 {},
		`passages(filter: {granted: true})`:                                                            {front, used},
		`passages(filter: {granted: false})`:                                                           {unknown, back, elsewhere},
		`passages(filter: {denial: UNKNOWN_IDENTIFIER})`:                                               {unknown},
		`passages(filter: {denial: READER_NOT_IN_ACCESS_RULES}, orderBy: {direction: ASC})`:            {elsewhere, back},
		`passages(filter: {denial: READER_NOT_IN_ACCESS_RULES, reader: "back"})`:                       {back},
		`passages(filter: {denial: READER_NOT_IN_ACCESS_RULES, granted: true})`:                        {},
		`passages(filter: {from: "2020-01-01T00:00:00Z", granted: true})`:                              {front, used},
		`passages(filter: {to: "2020-01-01T00:00:00Z"})`:                                               {},
		`passages(filter: {from: "9999-01-01T00:00:00Z", reader: "front"})`:                            {},
		`identifier(identifierId: "${visitorCard}") { passages(filter: {granted: true})`:               {front},
		`identifier(identifierId: "${visitorCard}") { passages(orderBy: {direction: ASC})`:             {front, back},
		`identifier(identifierId: "${visitorCard}") { passages(filter: {identifierId: "${usedCard}"})`: {},
	} {
		if field[0] == 'i' {
			w.requireNestedPassages(t, field, expected)
			continue
		}
		w.requirePassages(t, field, expected...)
	}
}

func (w *world) requireNestedPassages(t *testing.T, field string, expected []string) {
	t.Helper()
	data := w.admin.must(t, string(w.fill(t, []byte("{ "+field+" { nodes { id } } } }"))), nil)
	listed := []string{}
	for _, node := range at(t, data, "identifier", "passages", "nodes").([]any) {
		listed = append(listed, text(t, node, "id"))
	}
	require.Equal(t, expected, listed, field)
}

// The bounds are the times of passages that follow each other.
func TestPassages_AreBoundedByTheTimeOfTheirRecording(t *testing.T) {
	w := newWorld(t)
	first := w.recorded(t, "front", "CARD", "4711")
	var last string
	for last == "" || createdAt(t, w, last) == createdAt(t, w, first) {
		last = w.recorded(t, "front", "CARD", "999")
	}
	instant := createdAt(t, w, last)
	from := w.admin.must(t, fmt.Sprintf("{ passages(filter: {from: %q, reader: \"front\"}, orderBy: {direction: ASC}) { nodes { id } } }", instant), nil)
	require.Equal(t, last, text(t, from, "passages", "nodes", 0, "id"), "from that instant on")
	before := w.admin.must(t, fmt.Sprintf("{ passages(first: 100, filter: {to: %q}) { nodes { id } } }", instant), nil)
	var ids []string
	for _, node := range at(t, before, "passages", "nodes").([]any) {
		ids = append(ids, text(t, node, "id"))
	}
	require.Contains(t, ids, first)
	require.NotContains(t, ids, last, "before that instant")
	require.True(t, slices.IsSortedFunc(ids, func(a, b string) int { return strings.Compare(b, a) }))
}

func createdAt(t *testing.T, w *world, id string) string {
	t.Helper()
	data := w.admin.must(t, "query($id: ID!) { node(id: $id) { ... on Passage { createdAt } } }", map[string]any{"id": id})
	return text(t, data, "node", "createdAt")
}

// What was shown is told by its end, also once the identifier is gone; of an input code nothing ever is.
func TestPassages_TellTheEndOfTheNumber(t *testing.T) {
	w := newWorld(t)
	w.create(t, "code", "createIdentifier", "identifier", map[string]any{"name": "Code", "affiliation": "GUEST", "type": "INPUT_CODE", "number": "86420975"})
	w.create(t, "plate", "createIdentifier", "identifier", map[string]any{"name": "Plate", "affiliation": "GUEST", "type": "LICENSE_PLATE", "number": "B-XY 1234"})
	const selection = "{ node(id: %q) { ... on Passage { identifierId identifierType maskedNumber identifier { id } } } }"
	read := func(id string) any { return w.admin.must(t, fmt.Sprintf(selection, id), nil)["node"] }
	passage := func(identifierID, kind, masked, identifier any) map[string]any {
		return map[string]any{"identifierId": identifierID, "identifierType": kind, "maskedNumber": masked, "identifier": identifier}
	}
	of := func(name string) map[string]any { return map[string]any{"id": w.names[name]} }
	card := w.recorded(t, "front", "CARD", "4711")
	plate := w.recorded(t, "front", "LICENSE_PLATE", "b xy1234")
	code := w.recorded(t, "front", "INPUT_CODE", "86420975")
	require.Equal(t, passage(w.names["visitorCard"], "CARD", "••••1", of("visitorCard")), read(card))
	require.Equal(t, passage(w.names["plate"], "LICENSE_PLATE", "••••4", of("plate")), read(plate))
	require.Equal(t, passage(w.names["code"], "INPUT_CODE", nil, of("code")), read(code))
	require.Equal(t, passage(nil, "CARD", "••••6:07", nil), read(w.recorded(t, "front", "CARD", "01-02-03-04-05-06-07")), "unknown")
	require.Equal(t, passage(nil, "INPUT_CODE", nil, nil), read(w.recorded(t, "front", "INPUT_CODE", "111222")))
	require.Equal(t, passage(nil, "CARD", nil, nil), read(w.recorded(t, "front", "CARD", "no number at all")))
	payload := w.admin.mutate(t, "recordPassage", "passageId", map[string]any{"reader": "front", "identifier": map[string]any{"identifierId": w.names["unknownIdentifier"]}})
	require.Equal(t, passage(nil, nil, nil, nil), read(text(t, payload, "passageId")))

	w.admin.mutate(t, "deleteIdentifier", "deletedIdentifierId", map[string]any{"identifierId": w.names["visitorCard"]})
	require.Equal(t, passage(w.names["visitorCard"], "CARD", "••••1", nil), read(card))
	w.requirePassages(t, `passages(filter: {identifierId: "${visitorCard}"})`, card)
}
