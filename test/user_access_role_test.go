package test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUserAccessRoles_StandBesideTheirCodes(t *testing.T) {
	w := newCountedWorld(t)
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": w.names["apiAccess"], "roles": []string{"SPARE", "READER", "WRITER"}})
	document := `query($id: ID!) { userAccess(userAccessId: $id) { roles userAccessRoles { id code description } } }`
	refused := w.application(t, []string{"ACCESS_READ"}, nil).send(t, document, map[string]any{"id": w.names["apiAccess"]})
	require.Equal(t, "SCOPE_REQUIRED", refused.Errors[0].Extensions.Reason)
	data := w.admin.must(t, document, map[string]any{"id": w.names["apiAccess"]})
	require.Equal(t, map[string]any{"roles": []any{"SPARE", "READER", "WRITER"}, "userAccessRoles": []any{
		map[string]any{"id": w.names["roleSPARE"], "code": "SPARE", "description": "May do it."},
		map[string]any{"id": w.names["roleREADER"], "code": "READER", "description": "May do it."},
		map[string]any{"id": w.names["roleWRITER"], "code": "WRITER", "description": "May do it."},
	}}, data["userAccess"])
	require.Equal(t, 2, w.calls(t, w.admin, `{ userAccesses { nodes { userAccessRoles { id } } } }`), "the page and the roles of all its entries")
}

func TestGrantableUserAccessRoles_LackCodesWithoutARole(t *testing.T) {
	w := newWorld(t)
	w.create(t, "goneRole", "createUserAccessRole", "userAccessRole", map[string]any{"code": "NO_SUCH", "description": ""})
	granting := w.application(t, []string{"USER_ACCESS_READ"}, []string{"WRITER", "NO_SUCH", "READER"})
	w.admin.mutate(t, "deleteUserAccessRole", "deletedUserAccessRoleId", map[string]any{"userAccessRoleId": w.names["goneRole"]})
	document := `{ viewer { application { grantableRoles grantableUserAccessRoles { code } } } }`
	require.Equal(t, map[string]any{"grantableRoles": []any{"WRITER", "NO_SUCH", "READER"}, "grantableUserAccessRoles": []any{
		map[string]any{"code": "WRITER"}, map[string]any{"code": "READER"},
	}}, at(t, granting.must(t, document, nil), "viewer", "application"))
	refused := w.application(t, []string{"ACCESS_READ"}, []string{"WRITER"}).send(t, document, nil)
	require.Len(t, refused.Errors, 1, refused.raw)
	require.Equal(t, "SCOPE_REQUIRED", refused.Errors[0].Extensions.Reason)
	require.Nil(t, at(t, refused.Data, "viewer", "application", "grantableUserAccessRoles"))
}

// TestUpdateApplication_DropsTheCodesOfDeletedRoles edits an application that may grant a role, which is deleted and created anew.
func TestUpdateApplication_DropsTheCodesOfDeletedRoles(t *testing.T) {
	w := newWorld(t)
	application := w.create(t, "granting", "createApplication", "application",
		map[string]any{"name": "Granting", "scopes": []string{}, "grantableRoles": []string{"SPARE", "READER"}})
	w.admin.mutate(t, "deleteUserAccessRole", "deletedUserAccessRoleId", map[string]any{"userAccessRoleId": w.names["roleSPARE"]})
	update := func(more map[string]any) answer {
		input := map[string]any{"applicationId": application}
		maps.Copy(input, more)
		return w.admin.send(t, mutation("updateApplication", "application { grantableRoles grantableUserAccessRoles { code } }"), map[string]any{"input": input})
	}
	requireGrantable := func(got answer, codes, roles []string) {
		t.Helper()
		require.Empty(t, got.Errors, got.raw)
		stored := at(t, got.Data, "updateApplication", "application").(map[string]any)
		var codesOfRoles []string
		for _, role := range stored["grantableUserAccessRoles"].([]any) {
			codesOfRoles = append(codesOfRoles, text(t, role, "code"))
		}
		require.Equal(t, fmt.Sprint(codes), fmt.Sprint(stored["grantableRoles"]))
		require.Equal(t, roles, codesOfRoles)
	}
	requireGrantable(update(map[string]any{"name": "Renamed"}), []string{"SPARE", "READER"}, []string{"READER"})
	requireRefused(t, update(map[string]any{"grantableRoles": []string{"SPARE", "READER", "WRITER"}}), "USER_ACCESS_ROLE_UNKNOWN", "input.grantableRoles[0]")
	w.create(t, "again", "createUserAccessRole", "userAccessRole", map[string]any{"code": "SPARE", "description": ""})
	requireGrantable(update(map[string]any{"name": "Granting"}), []string{"SPARE", "READER"}, []string{"SPARE", "READER"})
	w.admin.mutate(t, "deleteUserAccessRole", "deletedUserAccessRoleId", map[string]any{"userAccessRoleId": w.names["again"]})
	requireGrantable(update(map[string]any{"grantableRoles": []string{"READER"}}), []string{"READER"}, []string{"READER"})
}

func TestUpdateUserAccessRole_ChangesTheDescriptionOnly(t *testing.T) {
	w := newWorld(t)
	input := map[string]any{"userAccessRoleId": w.names["roleREADER"], "description": "", "expectedVersion": 1}
	refused := w.application(t, []string{"USER_ACCESS_WRITE"}, nil).send(t, mutation("updateUserAccessRole", "userAccessRole { id }"), map[string]any{"input": input})
	require.Equal(t, "SCOPE_REQUIRED", refused.Errors[0].Extensions.Reason)
	updated := w.admin.mutate(t, "updateUserAccessRole", "userAccessRole { id code description version createdBy { applicationId } }", input)
	require.Equal(t, map[string]any{
		"id": w.names["roleREADER"], "code": "READER", "description": "", "version": 2.0,
		"createdBy": map[string]any{"applicationId": w.names["application"]},
	}, updated["userAccessRole"])
	held := list{open: `{ parent: node(id: "` + w.names["roleREADER"] + `") { ... on UserAccessRole { `, field: "userAccesses", end: " } } }"}
	require.Equal(t, []string{w.names["uiAccess"], w.names["spareAccess"]}, ids(t, held.page(t, w.admin, "")), "whoever holds it still does")
}

func TestApiKeys_AreNamedByTheirPayloads(t *testing.T) {
	w := newWorld(t)
	const keys = "application { id version keys { id } }"
	created := w.admin.mutate(t, "createApplication", "apiKeyId "+keys, map[string]any{"name": "Gate", "scopes": []string{}})
	first := text(t, created, "apiKeyId")
	require.Equal(t, []any{map[string]any{"id": first}}, at(t, created, "application", "keys"))
	application := text(t, created, "application", "id")
	issued := w.admin.mutate(t, "issueApiKey", "apiKeyId "+keys, map[string]any{"applicationId": application, "expectedVersion": 1})
	second := text(t, issued, "apiKeyId")
	require.Equal(t, []any{map[string]any{"id": first}, map[string]any{"id": second}}, at(t, issued, "application", "keys"))
	revoked := w.admin.mutate(t, "revokeApiKey", "revokedApiKeyId "+keys, map[string]any{"applicationId": application, "apiKeyId": first, "expectedVersion": 2})
	require.Equal(t, first, revoked["revokedApiKeyId"])
	require.Equal(t, []any{map[string]any{"id": second}}, at(t, revoked, "application", "keys"))

	repeated := w.admin.with(idempotencyKey, "once")
	input := map[string]any{"name": "Door", "scopes": []string{}}
	original := repeated.mutate(t, "createApplication", "apiKeyId apiKey", input)
	again := repeated.mutate(t, "createApplication", "apiKeyId apiKey", input)
	require.Equal(t, original["apiKeyId"], again["apiKeyId"])
	require.Nil(t, again["apiKey"], "a secret is shown only once")
}
