package test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/internal/app"
)

// withLimits starts a server with limits that differ from the defaults, through their names as an operator sets them.
func withLimits(t testing.TB, values map[string]int) *server {
	t.Helper()
	return startAs(t, func(options *app.Options) {
		limits, err := api.DefaultLimits().With(values)
		require.NoError(t, err)
		options.Limits = limits
	})
}

// largestRule is an access rule with as many settings and relays as one may have.
func largestRule(name string) map[string]any {
	settings := make([]any, 256)
	for i := range settings {
		relays := make([]int, 64)
		for j := range relays {
			relays[j] = 1_000_000_000 + j
		}
		settings[i] = map[string]any{"reader": fmt.Sprintf("%03d", i) + strings.Repeat("🚪", 97), "relays": relays}
	}
	return map[string]any{"name": name, "description": "", "settings": settings}
}

// cards makes identifiers with rules attached, and returns their IDs.
func cards(t testing.TB, caller client, count, rules int) []string {
	t.Helper()
	ruleIDs := make([]string, rules)
	for i := range ruleIDs {
		ruleIDs[i] = text(t, caller.mutate(t, "createAccessRule", "accessRule { id }", ruleInput()), "accessRule", "id")
	}
	ids := make([]string, count)
	for i := range ids {
		ids[i] = text(t, caller.mutate(t, "createIdentifier", "identifier { id }", map[string]any{
			"name": "Card", "affiliation": "OWNER", "type": "CARD", "number": fmt.Sprint(i + 1),
		}), "identifier", "id")
		for _, ruleID := range ruleIDs {
			caller.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": ids[i], "accessRuleId": ruleID})
		}
	}
	return ids
}

func charged(t testing.TB, got answer) int {
	t.Helper()
	charged, ok := at(t, got.Extensions, "cost", "charged").(float64)
	require.True(t, ok, got.raw)
	return int(charged)
}

func TestCost_IsToldWhenAskedFor(t *testing.T) {
	w := start(t)
	const document = "{ accessRules(first: 5) { nodes { id name settings { reader } } } }"
	w.admin.mutate(t, "createAccessRule", "accessRule { id }", ruleInput())
	byHeader := w.admin.with("X-Query-Cost", "true").send(t, document, nil)
	body, err := json.Marshal(map[string]any{"query": document, "extensions": map[string]any{"cost": true}})
	require.NoError(t, err)
	byExtension := w.admin.post(t, string(body))
	// The root field; the connection's one field; one rule's three; one setting's one; a command of the store and what it read.
	require.Equal(t, 1+1+3+1+5+1, charged(t, byHeader))
	require.Equal(t, byHeader.Extensions, byExtension.Extensions)
	require.EqualValues(t, 20_000, at(t, byHeader.Extensions, "cost", "limit"))
	require.Equal(t, "accessRules", at(t, byHeader.Extensions, "cost", "costliest", 0, "field"))
	require.Equal(t, "accessRules.nodes", at(t, byHeader.Extensions, "cost", "costliest", 1, "field"))
	require.Nil(t, w.admin.send(t, document, nil).Extensions)
	require.Nil(t, w.admin.with("X-Query-Cost", "false").send(t, document, nil).Extensions)
}

func TestCost_AnAdminPageOfAHundredCardsWithTheirRulesFits(t *testing.T) {
	w := start(t)
	cards(t, w.admin, 100, 3)
	got := w.admin.with("X-Query-Cost", "true").send(t, `{ identifiers(first: 100) { totalCount nodes {
		id name number type validity { from to maxPasses passesLeft } createdBy { application { name } }
		accessRules(first: 100) { nodes { id name description } } } } }`, nil)
	require.Empty(t, got.Errors, got.raw)
	require.Less(t, charged(t, got), 5_000, "%d points", charged(t, got))
}

// TestCost_LargestRules reads rules of the largest size that is allowed: with their settings, a page of them costs too much.
func TestCost_LargestRules(t *testing.T) {
	w := start(t)
	for i := range 40 {
		w.admin.mutate(t, "createAccessRule", "accessRule { id }", largestRule(fmt.Sprint("Rule ", i)))
	}
	const page = "accessRules(last: %d) { nodes { id settings { reader relays } } }"
	for name, document := range map[string]string{
		"one page":    "{" + fmt.Sprintf(page, 40) + "}",
		"three pages": "{ a:" + fmt.Sprintf(page, 40) + " b:" + fmt.Sprintf(page, 40) + " c:" + fmt.Sprintf(page, 40) + "}",
	} {
		got := w.admin.send(t, document, nil)
		require.Len(t, got.Errors, 1, name)
		require.False(t, got.hasData, name)
		require.Equal(t, "LIMIT_EXCEEDED", got.Errors[0].Extensions.Reason)
		require.Equal(t, "cost", got.Errors[0].Extensions.Data["limit"])
		require.Len(t, got.Errors[0].Extensions.Data["costliest"], 3)
		require.Less(t, len(got.raw), 2_000, name)
	}
	few := w.admin.send(t, "{"+fmt.Sprintf(page, 5)+"}", nil)
	require.Empty(t, few.Errors, few.raw)
	names := w.admin.with("X-Query-Cost", "true").send(t, "{ accessRules(last: 25) { nodes { id name } } }", nil)
	require.Empty(t, names.Errors, names.raw)
	require.Greater(t, charged(t, names), 5_000, "what is read is charged, whether or not it is answered")
}

// TestNodes_TheSameIDManyTimesIsReadOnce sends few bytes that name much.
func TestNodes_TheSameIDManyTimesIsReadOnce(t *testing.T) {
	clock := &movedClock{}
	w := startAs(t, func(options *app.Options) { options.Clock = clock.now })
	card := cards(t, w.admin, 1, 1)[0]
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = card
	}
	document := "query($ids: [ID!]!) {"
	for i := range 20 {
		document += fmt.Sprintf(" n%d: nodes(ids: $ids) { ... on Identifier { passages(first: 1) { totalCount } } }", i)
	}
	got := w.admin.with("X-Query-Cost", "true").send(t, document+"}", map[string]any{"ids": ids})
	require.Empty(t, got.Errors, "%.300s", got.raw)
	require.Less(t, charged(t, got), 6_000)
	// The identifier, the page of its passages and their number; the application of the key is cached.
	require.EqualValues(t, 3, w.log.operation(t, got.header.Get("X-Request-ID"))["storeCalls"])
}

func TestCost_ErrorsAreCharged(t *testing.T) {
	w := start(t)
	card := cards(t, w.admin, 1, 0)[0]
	narrow := w.application(t, []string{"ACCESS_READ"}, nil)
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = card
	}
	document := "query($ids: [ID!]!) {"
	for i := range 20 {
		document += fmt.Sprintf(" n%d: nodes(ids: $ids) { id }", i)
	}
	got := narrow.with("X-Query-Cost", "true").send(t, document+"}", map[string]any{"ids": ids})
	require.Len(t, got.Errors, 2_000)
	require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason)
	require.Greater(t, charged(t, got), 4_000)
}

func TestAnswerBytes_AQueryFailsWhole(t *testing.T) {
	w := withLimits(t, map[string]int{"answerBytes": 5_000})
	cards(t, w.admin, 30, 1)
	small := w.admin.send(t, "{ identifiers(first: 10) { nodes { id } } }", nil)
	require.Empty(t, small.Errors, small.raw)
	for _, accept := range []string{"application/json", graphqlResponse} {
		large := w.admin.with("Accept", accept).send(t, "{ viewer { scopes } identifiers(first: 30) { nodes { id name number type createdBy { application { id name } } } } }", nil)
		require.Len(t, large.Errors, 1)
		require.False(t, large.hasData)
		require.Equal(t, "LIMIT_EXCEEDED", large.Errors[0].Extensions.Reason)
		require.Equal(t, "answerBytes", large.Errors[0].Extensions.Data["limit"])
		require.EqualValues(t, 5_000, large.Errors[0].Extensions.Data["maximum"])
		require.Greater(t, large.Errors[0].Extensions.Data["actual"], 5_000.0)
		require.Equal(t, accept == graphqlResponse, large.status == 400)
	}
}

func TestAnswerBytes_ErrorsCount(t *testing.T) {
	w := withLimits(t, map[string]int{"answerBytes": 5_000})
	got := w.admin.send(t, "{"+strings.Repeat(" ", 1)+manyLookups(20)+"}", nil)
	require.Len(t, got.Errors, 1)
	require.Equal(t, "answerBytes", got.Errors[0].Extensions.Data["limit"], got.raw)
	require.Len(t, w.admin.send(t, "{"+manyLookups(5)+"}", nil).Errors, 5)
}

// manyLookups asks for accesses that nobody has.
func manyLookups(count int) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, ` a%d: access(accessId: "acc_%d") { id }`, i, i)
	}
	return text.String()
}

// TestAnswerBytes_AMutationKeepsItsIDs makes two objects, the answer to one of which is too large.
func TestAnswerBytes_AMutationKeepsItsIDs(t *testing.T) {
	w := withLimits(t, map[string]int{"answerBytes": 50_000})
	got := w.admin.send(t, `mutation($small: CreateAccessRuleInput!, $large: CreateAccessRuleInput!) {
		first: createAccessRule(input: $small) { accessRule { id settings { reader relays } } }
		second: createAccessRule(input: $large) { accessRule { id settings { reader relays } } }
		third: createAccessRule(input: $small) { accessRule { id } }
	}`, map[string]any{"small": ruleInput(), "large": largestRule("Large")})
	require.Equal(t, 200, got.status)
	require.Len(t, got.Errors, 1, "%.500s", got.raw)
	require.Equal(t, []any{"second"}, got.Errors[0].Path)
	require.Equal(t, "LIMIT_EXCEEDED", got.Errors[0].Extensions.Reason)
	require.Equal(t, "answerBytes", got.Errors[0].Extensions.Data["limit"])
	require.Nil(t, got.Data["second"])
	require.NotEmpty(t, text(t, got.Data, "first", "accessRule", "id"))
	require.NotEmpty(t, text(t, got.Data, "third", "accessRule", "id"))
	made := text(t, got.Errors[0].Extensions.Data, "ids", 0)
	rule := w.admin.must(t, "query($id: ID!) { accessRule(accessRuleId: $id) { name } }", map[string]any{"id": made})
	require.Equal(t, "Large", text(t, rule, "accessRule", "name"))
}

// TestCost_AMutationThatCostsTooMuch keeps what was done, and does not begin what comes after.
func TestCost_AMutationThatCostsTooMuch(t *testing.T) {
	w := withLimits(t, map[string]int{"cost": 600})
	got := w.admin.send(t, `mutation($small: CreateAccessRuleInput!, $large: CreateAccessRuleInput!) {
		first: createAccessRule(input: $small) { accessRule { id } }
		second: createAccessRule(input: $large) { accessRule { id settings { reader relays } } }
		third: createAccessRule(input: $small) { accessRule { id } }
	}`, map[string]any{"small": ruleInput(), "large": largestRule("Large")})
	require.Len(t, got.Errors, 2, "%.900s", got.raw)
	require.NotEmpty(t, text(t, got.Data, "first", "accessRule", "id"))
	require.Nil(t, got.Data["second"])
	slices.SortFunc(got.Errors, func(a, b failure) int { return cmp.Compare(fmt.Sprint(a.Path), fmt.Sprint(b.Path)) })
	require.Equal(t, []any{"second"}, got.Errors[0].Path)
	require.Equal(t, []any{"third"}, got.Errors[1].Path)
	for _, failed := range got.Errors {
		require.Equal(t, "LIMIT_EXCEEDED", failed.Extensions.Reason)
		require.Equal(t, "cost", failed.Extensions.Data["limit"])
	}
	require.NotContains(t, got.Errors[1].Extensions.Data, "ids")
	made := text(t, got.Errors[0].Extensions.Data, "ids", 0)
	require.Equal(t, "Large", text(t, w.admin.must(t, "query($id: ID!) { accessRule(accessRuleId: $id) { name } }", map[string]any{"id": made}), "accessRule", "name"))
	require.Len(t, at(t, w.admin.must(t, "{ accessRules { nodes { id } } }", nil), "accessRules", "nodes"), 2)
}
