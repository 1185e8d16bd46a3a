package test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// atOnce has many clients send a request at the same moment, and returns their answers.
func atOnce(t *testing.T, many int, send func(sender int) answer) []answer {
	t.Helper()
	answers := make([]answer, many)
	start := make(chan struct{})
	var sent sync.WaitGroup
	for sender := range many {
		sent.Go(func() {
			<-start
			answers[sender] = send(sender)
		})
	}
	close(start)
	sent.Wait()
	return answers
}

// outcomes counts the answers by the reason of their error; "" for those without one.
func outcomes(answers []answer) map[string]int {
	counted := map[string]int{}
	for _, got := range answers {
		reason := ""
		if len(got.Errors) > 0 {
			reason = got.Errors[0].Extensions.Reason
		}
		counted[reason]++
	}
	return counted
}

// TestCreateUserAccess_TheContractsExample sends the request of create-user-access and compares with the answer in the document,
// field for field. The document's IDs are numbers and UUIDs; its language and name are fields of the API access.
func TestCreateUserAccess_TheContractsExample(t *testing.T) {
	w := newWorld(t)
	administrator := w.create(t, "administrator", "createUser", "user",
		map[string]any{"firstName": "Company", "lastName": "Administrator", "customerId": w.names["customer"]})
	roles := []any{"CLIENTNMS_WEBSERVICE_EVENT_R", "CLIENTNMS_WEBSERVICE_DNS_RW"}
	for _, code := range roles {
		w.create(t, fmt.Sprint(code), "createUserAccessRole", "userAccessRole", map[string]any{"code": code, "description": ""})
	}
	w.create(t, "own", "createUserAccess", "userAccess", profileOf(administrator, map[string]any{"roles": roles}))
	caller := w.application(t, []string{"USER_ACCESS_WRITE", "ACT_AS_USER"}, []string{roles[0].(string), roles[1].(string)}).
		with("X-Acting-User", administrator)
	payload := caller.mutate(t, "createUserAccess", `userAccess {
		id user { id } type customer { id } roles lastLoginAt createdAt createdBy { user { id firstName lastName } }
		... on ApiAccess { language name }
	}`, map[string]any{
		"userId": w.names["user"], "roles": roles, "customerId": w.names["customer"],
		"type": map[string]any{"api": map[string]any{"name": "New application API access", "language": "en"}},
	})
	access := at(t, payload, "userAccess").(map[string]any)
	require.Regexp(t, "^uac_[0-9a-f]{32}$", access["id"])
	require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`, access["createdAt"])
	delete(access, "id")
	delete(access, "createdAt")
	require.Equal(t, map[string]any{
		"user":        map[string]any{"id": w.names["user"]},
		"type":        "API",
		"customer":    map[string]any{"id": w.names["customer"]},
		"roles":       roles,
		"lastLoginAt": nil,
		"language":    "en",
		"name":        "New application API access",
		"createdBy":   map[string]any{"user": map[string]any{"id": administrator, "firstName": "Company", "lastName": "Administrator"}},
	}, access)
}

func TestCreateUserAccess_ExactlyOneKindAlsoThroughVariables(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot(t)
	profile := map[string]any{"name": "Desk"}
	whole := func(kind any) (string, map[string]any) {
		return mutation("createUserAccess", "__typename"), map[string]any{"input": map[string]any{"userId": w.names["user"], "type": kind}}
	}
	for name, tc := range map[string]struct {
		kind map[string]any
		path string
	}{
		"two keys":              {map[string]any{"ui": map[string]any{}, "profile": profile}, "input.type"},
		"one of two keys null":  {map[string]any{"ui": nil, "profile": profile}, "input.type"},
		"no key":                {map[string]any{}, "input.type"},
		"a null key":            {map[string]any{"profile": nil}, "input.type.profile"},
		"a key that is unknown": {map[string]any{"door": map[string]any{}}, "input.type.door"},
	} {
		t.Run(name, func(t *testing.T) {
			document, variables := whole(tc.kind)
			got := w.admin.send(t, document, variables)
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
			require.Contains(t, got.Errors[0].Extensions.Data, tc.path)
			require.False(t, got.hasData)

			alone := w.admin.send(t, `mutation($user: ID!, $type: UserAccessTypeInput!) { createUserAccess(input: {userId: $user, type: $type}) { __typename } }`,
				map[string]any{"user": w.names["user"], "type": tc.kind})
			require.Contains(t, alone.Errors[0].Extensions.Data, tc.path, alone.raw)
		})
	}
	for document, reason := range map[string]string{
		`mutation($user: ID!, $ui: UiAccessInput) { createUserAccess(input: {userId: $user, type: {ui: $ui}}) { __typename } }`:     "GRAPHQL_VALIDATION_FAILED",
		`mutation($user: ID!) { createUserAccess(input: {userId: $user, type: {}}) { __typename } }`:                                "DATA_NOT_VALID",
		`mutation($user: ID!) { createUserAccess(input: {userId: $user, type: {ui: {}, profile: {name: "Desk"}}}) { __typename } }`: "DATA_NOT_VALID",
		`mutation($user: ID!) { createUserAccess(input: {userId: $user, type: {ui: null}}) { __typename } }`:                        "DATA_NOT_VALID",
	} {
		got := w.admin.send(t, document, map[string]any{"user": w.names["user"]})
		require.NotEmpty(t, got.Errors, document)
		require.Equal(t, reason, got.Errors[0].Extensions.Reason, got.raw)
	}
	require.Equal(t, before, w.snapshot(t))
}

func TestCreateUserAccess_OneOfManyForAUserAtOnce(t *testing.T) {
	w := newWorld(t)
	user := w.create(t, "raced", "createUser", "user", map[string]any{"firstName": "Ada", "lastName": "Byron", "customerId": w.names["customer"]})
	answers := atOnce(t, 64, func(sender int) answer {
		kind := map[string]any{"ui": map[string]any{}}
		if sender%2 == 0 {
			kind = map[string]any{"sso": map[string]any{"ssoId": fmt.Sprint("raced-", sender)}}
		}
		return w.admin.send(t, mutation("createUserAccess", "userAccess { id }"), map[string]any{"input": map[string]any{"userId": user, "type": kind}})
	})
	require.Equal(t, map[string]int{"": 1, "USER_ACCESS_UI_OR_SSO_TAKEN": 63}, outcomes(answers))
	data := w.admin.must(t, `query($user: ID!) { user(userId: $user) { userAccesses { nodes { id } } } }`, map[string]any{"user": user})
	require.Len(t, at(t, data, "user", "userAccesses", "nodes"), 1)
}

func TestCreateUserAccess_OneOfManyWithAnSSOIDAtOnce(t *testing.T) {
	w := newWorld(t)
	users := make([]string, 64)
	for i := range users {
		users[i] = w.create(t, fmt.Sprint("raced", i), "createUser", "user",
			map[string]any{"firstName": "Ada", "lastName": "Byron", "customerId": w.names["customer"]})
	}
	claim := func(sender int) answer {
		return w.admin.send(t, mutation("createUserAccess", "userAccess { id }"), map[string]any{"input": map[string]any{
			"userId": users[sender], "type": map[string]any{"sso": map[string]any{"ssoId": "raced"}}}})
	}
	require.Equal(t, map[string]int{"": 1, "USER_ACCESS_SSO_ID_TAKEN": 63}, outcomes(atOnce(t, len(users), claim)))

	// Half of them move to an ID that the other half creates.
	movers := make([]string, 8)
	for i := range movers {
		user := w.create(t, fmt.Sprint("mover", i), "createUser", "user", map[string]any{"firstName": "Ada", "lastName": "Byron", "customerId": w.names["customer"]})
		movers[i] = w.create(t, fmt.Sprint("moved", i), "createUserAccess", "userAccess",
			map[string]any{"userId": user, "type": map[string]any{"sso": map[string]any{"ssoId": fmt.Sprint("own-", i)}}})
	}
	answers := atOnce(t, len(movers), func(sender int) answer {
		return w.admin.send(t, mutation("updateUserAccess", "userAccess { id }"), map[string]any{"input": map[string]any{
			"userAccessId": movers[sender], "ssoId": "moved"}})
	})
	require.Equal(t, map[string]int{"": 1, "USER_ACCESS_SSO_ID_TAKEN": 7}, outcomes(answers))
	winner := slices.IndexFunc(answers, func(got answer) bool { return len(got.Errors) == 0 })
	loser := (winner + 1) % len(movers)
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": movers[loser], "ssoId": fmt.Sprint("own-", winner)})
}

// TestDeleteUserAccessRole_ExcludesAGrantAtOnce has many accesses ask for a role while it is deleted: either it is
// gone and nobody holds it, or it stays and the deletion was refused.
func TestDeleteUserAccessRole_ExcludesAGrantAtOnce(t *testing.T) {
	w := newWorld(t)
	for round := range 8 {
		code := fmt.Sprint("RACED_", round)
		w.create(t, code, "createUserAccessRole", "userAccessRole", map[string]any{"code": code, "description": ""})
		answers := atOnce(t, 8, func(sender int) answer {
			if sender == round {
				return w.admin.send(t, mutation("deleteUserAccessRole", "deletedUserAccessRoleId"), map[string]any{"input": map[string]any{"userAccessRoleId": w.names[code]}})
			}
			return w.admin.send(t, mutation("createUserAccess", "userAccess { id }"), map[string]any{"input": map[string]any{
				"userId": w.names["user"], "roles": []string{code}, "type": map[string]any{"profile": map[string]any{"name": code}}}})
		})
		deletion := outcomes(answers[round : round+1])
		grants := outcomes(slices.Delete(answers, round, round+1))
		t.Logf("deletion %v, grants %v", deletion, grants)
		if deletion[""] == 1 {
			require.Equal(t, map[string]int{"USER_ACCESS_ROLE_UNKNOWN": 7}, grants)
		} else {
			require.Equal(t, map[string]int{"USER_ACCESS_ROLE_IN_USE": 1}, deletion)
			require.Equal(t, 7, grants[""])
		}
	}
}

func TestRecordUserAccessLogin_TheLatestOfManyStays(t *testing.T) {
	w := newWorld(t)
	access := w.names["apiAccess"]
	answers := atOnce(t, 64, func(sender int) answer {
		return w.admin.send(t, mutation("recordUserAccessLogin", "userAccess { id }"), map[string]any{"input": map[string]any{
			"userAccessId": access, "at": fmt.Sprintf("2026-01-01T10:00:%02d+01:00", (sender*37)%60)}})
	})
	require.Equal(t, map[string]int{"": 64}, outcomes(answers))
	payload := w.admin.mutate(t, "updateUserAccess", "userAccess { lastLoginAt version ... on ApiAccess { name } }",
		map[string]any{"userAccessId": access, "name": "Renamed", "expectedVersion": 1})
	require.Equal(t, map[string]any{"lastLoginAt": "2026-01-01T09:00:59.000Z", "version": 2.0, "name": "Renamed"}, payload["userAccess"])
	payload = w.admin.mutate(t, "recordUserAccessLogin", "userAccess { lastLoginAt }", map[string]any{"userAccessId": access, "at": "2025-01-01T00:00:00Z"})
	require.Equal(t, "2026-01-01T09:00:59.000Z", text(t, payload, "userAccess", "lastLoginAt"))
}

// TestUpdateUserAccess_WithGrantableRoles goes through what an editor does with one, over its whole life.
func TestUpdateUserAccess_WithGrantableRoles(t *testing.T) {
	w := newWorld(t)
	narrow := w.application(t, []string{"USER_ACCESS_WRITE"}, []string{"READER"})
	payload := narrow.mutate(t, "updateUserAccess", "userAccess { roles type customerId ... on UiAccess { twoFaEnabled } version }",
		map[string]any{"userAccessId": w.names["uiAccess"], "twoFaEnabled": false})
	require.Equal(t, map[string]any{"roles": []any{"READER"}, "type": "UI", "customerId": w.names["customer"], "twoFaEnabled": false, "version": 2.0},
		payload["userAccess"])
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": w.names["uiAccess"], "roles": []string{"WRITER"}})
	updated := narrow.mutate(t, "updateUserAccess", "userAccess { roles }", map[string]any{"userAccessId": w.names["uiAccess"], "roles": []string{"READER", "WRITER"}})
	require.Equal(t, []any{"READER", "WRITER"}, at(t, updated, "userAccess", "roles"))

	deleted := narrow.mutate(t, "deleteUserAccess", "deletedUserAccessId user { id userAccesses { nodes { id } } }", map[string]any{"userAccessId": w.names["uiAccess"]})
	require.Equal(t, w.names["uiAccess"], deleted["deletedUserAccessId"])
	require.Equal(t, w.names["user"], text(t, deleted, "user", "id"))
	require.NotContains(t, fmt.Sprint(deleted["user"]), w.names["uiAccess"])
	w.create(t, "again", "createUserAccess", "userAccess", map[string]any{"userId": w.names["user"], "type": map[string]any{"ui": map[string]any{}}})

	language := func() string {
		data := w.admin.must(t, `query($id: ID!) { userAccess(userAccessId: $id) { ... on ApiAccess { language } } }`, map[string]any{"id": w.names["apiAccess"]})
		return text(t, data, "userAccess", "language")
	}
	require.Equal(t, "en", language())
	w.admin.mutate(t, "updateUser", "user { version }", map[string]any{"userId": w.names["user"], "language": "sv"})
	require.Equal(t, "sv", language(), "the user's, at the time of reading")
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": w.names["apiAccess"], "language": "de"})
	require.Equal(t, "de", language())
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": w.names["apiAccess"], "language": nil})
	require.Equal(t, "sv", language())
}
