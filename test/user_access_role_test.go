package test

import (
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
