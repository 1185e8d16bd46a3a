package test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/roleaccount"
)

// requiredTexts are the mutations with a text that must be there, and the rest of their inputs, by the path of the text.
func (w *world) requiredTexts() []struct {
	field, path string
	rest        map[string]any
} {
	type required = struct {
		field, path string
		rest        map[string]any
	}
	return []required{
		{"createUserAccessRole", "code", map[string]any{"description": ""}},
		{"createUser", "firstName", map[string]any{"lastName": "Byron", "customerId": w.names["customer"]}},
		{"createUser", "lastName", map[string]any{"firstName": "Ada", "customerId": w.names["customer"]}},
		{"createCustomer", "name", map[string]any{}},
		{"createAccessRule", "name", map[string]any{"description": "", "settings": []any{map[string]any{"reader": "front", "relays": []int{1}}}}},
		{"createIdentifier", "name", map[string]any{"affiliation": "OWNER", "type": "CARD", "number": "990011"}},
		{"createApplication", "name", map[string]any{"scopes": []string{}}},
		{"createExternalRole", "name", map[string]any{"enabled": true}},
		{"createExternalPersonalIdentity", "firstName", person(nil)},
		{"createExternalPersonalIdentity", "lastName", person(nil)},
		{"createExternalRoleAccount", "firstName", person(map[string]any{"roleId": w.names["role"]})},
		{"createAccess", "firstName", map[string]any{"type": "PRIVATE", "privateId": w.names["identity"], "managed": true, "lastName": "Byron"}},
		{"updateAccess", "lastName", map[string]any{"accessId": w.names["invitedAccess"]}},
		{"updateUser", "firstName", map[string]any{"userId": w.names["user"]}},
		{"updateAccessRule", "name", map[string]any{"accessRuleId": w.names["rule"]}},
	}
}

func TestRequiredTexts_NeedACharacterThatIsSeen(t *testing.T) {
	w := newWorld(t)
	for _, of := range w.requiredTexts() {
		for _, unseen := range []string{"\u200b", "\u3164", "\u0301", "\u2800", "\ufeff", "\u00ad", "\u2060\u200d", "A\u2028B", "A\u200b", "A \u0301", "A\u202e"} {
			input := map[string]any{}
			for name, value := range of.rest {
				input[name] = value
			}
			input[of.path] = unseen
			got := w.admin.send(t, mutation(of.field, "__typename"), map[string]any{"input": input})
			require.Len(t, got.Errors, 1, "%s %s %+q: %s", of.field, of.path, unseen, got.raw)
			require.Equal(t, "NOT_VALID", got.Errors[0].Extensions.Code, got.raw)
			require.Contains(t, got.Errors[0].Extensions.Data, "input."+of.path, got.raw)
		}
	}
}

func TestCreateExternalRole_TheSameNameToTheEye(t *testing.T) {
	w := newWorld(t)
	create := func(name string) answer {
		return w.admin.send(t, mutation("createExternalRole", "externalRole { id name }"), map[string]any{"input": map[string]any{"name": name, "enabled": true}})
	}
	auditor := create("Auditor")
	require.Empty(t, auditor.Errors, auditor.raw)
	require.Equal(t, "must not contain invisible characters: remove U+200B, its character 8", problemAt(t, create("Auditor\u200b"), "input.name"))
	for _, alike := range []string{"auditor", "AUDITOR", "Áuditor", "Ａｕｄｉｔｏｒ", "audıtor", "Aud\u200ditor"} {
		got := create(alike)
		require.Equal(t, "EXTERNAL_ROLE_NAME_TAKEN", got.Errors[0].Extensions.Reason, alike)
		require.Equal(t, "The role name must be unique within the company!", got.Errors[0].Message)
		require.Equal(t, map[string]any{"input.name": "must be unique within the company"}, got.Errors[0].Extensions.Data)
	}
	roleID := text(t, auditor.Data, "createExternalRole", "externalRole", "id")
	renamed := w.admin.mutate(t, "updateExternalRole", "externalRole { name }", map[string]any{"externalRoleId": roleID, "name": "AUDITOR"})
	require.Equal(t, "AUDITOR", text(t, renamed, "externalRole", "name"), "its own name in another case")
	w.admin.mutate(t, "updateExternalRole", "externalRole { name }", map[string]any{"externalRoleId": roleID, "name": "Inspector"})
	require.Empty(t, create("auditor").Errors, "the old name is free in every case")
}

func TestCreateUserAccessRole_TheSameCodeToTheEye(t *testing.T) {
	w := newWorld(t)
	create := func(code string) answer {
		return w.admin.send(t, mutation("createUserAccessRole", "userAccessRole { id code }"), map[string]any{"input": map[string]any{"code": code, "description": ""}})
	}
	first := create("\ufeffDNS")
	require.Empty(t, first.Errors, first.raw)
	require.Equal(t, "DNS", text(t, first.Data, "createUserAccessRole", "userAccessRole", "code"), "a byte order mark before the first value of a file")
	granted := w.admin.mutate(t, "createUserAccess", "userAccess { roles }", map[string]any{
		"userId": w.names["user"], "roles": []string{"DNS", "\ufeffDNS"}, "type": map[string]any{"api": map[string]any{"name": "Import"}}})
	require.Equal(t, []any{"DNS"}, at(t, granted, "userAccess", "roles"))
	for _, alike := range []string{"dns", "ＤＮＳ", "DŃS"} {
		got := create(alike)
		require.Equal(t, "USER_ACCESS_ROLE_CODE_TAKEN", got.Errors[0].Extensions.Reason, alike)
	}
	spare := w.names["roleSPARE"]
	w.admin.mutate(t, "deleteUserAccessRole", "deletedUserAccessRoleId", map[string]any{"userAccessRoleId": spare})
	require.Empty(t, create("spare").Errors, "the code of a deleted role is free in every case")
}

func TestSsoIDsAndReaders_CompareExactly(t *testing.T) {
	w := newWorld(t)
	input := map[string]any{"userId": w.names["thirdUser"], "type": map[string]any{"sso": map[string]any{"ssoId": "SSO-1"}}}
	w.create(t, "upperCase", "createUserAccess", "userAccess", input)
	settings := []any{map[string]any{"reader": "Gate", "relays": []int{1}}, map[string]any{"reader": "gate", "relays": []int{2}}}
	w.create(t, "twoReaders", "createAccessRule", "accessRule", map[string]any{"name": "Gates", "description": "", "settings": settings})
}

func TestCreateUser_NamesThatNeedInvisibleCharacters(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"کیان\u200cپور", "ක්\u200dරිශාන්", "നായര്\u200d", "❤\ufe0f", "👩\u200d💻", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "葛\U000E0100"} {
		payload := w.admin.mutate(t, "createUser", "user { firstName lastName }", map[string]any{"firstName": name, "lastName": name, "customerId": w.names["customer"]})
		require.Equal(t, map[string]any{"firstName": name, "lastName": name}, payload["user"])
	}
}

func TestCreateAccessRule_ADescriptionMayHaveSeveralLines(t *testing.T) {
	w := newWorld(t)
	for _, description := range []string{"Front\nBack", "Front\r\n\r\nBack", "Front\u2028Back"} {
		input := ruleInput()
		input["description"] = description
		payload := w.admin.mutate(t, "createAccessRule", "accessRule { id description }", input)
		require.Equal(t, description, text(t, payload, "accessRule", "description"))
		updated := w.admin.mutate(t, "updateAccessRule", "accessRule { description }", map[string]any{
			"accessRuleId": text(t, payload, "accessRule", "id"), "description": description + "\nSide"})
		require.Equal(t, description+"\nSide", text(t, updated, "accessRule", "description"))
	}
	input := ruleInput()
	input["description"] = "Front\n\u200b"
	got := w.admin.send(t, mutation("createAccessRule", "__typename"), map[string]any{"input": input})
	require.Equal(t, "must not contain invisible characters: remove U+200B, its character 7", problemAt(t, got, "input.description"))
	input["description"], input["name"] = "", "Front\nBack"
	got = w.admin.send(t, mutation("createAccessRule", "__typename"), map[string]any{"input": input})
	require.Equal(t, "must not contain control or bidirectional-override characters", problemAt(t, got, "input.name"))
}

// A text that an earlier version took stays until it is changed: an update of another field is not refused for it.
func TestUpdate_ATextOfAnEarlierVersionDoesNotBlockIt(t *testing.T) {
	w := newWorld(t)
	change(t, w, w.store.ExternalRoles(), "role", renameRole("Account\u200bant"))
	disabled := w.admin.mutate(t, "updateExternalRole", "externalRole { name enabled }", map[string]any{"externalRoleId": w.names["role"], "enabled": false})
	require.Equal(t, map[string]any{"name": "Account\u200bant", "enabled": false}, disabled["externalRole"])
	change(t, w, w.store.ExternalPersonalIdentities(), "identity", renameIdentity("Ada\u200f"))
	left := w.admin.mutate(t, "updateExternalPersonalIdentity", "externalPersonalIdentity { firstName state }",
		map[string]any{"externalPersonalIdentityId": w.names["identity"], "state": "DEACTIVATED"})
	require.Equal(t, map[string]any{"firstName": "Ada\u200f", "state": "DEACTIVATED"}, left["externalPersonalIdentity"])
}

func renameRole(name string) func(*roleaccount.ExternalRole) {
	return func(role *roleaccount.ExternalRole) { role.Name = name }
}

func renameIdentity(name string) func(*roleaccount.ExternalPersonalIdentity) {
	return func(identity *roleaccount.ExternalPersonalIdentity) { identity.FirstName = name }
}
