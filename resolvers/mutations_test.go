package resolvers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

const ruleInput = `{name: "Front", description: "", settings: [{reader: "r1", relays: [2, 1]}]}`

func (w *world) cardWithRules(t *testing.T, rules int) (card string, ruleIDs []string) {
	t.Helper()
	card = w.run(t, `mutation { createIdentifier(input: {name: "Card", affiliation: OWNER, type: CARD, number: "12345", validity: {maxPasses: 5}}) {
		identifier { id } } }`, nil).text("createIdentifier", "identifier", "id")
	for range rules {
		ruleIDs = append(ruleIDs, w.run(t, `mutation { createAccessRule(input: `+ruleInput+`) { accessRule { id } } }`, nil).
			text("createAccessRule", "accessRule", "id"))
	}
	return card, ruleIDs
}

// The second field of an operation must not see what the first one loaded before the change.
func TestMutation_PayloadIsReadAfterChange(t *testing.T) {
	w := newWorld(t)
	card, rules := w.cardWithRules(t, 1)
	response := w.run(t, `mutation($card: ID!, $rule: ID!) {
		first: detachAccessRule(input: {identifierId: $card, accessRuleId: $rule}) { accessRule { referencesCount { identifiers } } }
		second: attachAccessRule(input: {identifierId: $card, accessRuleId: $rule}) {
			accessRule { referencesCount { identifiers } }
			identifier { version accessRules { nodes { id } } validity { maxPasses passesLeft } }
		}
		third: detachAccessRule(input: {identifierId: $card, accessRuleId: $rule}) {
			accessRule { referencesCount { identifiers } } identifier { accessRules { nodes { id } } }
		}
	}`, map[string]any{"card": card, "rule": rules[0]})
	require.InDelta(t, 0, response.value("first", "accessRule", "referencesCount", "identifiers"), 0)
	require.InDelta(t, 1, response.value("second", "accessRule", "referencesCount", "identifiers"), 0)
	require.Equal(t, map[string]any{
		"version": 2.0, "accessRules": map[string]any{"nodes": []any{map[string]any{"id": rules[0]}}},
		"validity": map[string]any{"maxPasses": 5.0, "passesLeft": 5.0},
	}, response.value("second", "identifier"))
	require.InDelta(t, 0, response.value("third", "accessRule", "referencesCount", "identifiers"), 0)
	require.Empty(t, response.value("third", "identifier", "accessRules", "nodes"))
}

func TestUpdateAccess_AbsentAndNullFields(t *testing.T) {
	w := newWorld(t)
	identity := w.run(t, `mutation { createExternalPersonalIdentity(input: {firstName: "A", lastName: "B", emailAddress: "a@example.com", managed: true}) {
		externalPersonalIdentity { id } } }`, nil).text("createExternalPersonalIdentity", "externalPersonalIdentity", "id")
	created := w.run(t, `mutation($identity: ID!) { createAccess(input: {type: PRIVATE, privateId: $identity, managed: true, firstName: "A", lastName: "B"}) {
		access { id version } } }`, map[string]any{"identity": identity}).text("createAccess", "access", "id")

	const update = `mutation($input: UpdateAccessInput!) { updateAccess(input: $input) { access { firstName lastName version } } }`
	response := w.run(t, update, map[string]any{"input": map[string]any{"accessId": created, "firstName": "Ann"}})
	require.Equal(t, map[string]any{"firstName": "Ann", "lastName": "B", "version": 2.0}, response.value("updateAccess", "access"))

	refused := w.run(t, update, map[string]any{"input": map[string]any{"accessId": created, "firstName": nil}})
	require.Equal(t, fault.AccessNameRequired, refused.violation("updateAccess").Reason)

	stale := w.run(t, update, map[string]any{"input": map[string]any{"accessId": created, "lastName": "C", "expectedVersion": 1}})
	require.Equal(t, fault.VersionConflict, stale.violation("updateAccess").Reason)
}

func TestUpdateApplication_AbsentAndNullLists(t *testing.T) {
	w := newWorld(t)
	created := w.run(t, `mutation { createApplication(input: {name: "Door", scopes: [PASSAGE], grantableRoles: ["A"]}) { application { id } apiKey } }`, nil)
	require.NotEmpty(t, created.text("createApplication", "apiKey"))
	const update = `mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { scopes grantableRoles } } }`
	changed := w.run(t, update, map[string]any{"input": map[string]any{
		"applicationId": created.text("createApplication", "application", "id"), "scopes": []string{"PASSAGE", "ACCESS_READ"},
	}})
	require.Equal(t, map[string]any{"scopes": []any{"ACCESS_READ", "PASSAGE"}, "grantableRoles": []any{"A"}},
		changed.value("updateApplication", "application"))
	refused := w.run(t, update, map[string]any{"input": map[string]any{
		"applicationId": created.text("createApplication", "application", "id"), "scopes": nil,
	}})
	require.Contains(t, refused.violation("updateApplication").Data, "input.scopes")
}

// A field that fails leaves the data of the fields before it.
func TestMutation_OneOfTwoFails(t *testing.T) {
	w := newWorld(t)
	response := w.run(t, `mutation {
		good: createCustomer(input: {name: "Acme"}) { customer { name } }
		bad: createCustomer(input: {name: ""}) { customer { name } }
	}`, nil)
	require.Equal(t, map[string]any{"good": map[string]any{"customer": map[string]any{"name": "Acme"}}, "bad": nil}, response.data)
	require.Equal(t, fault.DataNotValid, response.violation("bad").Reason)
}

func TestCreateIdentifier_InvalidDateTime(t *testing.T) {
	w := newWorld(t)
	response := w.run(t, `mutation($from: DateTime) { createIdentifier(input: {
		name: "Card", affiliation: GUEST, type: CARD, number: "1", validity: {from: $from} }) { identifier { id } } }`, map[string]any{"from": "tomorrow"})
	require.Len(t, response.errs, 1)
	for _, err := range response.errs {
		require.Equal(t, fault.ValueNotValid, err.First().Reason)
		require.Contains(t, err.First().Data, "input.validity.from")
	}
	require.Zero(t, w.store.Commits())
}
