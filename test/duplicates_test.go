package test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/roleaccount"
)

const createAccount = "externalRoleAccount { id } possibleDuplicates { id }"

// creation creates somebody, and returns the ID and the IDs of the possible duplicates.
func (w *world) creation(t testing.TB, field, noun string, input map[string]any) (id string, duplicates []string) {
	t.Helper()
	payload := w.admin.mutate(t, field, noun+" { id } possibleDuplicates { id state }", input)
	for _, duplicate := range at(t, payload, "possibleDuplicates").([]any) {
		require.Equal(t, "ACTIVE", at(t, duplicate, "state"))
		duplicates = append(duplicates, text(t, duplicate, "id"))
	}
	return text(t, payload, noun, "id"), duplicates
}

func (w *world) account(t testing.TB, more map[string]any) (id string, duplicates []string) {
	t.Helper()
	input := person(map[string]any{"roleId": w.names["role"], "firstName": "Åsa", "lastName": "Öberg", "emailAddress": "asa@example.com"})
	for key, value := range more {
		input[key] = value
	}
	return w.creation(t, "createExternalRoleAccount", "externalRoleAccount", input)
}

func TestCreateExternalRoleAccount_ReturnsPossibleDuplicates(t *testing.T) {
	w := newWorld(t)
	first, duplicates := w.account(t, nil)
	require.Empty(t, duplicates)
	second, duplicates := w.account(t, map[string]any{"firstName": "  ASA", "lastName": "OBERG"})
	require.Equal(t, []string{first}, duplicates, "without case, accents and blanks around")
	longer, duplicates := w.account(t, map[string]any{"lastName": "Öbergsson"})
	require.Empty(t, duplicates, "a name that only begins alike")
	_, duplicates = w.account(t, map[string]any{"firstName": "Åsa Maria"})
	require.Empty(t, duplicates)
	_, duplicates = w.account(t, map[string]any{"emailAddress": "Asa@example.com"})
	require.Empty(t, duplicates, "addresses are compared as they are stored")
	other := text(t, w.admin.mutate(t, "createExternalRole", "externalRole { id }", map[string]any{"name": "Painter", "enabled": true}), "externalRole", "id")
	_, duplicates = w.account(t, map[string]any{"roleId": other})
	require.Empty(t, duplicates, "one person can have several roles")
	third, duplicates := w.account(t, nil)
	require.Equal(t, []string{first, second}, duplicates, "oldest first")
	w.admin.mutate(t, "updateExternalRoleAccount", "externalRoleAccount { id }", map[string]any{"externalRoleAccountId": first, "state": "DEACTIVATED"})
	_, duplicates = w.account(t, nil)
	require.Equal(t, []string{second, third}, duplicates, "only active accounts")
	w.admin.mutate(t, "updateExternalRoleAccount", "externalRoleAccount { id }", map[string]any{"externalRoleAccountId": longer, "lastName": "Oberg"})
	_, duplicates = w.account(t, nil)
	require.Contains(t, duplicates, longer)
}

func TestCreateExternalPersonalIdentity_ReturnsPossibleDuplicates(t *testing.T) {
	w := newWorld(t)
	identity := func(more map[string]any) (string, []string) {
		return w.creation(t, "createExternalPersonalIdentity", "externalPersonalIdentity", person(more))
	}
	_, duplicates := identity(map[string]any{"firstName": "Grace"})
	require.Empty(t, duplicates)
	first, duplicates := identity(map[string]any{"emailAddress": "byron@example.com"})
	require.Empty(t, duplicates)
	second, duplicates := identity(map[string]any{"lastName": "BYRÓN", "emailAddress": "byron@example.com"})
	require.Equal(t, []string{first}, duplicates)
	w.admin.mutate(t, "updateExternalPersonalIdentity", "externalPersonalIdentity { id }", map[string]any{"externalPersonalIdentityId": first, "state": "DEACTIVATED"})
	_, duplicates = identity(map[string]any{"emailAddress": "byron@example.com"})
	require.Equal(t, []string{second}, duplicates)
}

func TestPossibleDuplicates_AreTenAtMostInOneRead(t *testing.T) {
	w := newCountedWorld(t)
	const document = `mutation { createExternalRoleAccount(input: {roleId: "${role}", managed: true, firstName: "Åsa", lastName: "Öberg", emailAddress: "asa@example.com"}) { %s } }`
	filled := string(w.fill(t, []byte(document)))
	without, with := fmt.Sprintf(filled, "externalRoleAccount { id }"), fmt.Sprintf(filled, createAccount)
	require.Equal(t, 6, w.calls(t, w.admin, without))
	require.Equal(t, 7, w.calls(t, w.admin, with))
	var oldest []string
	for range roleaccount.MaxDuplicates + 2 {
		id, _ := w.account(t, nil)
		oldest = append(oldest, id)
	}
	_, duplicates := w.account(t, nil)
	require.Len(t, duplicates, roleaccount.MaxDuplicates)
	require.Equal(t, oldest[:roleaccount.MaxDuplicates-2], duplicates[2:], "after the two of the documents above")
	require.Equal(t, 7, w.calls(t, w.admin, with))
}

// TestPossibleDuplicates_OfSimultaneousCreations creates one person many times at once. Whoever commits last sees all others, and of
// any two at least one sees the other.
func TestPossibleDuplicates_OfSimultaneousCreations(t *testing.T) {
	w := newWorld(t)
	created := map[string][]string{}
	var creating sync.WaitGroup
	var mutex sync.Mutex
	for range 8 {
		creating.Go(func() {
			got := w.admin.send(t, mutation("createExternalRoleAccount", createAccount), map[string]any{"input": person(map[string]any{
				"roleId": w.names["role"], "firstName": "Grace", "emailAddress": "grace@example.com"})})
			mutex.Lock()
			defer mutex.Unlock()
			payload := at(t, got.Data, "createExternalRoleAccount")
			id := text(t, payload, "externalRoleAccount", "id")
			created[id] = []string{}
			for _, duplicate := range at(t, payload, "possibleDuplicates").([]any) {
				created[id] = append(created[id], text(t, duplicate, "id"))
			}
		})
	}
	creating.Wait()
	require.Len(t, created, 8)
	for one, ofOne := range created {
		require.NotContains(t, ofOne, one)
		for other, ofOther := range created {
			require.True(t, one == other || slices.Contains(ofOne, other) || slices.Contains(ofOther, one), "%s and %s", one, other)
		}
	}
}

func TestPossibleDuplicates_AreReadAgainInAReplay(t *testing.T) {
	w := newWorld(t)
	document := fmt.Sprintf(string(w.fill(t, []byte(`mutation { createExternalRoleAccount(input: {roleId: "${role}", managed: true, firstName: "Åsa", lastName: "Öberg", emailAddress: "asa@example.com"}) { %s } }`))), createAccount)
	keyed := w.admin.with("Idempotency-Key", "once")
	first := keyed.send(t, document, nil)
	require.Empty(t, at(t, first.Data, "createExternalRoleAccount", "possibleDuplicates"))
	later, duplicates := w.account(t, nil)
	require.Equal(t, []string{text(t, first.Data, "createExternalRoleAccount", "externalRoleAccount", "id")}, duplicates)
	replay := keyed.send(t, document, nil)
	require.Equal(t, http.StatusOK, replay.status)
	require.NotNil(t, replay.replayed())
	require.Equal(t, []any{map[string]any{"id": later}}, at(t, replay.Data, "createExternalRoleAccount", "possibleDuplicates"))
}
