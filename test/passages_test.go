package test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
)

const decisionFields = "granted relays denial explanation accessRules { id } identifier { id validity { passesLeft } }"

// record sends recordPassage for an identifier of the world, and returns the decision.
func (w *world) record(t testing.TB, reader, identifier string) map[string]any {
	t.Helper()
	payload := w.admin.mutate(t, "recordPassage", "decision { "+decisionFields+" }", map[string]any{
		"reader": reader, "identifier": map[string]any{"identifierId": w.names[identifier]}})
	return payload["decision"].(map[string]any)
}

// check sends checkPassage for a number, and returns the decision.
func (c client) check(t testing.TB, reader, kind, number, at string) map[string]any {
	t.Helper()
	variables := map[string]any{"reader": reader, "who": map[string]any{"number": map[string]any{"type": kind, "number": number}}}
	if at != "" {
		variables["at"] = at
	}
	data := c.must(t, `query($reader: String!, $who: PassageIdentifierInput!, $at: DateTime) {
		checkPassage(reader: $reader, identifier: $who, at: $at) { `+decisionFields+" } }", variables)
	return data["checkPassage"].(map[string]any)
}

func TestRecordPassage_DecidesAndExplains(t *testing.T) {
	w := newWorld(t)
	granted := w.admin.check(t, "front", "CARD", "4711", "")
	require.Equal(t, map[string]any{
		"granted": true, "relays": []any{1.0, 2.0}, "denial": nil,
		"explanation": `The reader "front" opens relays 1 and 2 for the identifier "Visitor", by the access rule "Doors".`,
		"accessRules": []any{map[string]any{"id": w.names["rule"]}},
		"identifier":  map[string]any{"id": w.names["visitorCard"], "validity": map[string]any{"passesLeft": 10.0}},
	}, granted)
	elsewhere := w.admin.check(t, "back", "CARD", "4711", "")
	require.Equal(t, "READER_NOT_IN_ACCESS_RULES", elsewhere["denial"])
	require.Equal(t, []any{}, elsewhere["relays"])
	require.Equal(t, "NO_ACCESS_RULE_ATTACHED", w.admin.check(t, "front", "INPUT_CODE", unusedCode, "")["denial"])
	require.Equal(t, "MALFORMED_NUMBER", w.admin.check(t, "front", "CARD", "no number at all", "")["denial"])
	unknown := w.admin.check(t, "front", "CARD", "4713", "")
	require.Equal(t, "UNKNOWN_IDENTIFIER", unknown["denial"])
	require.Nil(t, unknown["identifier"])
	require.Equal(t, "UNKNOWN_IDENTIFIER", w.foreign.check(t, "front", "CARD", "4711", "")["denial"])
}

func TestUpdateIdentifier_MergesValidityFieldByField(t *testing.T) {
	w := newWorld(t)
	update := func(validity map[string]any) map[string]any {
		payload := w.admin.mutate(t, "updateIdentifier", "identifier { validity { from to maxPasses passesLeft } }",
			map[string]any{"identifierId": w.names["visitorCard"], "validity": validity})
		return at(t, payload, "identifier", "validity").(map[string]any)
	}
	const from, to = "2026-03-01T09:00:00.000Z", "2026-03-01T10:00:00.000Z"
	update(map[string]any{"from": from})
	require.Equal(t, map[string]any{"from": from, "to": to, "maxPasses": 10.0, "passesLeft": 10.0}, update(map[string]any{"to": to}))
	for at, denial := range map[string]any{
		"2026-03-01T08:59:59.999Z": "NOT_YET_VALID", from: nil, "2026-03-01T09:59:59.999Z": nil, to: "EXPIRED",
	} {
		require.Equal(t, denial, w.admin.check(t, "front", "CARD", "4711", at)["denial"], at)
	}
	update(map[string]any{"from": nil, "to": nil})
	for range 3 {
		require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
	}
	require.InDelta(t, 2, update(map[string]any{"maxPasses": 5})["passesLeft"], 0, "three were used")
	require.InDelta(t, 0, update(map[string]any{"maxPasses": 2})["passesLeft"], 0)
	denied := w.record(t, "front", "visitorCard")
	require.Equal(t, "NO_PASSES_LEFT", denied["denial"])
	require.Equal(t, `The identifier "Visitor" has none left of its 2 passes.`, denied["explanation"])
	reset := w.admin.mutate(t, "resetIdentifierPasses", "identifier { version validity { passesLeft } }", map[string]any{"identifierId": w.names["visitorCard"]})
	require.InDelta(t, 2, at(t, reset, "identifier", "validity", "passesLeft"), 0)
	require.Equal(t, map[string]any{"from": nil, "to": nil, "maxPasses": nil, "passesLeft": nil}, update(map[string]any{"maxPasses": nil}))
}

// TestCheckPassage_RequiresNothingButItsScope sees that a door is told what to open, and no more.
func TestCheckPassage_RequiresNothingButItsScope(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	const check = `checkPassage(reader: "front", identifier: {number: {type: CARD, number: "4711"}})`
	told := door.must(t, `{ `+check+` { granted relays denial } }`, nil)
	require.Equal(t, map[string]any{"granted": true, "relays": []any{1.0, 2.0}, "denial": nil}, told["checkPassage"])
	for _, field := range []string{"accessRules { id }", "explanation", "identifier { id }"} {
		got := door.send(t, `{ `+check+` { granted `+field+` } }`, nil)
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason)
		require.Equal(t, true, at(t, got.Data, "checkPassage", "granted"), got.raw)
	}
}

func TestRecordPassage_UsesAPassOnce(t *testing.T) {
	w := newWorld(t)
	const readers = 64
	answers := make([]answer, readers)
	var asking sync.WaitGroup
	for i := range answers {
		asking.Go(func() {
			answers[i] = w.admin.send(t, mutation("recordPassage", "decision { granted denial }"), map[string]any{"input": map[string]any{
				"reader": "front", "identifier": map[string]any{"number": map[string]any{"type": "CARD", "number": "4711"}}}})
		})
	}
	asking.Wait()
	granted := 0
	for _, got := range answers {
		require.Empty(t, got.Errors, got.raw)
		if at(t, got.Data, "recordPassage", "decision", "granted") == true {
			granted++
		} else {
			require.Equal(t, "NO_PASSES_LEFT", at(t, got.Data, "recordPassage", "decision", "denial"))
		}
	}
	require.Equal(t, 10, granted)
}

// TestDeleteAccessRule_TakesEffectAtOnce deletes a rule in use, and then waits for the sweep.
func TestDeleteAccessRule_TakesEffectAtOnce(t *testing.T) {
	w := newWorld(t)
	deleted := w.admin.mutate(t, "deleteAccessRule", "deletedAccessRuleId detachedIdentifiersCount", map[string]any{"accessRuleId": w.names["rule"], "detach": true})
	require.Equal(t, map[string]any{"deletedAccessRuleId": w.names["rule"], "detachedIdentifiersCount": 3.0}, deleted)
	require.Equal(t, "NO_ACCESS_RULE_ATTACHED", w.admin.check(t, "front", "CARD", "4711", "")["denial"])
	data := w.admin.must(t, string(w.fill(t, []byte(`{ node(id: "${rule}") { id } identifier(identifierId: "${visitorCard}") { accessRules { nodes { id } pageInfo { hasNextPage } } } }`))), nil)
	require.Nil(t, data["node"])
	require.Equal(t, map[string]any{"nodes": []any{}, "pageInfo": map[string]any{"hasNextPage": false}}, at(t, data, "identifier", "accessRules"))
	require.Eventually(t, func() bool {
		stored, err := w.store.Identifiers().Get(t.Context(), w.company, w.names["visitorCard"])
		return err == nil && len(stored.AccessRuleIDs) == 0
	}, 10*time.Second, 10*time.Millisecond)
}

func TestInputCodes_AreNowhereInLogsAndRecords(t *testing.T) {
	w := newWorld(t)
	const code = "86420975"
	for _, kind := range []string{"known", "unknown"} {
		if kind == "known" {
			w.create(t, "code", "createIdentifier", "identifier", map[string]any{"name": "Code", "affiliation": "GUEST", "type": "INPUT_CODE", "number": code})
		}
		w.admin.mutate(t, "recordPassage", "decision { granted explanation }", map[string]any{
			"reader": "front", "identifier": map[string]any{"number": map[string]any{"type": "INPUT_CODE", "number": code}}})
	}
	requireUnlogged(t, w.log.text(), code)
	newest := document.PageRequest{First: document.MaxPageSize}
	for {
		records, err := w.store.AuditRecords().List(t.Context(), w.company, audit.Filter{}, newest)
		require.NoError(t, err)
		for _, record := range records.Items {
			require.NotContains(t, fmt.Sprint(record.Changes), code)
			newest.After = record.ID
		}
		if !records.More {
			break
		}
	}
	passages, err := w.store.Passages().List(t.Context(), w.company, accessrule.PassageFilter{}, document.PageRequest{First: document.MaxPageSize})
	require.NoError(t, err)
	require.Len(t, passages.Items, 4)
	for _, passage := range passages.Items {
		require.NotContains(t, fmt.Sprintf("%+v %+v", passage, passage.Presented), code)
	}
}

func TestPassages_AreListedNewestFirst(t *testing.T) {
	w := newWorld(t)
	w.record(t, "front", "visitorCard")
	w.record(t, "back", "visitorCard")
	data := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { passages(first: 10) { totalCount nodes {
		reader granted relays denial accessRuleIds explanation identifier { id } createdBy { applicationName }
	} } } }`, map[string]any{"id": w.names["visitorCard"]})
	listed := at(t, data, "identifier", "passages").(map[string]any)
	require.InDelta(t, 2, listed["totalCount"], 0)
	common := func(more map[string]any) map[string]any {
		more["accessRuleIds"], more["identifier"] = []any{w.names["rule"]}, map[string]any{"id": w.names["visitorCard"]}
		more["createdBy"] = map[string]any{"applicationName": "Administration"}
		return more
	}
	require.Equal(t, []any{
		common(map[string]any{"reader": "back", "granted": false, "relays": []any{}, "denial": "READER_NOT_IN_ACCESS_RULES",
			"explanation": `The reader "back" is not in the access rule "Doors", and nothing else is attached to the identifier "Visitor".`}),
		common(map[string]any{"reader": "front", "granted": true, "relays": []any{1.0, 2.0}, "denial": nil,
			"explanation": `The reader "front" opens relays 1 and 2 for the identifier "Visitor", by the access rule "Doors".`}),
	}, listed["nodes"])
}

func TestAccessRulesAndIdentifiers_AreFiltered(t *testing.T) {
	w := newWorld(t)
	w.create(t, "backRule", "createAccessRule", "accessRule", map[string]any{
		"name": "Alley", "description": "", "settings": []any{map[string]any{"reader": "back", "relays": []int{7}}}})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": w.names["visitorCard"], "accessRuleId": w.names["backRule"]})
	for arguments, expected := range map[string][]string{
		`filter: {reader: "back"}`:    {"backRule"},
		`filter: {reader: "nowhere"}`: {},
		`filter: {reader: " back ", nameStartsWith: "al"}, orderBy: {field: NAME}`:                               {"backRule"},
		`filter: {reader: "back", nameStartsWith: "d"}, orderBy: {field: NAME}`:                                  {},
		`filter: {identifierId: "${visitorCard}"}`:                                                               {"rule", "backRule"},
		`filter: {identifierId: "${visitorCard}"}, orderBy: {field: NAME}`:                                       {"backRule", "rule"},
		`filter: {identifierId: "${visitorCard}", reader: "front"}`:                                              {"rule"},
		`filter: {identifierId: "${visitorCard}", nameStartsWith: "D"}, orderBy: {field: NAME, direction: DESC}`: {"rule"},
		`filter: {identifierId: "${foreignIdentifier}"}`:                                                         {},
	} {
		w.requireListed(t, "accessRules", arguments, expected...)
	}
	for arguments, expected := range map[string][]string{
		`filter: {type: INPUT_CODE}`:                                             {"unusedIdentifier"},
		`filter: {affiliation: OWNER}`:                                           {"identifier"},
		`filter: {number: {type: CARD, number: "04-a3-ff"}}`:                     {"identifier"},
		`filter: {number: {type: CARD, number: "04-a3-ff"}, affiliation: GUEST}`: {},
		`filter: {number: {type: UKEY, number: "04-a3-ff"}}`:                     {},
		`filter: {number: {type: CARD, number: "malformed"}}`:                    {},
		`filter: {number: {type: CARD, number: "4711"}, type: UKEY}`:             {},
		`filter: {accessRuleId: "${rule}"}`:                                      {"identifier", "visitorCard", "usedCard"},
		`filter: {accessRuleId: "${rule}", affiliation: GUEST, type: CARD}`:      {"visitorCard", "usedCard"},
		`filter: {accessRuleId: "${foreignRule}"}`:                               {},
	} {
		w.requireListed(t, "identifiers", arguments, expected...)
	}
	w.admin.mutate(t, "deleteAccessRule", "deletedAccessRuleId", map[string]any{"accessRuleId": w.names["rule"], "detach": true})
	w.requireListed(t, "identifiers", `filter: {accessRuleId: "${rule}"}`)
	w.requireListed(t, "accessRules", `filter: {identifierId: "${visitorCard}"}`, "backRule")
}

func (w *world) requireListed(t *testing.T, field, arguments string, names ...string) {
	t.Helper()
	data := w.admin.must(t, string(w.fill(t, []byte("{ "+field+"("+arguments+") { totalCount nodes { id } } }"))), nil)
	expected := []any{}
	for _, name := range names {
		expected = append(expected, map[string]any{"id": w.names[name]})
	}
	require.Equal(t, expected, at(t, data, field, "nodes"), arguments)
	require.InDelta(t, len(names), at(t, data, field, "totalCount"), 0, arguments)
}
