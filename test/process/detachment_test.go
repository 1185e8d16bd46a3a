package process_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// cards is how many cards hold the rule: several steps of the sweep that takes it off them.
const cards = 400

// must sends a request whose answer has no errors.
func (p *process) must(t *testing.T, query string, variables map[string]any) map[string]any {
	t.Helper()
	data, err := ask(t.Context(), p.endpoint, p.key, query, variables)
	require.NoError(t, err)
	return data
}

// attachRule makes a rule and the cards that hold it, 20 in a request, and returns the rule's ID.
func attachRule(t *testing.T, p *process) (ruleID string) {
	t.Helper()
	rule := p.must(t, `mutation { createAccessRule(input: {name: "Gate", description: "", settings: [{reader: "gate", relays: [1]}]}) { accessRule { id } } }`, nil)
	ruleID = rule["createAccessRule"].(map[string]any)["accessRule"].(map[string]any)["id"].(string)
	const together = 20
	for from := 0; from < cards; from += together {
		var creating, attaching strings.Builder
		for at := range together {
			fmt.Fprintf(&creating, `m%d: createIdentifier(input: {name: "Card", affiliation: OWNER, type: CARD, number: "%d"}) { identifier { id } } `, at, from+at)
		}
		for _, payload := range p.must(t, "mutation { "+creating.String()+"}", nil) {
			id := payload.(map[string]any)["identifier"].(map[string]any)["id"]
			fmt.Fprintf(&attaching, `m%d: attachAccessRule(input: {identifierId: %q, accessRuleId: %q}) { identifier { id } } `, attaching.Len(), id, ruleID)
		}
		p.must(t, "mutation { "+attaching.String()+"}", nil)
	}
	return ruleID
}

// detachments counts the audit records of a deletion by what they are about.
func detachments(t *testing.T, p *process) map[string]int {
	t.Helper()
	counted := map[string]int{}
	var after any
	for {
		data := p.must(t, `query($after: String) { auditLog(first: 100, after: $after, filter: {action: "deleteAccessRule"}) {
			nodes { subjectId } pageInfo { hasNextPage endCursor } } }`, map[string]any{"after": after})
		log := data["auditLog"].(map[string]any)
		for _, node := range log["nodes"].([]any) {
			counted[node.(map[string]any)["subjectId"].(string)]++
		}
		page := log["pageInfo"].(map[string]any)
		if page["hasNextPage"] == false {
			return counted
		}
		after = page["endCursor"]
	}
}

// Processes that are killed while they take a deleted rule off the cards, the first before it got anywhere, leave the rest to
// the next one: each card is detached and has its audit record, once.
func TestDetachment_KilledIsFinishedByTheNextProcess(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	running := launch(t, built, folder)
	key, ruleID := running.key, attachRule(t, running)
	deleted := running.must(t, `mutation($id: ID!) { deleteAccessRule(input: {accessRuleId: $id, detach: true}) { detachedIdentifiersCount } }`, map[string]any{"id": ruleID})
	require.Equal(t, map[string]any{"detachedIdentifiersCount": float64(cards)}, deleted["deleteAccessRule"])
	const all = cards + 1 // with the rule's own
	for recorded := 1; recorded < all; {
		running.kill(t)
		running = launch(t, built, folder)
		running.key = key
		before := recorded
		require.Eventually(t, func() bool {
			recorded = len(detachments(t, running))
			return recorded > before
		}, 30*time.Second, time.Millisecond)
		t.Logf("killed with %d records, the next process is at %d", before, recorded)
	}
	for subject, records := range detachments(t, running) {
		require.Equal(t, 1, records, subject)
	}
	left := running.must(t, `{ identifiers(first: 100) { nodes { accessRules { nodes { id } } } } }`, nil)
	for _, node := range left["identifiers"].(map[string]any)["nodes"].([]any) {
		require.Equal(t, map[string]any{"accessRules": map[string]any{"nodes": []any{}}}, node)
	}
	running.interrupt(t)
}
