package test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/internal/app"
)

// hold makes a person the holder of an identifier; nil for nobody.
func (w *world) hold(t testing.TB, identifier string, holderID any) {
	t.Helper()
	payload := w.admin.mutate(t, "updateIdentifier", "identifier { holderId }", map[string]any{"identifierId": w.names[identifier], "holderId": holderID})
	require.Equal(t, holderID, at(t, payload, "identifier", "holderId"))
}

// setState sets the state of an identity.
func (w *world) setState(t testing.TB, identity, state string) {
	t.Helper()
	w.admin.mutate(t, "updateExternalPersonalIdentity", "externalPersonalIdentity { id }",
		map[string]any{"externalPersonalIdentityId": w.names[identity], "state": state})
}

// setEnabled turns a user on or off.
func (w *world) setEnabled(t testing.TB, user string, enabled bool) {
	t.Helper()
	payload := w.admin.mutate(t, "updateUser", "user { enabled }", map[string]any{"userId": w.names[user], "enabled": enabled})
	require.Equal(t, enabled, at(t, payload, "user", "enabled"))
}

func TestHolder_IsSetReplacedAndCleared(t *testing.T) {
	w := newWorld(t)
	const held = `{ node(id: "${visitorCard}") { ... on Identifier { version holderId holder { __typename id firstName } } } }`
	read := func() any { return at(t, w.admin.must(t, string(w.fill(t, []byte(held))), nil), "node") }
	require.Equal(t, map[string]any{"version": 2.0, "holderId": nil, "holder": nil}, read())
	w.hold(t, "visitorCard", w.names["identity"])
	require.Equal(t, map[string]any{"version": 3.0, "holderId": w.names["identity"], "holder": map[string]any{
		"__typename": "ExternalPersonalIdentity", "id": w.names["identity"], "firstName": "Ada"}}, read())
	w.hold(t, "visitorCard", w.names["user"])
	require.Equal(t, map[string]any{"version": 4.0, "holderId": w.names["user"], "holder": map[string]any{
		"__typename": "User", "id": w.names["user"], "firstName": "Ada"}}, read())
	w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": w.names["visitorCard"], "name": "Renamed"})
	require.Equal(t, w.names["user"], at(t, read(), "holderId"), "an absent holder stays")
	w.hold(t, "visitorCard", nil)
	require.Equal(t, map[string]any{"version": 6.0, "holderId": nil, "holder": nil}, read())
}

func TestHolder_FiltersIdentifiers(t *testing.T) {
	w := newWorld(t)
	w.hold(t, "unusedIdentifier", w.names["user"])
	w.requireListed(t, "identifiers", `filter: {holderId: "${user}"}`, "identifier", "unusedIdentifier")
	w.requireListed(t, "identifiers", `filter: {holderId: "${user}"}, orderBy: {field: NAME, direction: DESC}`, "unusedIdentifier", "identifier")
	w.requireListed(t, "identifiers", `filter: {holderId: "${user}", type: CARD}`, "identifier")
	w.requireListed(t, "identifiers", `filter: {holderId: "${user}", accessRuleId: "${rule}", nameStartsWith: "c"}`, "identifier")
	w.requireListed(t, "identifiers", `filter: {holderId: "${foreignUser}"}`)
	w.requireListed(t, "identifiers", `filter: {holderId: ""}`)
	w.requireNested(t, `user(userId: "${user}")`, "identifiers", `(filter: {type: INPUT_CODE})`, "unusedIdentifier")
	w.requireNested(t, `user(userId: "${user}")`, "identifiers", `(filter: {holderId: "${secondUser}"})`)
	w.requireNested(t, `user(userId: "${user}")`, "identifiers", `(filter: {number: {type: CARD, number: "malformed"}})`)
	w.requireNested(t, `user(userId: "${secondUser}")`, "identifiers", ``)
}

// TestHolder_IsReadableByItsOwnScope reads a held card and a passage of it with the scope of the card, and then with that of the
// person as well.
func TestHolder_IsReadableByItsOwnScope(t *testing.T) {
	w := newWorld(t)
	w.hold(t, "visitorCard", w.names["identity"])
	w.record(t, "front", "visitorCard")
	document := string(w.fill(t, []byte(`{ identifier(identifierId: "${visitorCard}") { holderId holder { lastName } passages(first: 1) { nodes { holderId explanation holder { lastName } } } } }`)))
	person := map[string]any{"lastName": "Byron"}
	explanation := fmt.Sprintf(`The reader "front" opens relays 1 and 2 for the identifier "Visitor" of the external personal identity %s, by the access rule "Doors".`, w.names["identity"])
	for scope, holder := range map[string]any{"ROLE_ACCOUNT_READ": person, "USER_ACCESS_READ": nil, "PASSAGE": nil} {
		read := w.application(t, []string{"ACCESS_RULE_READ", scope}, nil).must(t, document, nil)
		require.Equal(t, map[string]any{"holderId": w.names["identity"], "holder": holder, "passages": map[string]any{"nodes": []any{
			map[string]any{"holderId": w.names["identity"], "holder": holder, "explanation": explanation},
		}}}, read["identifier"], scope)
	}
	w.setState(t, "identity", "DEACTIVATED")
	const check = `checkPassage(reader: "front", identifier: {number: {type: CARD, number: "4711"}})`
	door := w.application(t, []string{"PASSAGE", "ROLE_ACCOUNT_READ", "USER_ACCESS_READ"}, nil)
	require.Equal(t, map[string]any{"granted": false, "relays": []any{}, "denial": "HOLDER_DISABLED"},
		door.must(t, `{ `+check+` { granted relays denial } }`, nil)["checkPassage"])
	for _, field := range []string{"explanation", "identifier { holderId }"} {
		requireScopeMissing(t, door.send(t, `{ `+check+` { `+field+` } }`, nil))
	}
	requireScopeMissing(t, door.send(t, string(w.fill(t, []byte(`{ user(userId: "${user}") { identifiers { nodes { id } } } }`))), nil))
}

func requireScopeMissing(t *testing.T, got answer) {
	t.Helper()
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason)
}

// TestHolderDisabled_StandsBetweenTheIdentifierAndItsLimits removes the denials of a card one by one: the next in the order of the
// enum comes to light.
func TestHolderDisabled_StandsBetweenTheIdentifierAndItsLimits(t *testing.T) {
	w := newWorld(t)
	update := func(more map[string]any) {
		more["identifierId"] = w.names["visitorCard"]
		w.admin.mutate(t, "updateIdentifier", "identifier { id }", more)
	}
	update(map[string]any{"enabled": false, "holderId": w.names["deactivatedIdentity"], "validity": map[string]any{"from": "2999-01-01T00:00:00Z"}})
	require.Equal(t, "IDENTIFIER_DISABLED", w.record(t, "nowhere", "visitorCard")["denial"])
	update(map[string]any{"enabled": true})
	denied := w.record(t, "nowhere", "visitorCard")
	require.Equal(t, "HOLDER_DISABLED", denied["denial"])
	require.Equal(t, []any{}, denied["relays"])
	require.Equal(t, []any{}, denied["accessRules"])
	require.Equal(t, fmt.Sprintf(`The holder of the identifier "Visitor", the external personal identity %s, is not active.`, w.names["deactivatedIdentity"]),
		denied["explanation"])
	update(map[string]any{"holderId": w.names["invitedIdentity"]})
	require.Equal(t, "HOLDER_DISABLED", w.record(t, "nowhere", "visitorCard")["denial"])
	w.setState(t, "deactivatedIdentity", "ACTIVE")
	update(map[string]any{"holderId": w.names["deactivatedIdentity"]})
	require.Equal(t, "NOT_YET_VALID", w.record(t, "nowhere", "visitorCard")["denial"])
	update(map[string]any{"validity": map[string]any{"from": nil}})
	require.Equal(t, "READER_NOT_IN_ACCESS_RULES", w.record(t, "nowhere", "visitorCard")["denial"])
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
	update(map[string]any{"holderId": w.names["user"]})
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
	w.setEnabled(t, "user", false)
	denied = w.record(t, "front", "visitorCard")
	require.Equal(t, "HOLDER_DISABLED", denied["denial"])
	require.Equal(t, fmt.Sprintf(`The holder of the identifier "Visitor", the user %s, is not active.`, w.names["user"]), denied["explanation"])
	w.setEnabled(t, "user", true)
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
	update(map[string]any{"holderId": nil})
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])

	const passages = `{ identifier(identifierId: "${visitorCard}") { passages(orderBy: {direction: ASC}) { nodes { holderId denial } } } }`
	recorded := at(t, w.admin.must(t, string(w.fill(t, []byte(passages))), nil), "identifier", "passages", "nodes").([]any)
	row := func(holder string, denial any) any {
		if holder == "" {
			return map[string]any{"holderId": nil, "denial": denial}
		}
		return map[string]any{"holderId": w.names[holder], "denial": denial}
	}
	require.Equal(t, []any{
		row("deactivatedIdentity", "IDENTIFIER_DISABLED"), row("deactivatedIdentity", "HOLDER_DISABLED"), row("invitedIdentity", "HOLDER_DISABLED"),
		row("deactivatedIdentity", "NOT_YET_VALID"), row("deactivatedIdentity", "READER_NOT_IN_ACCESS_RULES"), row("deactivatedIdentity", nil),
		row("user", nil), row("user", "HOLDER_DISABLED"), row("user", nil), row("", nil),
	}, recorded)
	w.requirePassages(t, `passages(filter: {denial: HOLDER_DISABLED, to: "2000-01-01T00:00:00Z"})`)
	data := w.admin.must(t, `{ passages(filter: {denial: HOLDER_DISABLED}) { totalCount } }`, nil)
	require.InDelta(t, 3, at(t, data, "passages", "totalCount"), 0)
}

// overtaken calls rival once, before a commit that has been decided reaches the store.
type overtaken struct {
	commit.Committer
	rival atomic.Pointer[func()]
}

func (o *overtaken) Commit(ctx context.Context, change commit.Commit) error {
	if rival := o.rival.Swap(nil); rival != nil {
		(*rival)()
	}
	return o.Committer.Commit(ctx, change)
}

// TestRecordPassage_AfterTheHolderIsOffIsDenied turns the holder off, or on, between the decision about a passage and its commit.
func TestRecordPassage_AfterTheHolderIsOffIsDenied(t *testing.T) {
	var commits *overtaken
	w := newWorldAs(t, func(options *app.Options) {
		commits = &overtaken{Committer: options.Store}
		options.Committer, options.Unqueued = commits, true // the rival is another process
	})
	w.hold(t, "visitorCard", w.names["identity"])
	off := func() { w.setState(t, "identity", "DEACTIVATED") }
	commits.rival.Store(&off)
	denied := w.record(t, "front", "visitorCard")
	require.Equal(t, "HOLDER_DISABLED", denied["denial"])
	require.InDelta(t, 10, at(t, denied, "identifier", "validity", "passesLeft"), 0, "no pass is used")
	data := w.admin.must(t, string(w.fill(t, []byte(`{ identifier(identifierId: "${visitorCard}") { passages { nodes { denial } } } }`))), nil)
	require.Equal(t, []any{map[string]any{"denial": "HOLDER_DISABLED"}}, at(t, data, "identifier", "passages", "nodes"))

	w.setState(t, "identity", "ACTIVE")
	renamed := func() {
		w.admin.mutate(t, "updateExternalPersonalIdentity", "externalPersonalIdentity { id }",
			map[string]any{"externalPersonalIdentityId": w.names["identity"], "firstName": "Eve"})
	}
	commits.rival.Store(&renamed)
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"], "decided again, to the same end")
}

// TestRecordPassage_OfAHolderTurnedOffMeanwhile records passages of two cards of one person at once, while the person is turned off:
// none fails, every one is recorded, and none that begins afterwards is granted.
func TestRecordPassage_OfAHolderTurnedOffMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.hold(t, "visitorCard", w.names["identity"])
	w.hold(t, "usedCard", w.names["identity"])
	answers := make([]answer, 64)
	var recording sync.WaitGroup
	for i := range answers {
		recording.Go(func() {
			if i == len(answers)/2 {
				answers[i] = w.admin.send(t, mutation("updateExternalPersonalIdentity", "externalPersonalIdentity { state }"), map[string]any{
					"input": map[string]any{"externalPersonalIdentityId": w.names["identity"], "state": "DEACTIVATED"}})
				return
			}
			card := w.names[[]string{"visitorCard", "usedCard"}[i%2]]
			answers[i] = w.admin.send(t, mutation("recordPassage", "passageId decision { granted denial }"), map[string]any{
				"input": map[string]any{"reader": "front", "identifier": map[string]any{"identifierId": card}}})
		})
	}
	recording.Wait()
	granted := 0
	for i, got := range answers {
		require.Empty(t, got.Errors, got.raw)
		if i == len(answers)/2 {
			continue
		}
		if at(t, got.Data, "recordPassage", "decision", "granted") == true {
			granted++
			continue
		}
		require.Contains(t, []any{"HOLDER_DISABLED", "NO_PASSES_LEFT"}, at(t, got.Data, "recordPassage", "decision", "denial"))
	}
	require.LessOrEqual(t, granted, 14, "ten passes of one card and four of the other")
	require.Equal(t, "HOLDER_DISABLED", w.record(t, "front", "visitorCard")["denial"])
	require.Equal(t, "HOLDER_DISABLED", w.record(t, "front", "usedCard")["denial"])
}

func TestStoreCalls_OfAHeldIdentifier(t *testing.T) {
	w := newCountedWorld(t)
	const check = `{ checkPassage(reader: "front", identifier: {identifierId: "${identifier}"}) { granted identifier { holder { id } } } }`
	require.Equal(t, 5, w.calls(t, w.admin, string(w.fill(t, []byte(check)))), "the identifier; its holder, rules and passes side by side; the holder to read")
	const record = `mutation { recordPassage(input: {reader: "front", identifier: {identifierId: "${identifier}"}}) { decision { granted } } }`
	require.Equal(t, 9, w.calls(t, w.admin, string(w.fill(t, []byte(record)))), "seven without a holder; the holder is read, and relied on")
}

// TestHolder_IsNowhereInTheExplanationByName sees that what is stored of a passage does not have to be erased with the person.
func TestHolder_IsNowhereInTheExplanationByName(t *testing.T) {
	w := newWorld(t)
	w.hold(t, "visitorCard", w.names["user"])
	w.hold(t, "usedCard", w.names["deactivatedIdentity"])
	for _, reader := range []string{"front", "nowhere"} {
		for _, card := range []string{"visitorCard", "usedCard"} {
			explanation := w.record(t, reader, card)["explanation"].(string)
			require.False(t, slices.ContainsFunc([]string{"Ada", "Byron", "ada@"}, func(name string) bool { return strings.Contains(explanation, name) }), explanation)
		}
	}
}
