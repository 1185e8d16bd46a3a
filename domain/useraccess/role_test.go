package useraccess_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/useraccess"
)

// roleID returns the ID of a role by its code.
func (w *world) roleID(t *testing.T, code string) string {
	t.Helper()
	roles, err := w.Roles.ByCode(t.Context(), administrator().CompanyID, []string{code})
	require.NoError(t, err)
	require.Contains(t, roles, code)
	return roles[code].ID
}

func (w *world) deleteRole(t *testing.T, code string) error {
	t.Helper()
	_, err := w.DeleteUserAccessRole(t.Context(), administrator(), useraccess.DeleteUserAccessRoleInput{UserAccessRoleID: w.roleID(t, code)})
	return err
}

func granted(count int, message string) violation {
	return newViolation(fault.UserAccessRoleInUse, message, map[string]any{
		"input.userAccessRoleId": "must be the ID of a role that no user access holds", "userAccesses": count,
	})
}

func TestService_DeleteUserAccessRole_ThatNobodyHolds(t *testing.T) {
	w := newWorld(t)
	roleID := w.roleID(t, events)
	deleted, err := w.DeleteUserAccessRole(t.Context(), administrator(), useraccess.DeleteUserAccessRoleInput{UserAccessRoleID: roleID})
	require.NoError(t, err)
	require.Equal(t, useraccess.DeletedUserAccessRole{ID: roleID}, deleted)
	for _, unknown := range []string{roleID, w.user.ID, ""} {
		_, err := w.DeleteUserAccessRole(t.Context(), administrator(), useraccess.DeleteUserAccessRoleInput{UserAccessRoleID: unknown})
		domaintest.RequireViolations(t, err, newViolation(fault.UserAccessRoleNotFound,
			"The role with ID "+unknown+" was not found", map[string]any{"input.userAccessRoleId": "must be the ID of a role of the company"}))
	}
	w.role(t, administrator(), events)
	w.access(t, w.user, profile("Day"), events)
}

func TestService_UpdateUserAccessRole(t *testing.T) {
	w := newWorld(t)
	update := useraccess.UpdateUserAccessRoleInput{UserAccessRoleID: w.roleID(t, events), Description: inputs.Of(" Reads events. ")}
	updated, err := w.UpdateUserAccessRole(t.Context(), administrator(), update)
	require.NoError(t, err)
	require.Equal(t, []any{events, "Reads events.", 2}, []any{updated.Code, updated.Description, updated.Version})
	update.ExpectedVersion = new(1)
	_, err = w.UpdateUserAccessRole(t.Context(), administrator(), update)
	domaintest.RequireViolations(t, err, newViolation(fault.VersionConflict,
		"The object was changed in the meantime: its version is 2 now.", map[string]any{"currentVersion": 2, "input.expectedVersion": "must be the current version"}))
	update.ExpectedVersion, update.Description = nil, inputs.Field[string]{IsSet: true}
	_, err = w.UpdateUserAccessRole(t.Context(), administrator(), update)
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.description": "must not be null"}))
}

func TestService_DeleteUserAccessRole_InUse(t *testing.T) {
	w := newWorld(t)
	first, second := w.access(t, w.user, profile("Day"), events), w.access(t, w.user, profile("Night"), dns, events)
	domaintest.RequireViolations(t, w.deleteRole(t, events), granted(2, "The role is granted to 2 user accesses."))
	_, err := w.DeleteUserAccess(t.Context(), caller(), useraccess.DeleteUserAccessInput{UserAccessID: first.ID})
	require.NoError(t, err)
	domaintest.RequireViolations(t, w.deleteRole(t, events), granted(1, "The role is granted to 1 user accesses."))
	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: second.ID, Roles: inputs.Of([]string{dns})})
	require.NoError(t, err)
	require.NoError(t, w.deleteRole(t, events))
}

func TestService_DeleteUserAccessRole_RacesWithAGrant(t *testing.T) {
	t.Run("the grant is first", func(t *testing.T) {
		w := newWorld(t)
		w.store.Rival = func() { w.access(t, w.user, profile("Day"), events) }
		domaintest.RequireViolations(t, w.deleteRole(t, events), granted(1, "The role is granted to 1 user accesses."))
	})
	t.Run("the deletion is first", func(t *testing.T) {
		w := newWorld(t)
		w.store.Rival = func() { require.NoError(t, w.deleteRole(t, events)) }
		_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
			UserID: w.user.ID, Roles: []string{events}, Type: profile("Day"),
		})
		domaintest.RequireViolations(t, err, newViolation(fault.UserAccessRoleUnknown, "The company does not have these roles: "+events+".",
			map[string]any{"input.roles[0]": "must be the code of a role of the company"}))
		require.Empty(t, recordsOf(w.store).All())
	})
}
