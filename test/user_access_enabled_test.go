package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// setAccessEnabled turns a user access on or off.
func (w *world) setAccessEnabled(t testing.TB, userAccess string, enabled bool) {
	t.Helper()
	payload := w.admin.mutate(t, "updateUserAccess", "userAccess { enabled }", map[string]any{"userAccessId": w.names[userAccess], "enabled": enabled})
	require.Equal(t, enabled, at(t, payload, "userAccess", "enabled"))
}

func TestUserAccess_IsEnabledUnlessCreatedOtherwise(t *testing.T) {
	w := newWorld(t)
	for name, tc := range map[string]struct {
		more   map[string]any
		stored bool
	}{
		"absent": {stored: true}, "null": {more: map[string]any{"enabled": nil}, stored: true},
		"true": {more: map[string]any{"enabled": true}, stored: true}, "false": {more: map[string]any{"enabled": false}},
	} {
		created := w.admin.mutate(t, "createUserAccess", "userAccess { id enabled usable blockers { reason } }", profileOf(w.names["user"], tc.more))
		require.Equal(t, tc.stored, at(t, created, "userAccess", "enabled"), name)
		require.Equal(t, tc.stored, at(t, created, "userAccess", "usable"), name)
		renamed := w.admin.mutate(t, "updateUserAccess", "userAccess { enabled version }",
			map[string]any{"userAccessId": text(t, created, "userAccess", "id"), "name": "Renamed"})
		require.Equal(t, map[string]any{"enabled": tc.stored, "version": 2.0}, renamed["userAccess"], "an absent field stays: %s", name)
	}
}

func TestUserAccesses_AreFilteredByEnabled(t *testing.T) {
	w := newWorld(t)
	w.setAccessEnabled(t, "uiAccess", false)
	w.setAccessEnabled(t, "spareAccess", false)
	w.requireListed(t, "userAccesses", `filter: {enabled: false}`, "uiAccess", "spareAccess")
	w.requireListed(t, "userAccesses", `filter: {enabled: false, userId: "${user}"}`, "uiAccess")
	w.requireListed(t, "userAccesses", `filter: {enabled: true, customerId: "${customer}", types: [UI, SSO]}`, "ssoAccess")
	w.setAccessEnabled(t, "uiAccess", true)
	w.requireListed(t, "userAccesses", `filter: {enabled: false, role: "READER"}`, "spareAccess")
}

// TestUserAccess_BlockersAreWhatALoginIsRefusedFor turns each type of access and its user off and on. Neither needs the scope to
// read anything else.
func TestUserAccess_BlockersAreWhatALoginIsRefusedFor(t *testing.T) {
	w := newWorld(t)
	const read = `query($id: ID!) { userAccess(userAccessId: $id) { usable blockers { reason message } lastLoginAt } }`
	for access, user := range map[string]string{"uiAccess": "user", "ssoAccess": "secondUser", "apiAccess": "user", "profileAccess": "user"} {
		t.Run(access, func(t *testing.T) {
			off := map[string]any{"reason": "USER_ACCESS_NOT_ENABLED", "message": "The access is not enabled."}
			userOff := map[string]any{"reason": "USER_ACCESS_USER_NOT_ENABLED", "message": "The user is not enabled."}
			for _, tc := range []struct {
				isOn, isUserOn bool
				blockers       []any
			}{
				{false, true, []any{off}}, {false, false, []any{off, userOff}}, {true, false, []any{userOff}}, {true, true, []any{}},
			} {
				w.setAccessEnabled(t, access, tc.isOn)
				w.setEnabled(t, user, tc.isUserOn)
				stored := at(t, w.admin.must(t, read, map[string]any{"id": w.names[access]}), "userAccess").(map[string]any)
				require.Equal(t, len(tc.blockers) == 0, stored["usable"])
				require.Equal(t, tc.blockers, stored["blockers"])
				login := w.admin.send(t, mutation("recordUserAccessLogin", "userAccess { usable }"),
					map[string]any{"input": map[string]any{"userAccessId": w.names[access], "at": "2026-01-01T00:00:00Z"}})
				if len(tc.blockers) == 0 {
					require.Empty(t, login.Errors, login.raw)
					continue
				}
				require.Equal(t, at(t, tc.blockers[0], "reason"), login.Errors[0].Extensions.Reason)
				require.Len(t, login.Errors[0].Extensions.Violations, len(tc.blockers))
				require.Nil(t, stored["lastLoginAt"])
			}
		})
	}
}

func TestUserAccess_OffAndOnAreAudited(t *testing.T) {
	w := newWorld(t)
	w.setAccessEnabled(t, "uiAccess", false)
	w.setAccessEnabled(t, "uiAccess", true)
	data := w.admin.must(t, string(w.fill(t, []byte(`{ node(id: "${uiAccess}") { ... on UiAccess { history { nodes { action changes { field before after } } } } } }`))), nil)
	history := at(t, data, "node", "history", "nodes").([]any)
	require.Len(t, history, 3)
	for i, on := range []bool{true, false} {
		require.Equal(t, map[string]any{"action": "updateUserAccess", "changes": []any{
			map[string]any{"field": "enabled", "before": !on, "after": on},
		}}, history[i])
	}
}

func TestStoreCalls_OfUsableUserAccesses(t *testing.T) {
	w := newCountedWorld(t)
	require.Equal(t, 2, w.calls(t, w.admin, `{ userAccesses { nodes { usable blockers { reason } } } }`), "the page, and the users of all its entries")
}
