package useraccess_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/useraccess"
)

func (w *world) deleteRole(t *testing.T, code string) error {
	t.Helper()
	_, err := w.DeleteUserAccessRole(t.Context(), administrator(), useraccess.DeleteUserAccessRoleInput{Code: code})
	return err
}

func granted(count int, message string) violation {
	return told(fault.UserAccessRoleInUse, message, map[string]any{
		"input.code": "must be the code of a role that no user access holds", "userAccesses": count,
	})
}

func TestARoleThatNobodyHoldsIsDeleted(t *testing.T) {
	w := newWorld(t)
	deleted, err := w.DeleteUserAccessRole(t.Context(), administrator(), useraccess.DeleteUserAccessRoleInput{Code: " " + events})
	require.NoError(t, err)
	require.Equal(t, useraccess.DeletedUserAccessRole{Code: events}, deleted)
	for _, code := range []string{events, "THEIRS", ""} {
		domaintest.RequireViolations(t, w.deleteRole(t, code), told(fault.UserAccessRoleNotFound,
			"The role with code "+code+" was not found", map[string]any{"input.code": "must be the code of a role of the company"}))
	}
	w.role(t, administrator(), events)
	w.access(t, w.user, profile("Day"), events)
}

func TestARoleThatIsGrantedIsNotDeleted(t *testing.T) {
	w := newWorld(t)
	first, second := w.access(t, w.user, profile("Day"), events), w.access(t, w.user, profile("Night"), dns, events)
	domaintest.RequireViolations(t, w.deleteRole(t, events), granted(2, "The role is granted to 2 user accesses."))
	_, err := w.DeleteUserAccess(t.Context(), caller(), useraccess.DeleteUserAccessInput{UserAccessID: first.ID})
	require.NoError(t, err)
	domaintest.RequireViolations(t, w.deleteRole(t, events), granted(1, "The role is granted to 1 user accesses."))
	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccess{UserAccessID: second.ID, Roles: document.Of([]string{dns})})
	require.NoError(t, err)
	require.NoError(t, w.deleteRole(t, events))
}

func TestAGrantThatRacesWithTheDeletion(t *testing.T) {
	t.Run("the grant is first", func(t *testing.T) {
		w := newWorld(t)
		w.store.Rival = func() { w.access(t, w.user, profile("Day"), events) }
		domaintest.RequireViolations(t, w.deleteRole(t, events), granted(1, "The role is granted to 1 user accesses."))
	})
	t.Run("the deletion is first", func(t *testing.T) {
		w := newWorld(t)
		w.store.Rival = func() { require.NoError(t, w.deleteRole(t, events)) }
		_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
			UserID: w.user.ID, Roles: []string{events}, Kind: profile("Day"),
		})
		domaintest.RequireViolations(t, err, told(fault.UserAccessRoleUnknown, "The company does not have these roles: "+events+".",
			map[string]any{"input.roles[0]": "must be the code of a role of the company"}))
		require.Empty(t, records{Store: w.store}.All())
	})
}
