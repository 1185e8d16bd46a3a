package test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo"
)

// trace is in every name and address of the people that these tests erase. Each field that is sent ends in a word of its own.
const trace = "zqxtrace"

// leavers adds a user and an identity, each with one of everything that has their names, and with a past: every name was changed once.
func (w *world) leavers(t testing.TB) (token string) {
	t.Helper()
	w.leavingUser(t)
	token = w.leavingIdentity(t)
	w.leaversCards(t)
	return token
}

func (w *world) leavingUser(t testing.TB) {
	t.Helper()
	w.create(t, "erasedUser", "createUser", "user", map[string]any{"firstName": trace + "a", "lastName": trace + "b", "customerId": w.names["customer"]})
	w.create(t, "erasedSsoAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["erasedUser"], "type": map[string]any{"sso": map[string]any{"ssoId": trace + "c@example.com"}}})
	deleted := w.create(t, "deletedAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["erasedUser"], "type": map[string]any{"api": map[string]any{"name": trace + "d"}}})
	w.create(t, "erasedProfile", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["erasedUser"], "type": map[string]any{"profile": map[string]any{"name": trace + "e"}}})
	w.admin.mutate(t, "updateUser", "user { id }", map[string]any{"userId": w.names["erasedUser"], "firstName": trace + "f", "lastName": trace + "g"})
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": w.names["erasedSsoAccess"], "ssoId": trace + "h@example.com"})
	w.admin.mutate(t, "updateUserAccess", "userAccess { id }", map[string]any{"userAccessId": deleted, "name": trace + "i"})
	w.admin.mutate(t, "deleteUserAccess", "deletedUserAccessId", map[string]any{"userAccessId": deleted})
}

func (w *world) leavingIdentity(t testing.TB) (token string) {
	t.Helper()
	payload := w.admin.mutate(t, "createExternalRoleAccount", "externalRoleAccount { id personalIdentityId }", map[string]any{
		"roleId": w.names["role"], "firstName": trace + "j", "lastName": trace + "k", "emailAddress": trace + "l@example.com", "managed": true})
	account, identity := text(t, payload, "externalRoleAccount", "id"), text(t, payload, "externalRoleAccount", "personalIdentityId")
	w.names["erasedAccount"], w.names["erasedIdentity"] = account, identity
	w.admin.mutate(t, "updateExternalRoleAccount", "externalRoleAccount { id }", map[string]any{
		"externalRoleAccountId": account, "firstName": trace + "m", "lastName": trace + "n", "emailAddress": trace + "o@" + trace + ".example"})
	w.admin.mutate(t, "updateExternalPersonalIdentity", "externalPersonalIdentity { id }", map[string]any{
		"externalPersonalIdentityId": identity, "emailAddress": trace + "p@example.com"})
	w.create(t, "erasedAccess", "createAccess", "access", map[string]any{
		"type": "CORPORATE", "privateId": identity, "roleAccountId": account, "managed": true, "firstName": trace + "q", "lastName": trace + "r",
		"corporateName": trace + "s", "corporateRoleName": trace + "t"})
	w.admin.mutate(t, "activateAccess", "access { id }", map[string]any{"accessId": w.names["erasedAccess"]})
	w.admin.mutate(t, "updateAccess", "access { id }", map[string]any{"accessId": w.names["erasedAccess"], "firstName": trace + "u"})
	w.create(t, "erasedInvited", "createAccess", "access", map[string]any{
		"type": "PRIVATE", "privateId": identity, "managed": false, "firstName": trace + "v", "lastName": trace + "w"})
	return text(t, w.admin.mutate(t, "inviteAccess", "invitationToken", map[string]any{"accessId": w.names["erasedInvited"]}), "invitationToken")
}

// leaversCards adds a card that each person holds, one that was taken from the user, and one that was deleted, all with passages.
func (w *world) leaversCards(t testing.TB) {
	t.Helper()
	w.create(t, "leaversRule", "createAccessRule", "accessRule", ruleInput())
	for i, name := range []string{"userCard", "formerCard", "deletedCard", "identityCard"} {
		holder := w.names["erasedUser"]
		if name == "identityCard" {
			holder = w.names["erasedIdentity"]
		}
		w.create(t, name, "createIdentifier", "identifier", map[string]any{
			"name": trace + "card" + name, "affiliation": "OWNER", "type": "CARD", "number": fmt.Sprint("88770", i)})
		w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": w.names[name], "accessRuleId": w.names["leaversRule"]})
		w.record(t, "front", name)
		w.hold(t, name, holder)
		w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": w.names[name], "name": trace + "held" + name})
		require.Equal(t, true, w.record(t, "front", name)["granted"])
	}
	w.hold(t, "formerCard", nil)
	w.admin.mutate(t, "deleteIdentifier", "deletedIdentifierId", map[string]any{"identifierId": w.names["deletedCard"]})
}

// erase erases both people, and waits until nothing is left.
func (w *world) erase(t testing.TB) {
	t.Helper()
	w.admin.mutate(t, "eraseUser", "erasedUserId", map[string]any{"userId": w.names["erasedUser"], "reason": "has left"})
	w.admin.mutate(t, "eraseExternalPersonalIdentity", "erasedExternalPersonalIdentityId",
		map[string]any{"externalPersonalIdentityId": w.names["erasedIdentity"], "reason": "has left"})
	w.waitErased(t)
}

func (w *world) waitErased(t testing.TB) {
	t.Helper()
	const erasures = `{ user(userId: "${erasedUser}") { erasure { finishedAt } }
		externalPersonalIdentity(externalPersonalIdentityId: "${erasedIdentity}") { erasure { finishedAt } } }`
	require.Eventually(t, func() bool {
		data := w.admin.must(t, string(w.fill(t, []byte(erasures))), nil)
		return at(t, data, "user", "erasure", "finishedAt") != nil && at(t, data, "externalPersonalIdentity", "erasure", "finishedAt") != nil
	}, time.Minute, 5*time.Millisecond)
}

// exported returns the raw bytes of an archive of the store.
func (w *world) exported(t testing.TB) string {
	t.Helper()
	var out bytes.Buffer
	_, err := w.store.Export(t.Context(), &out, func(problem mongo.Problem) { require.Fail(t, problem.String()) })
	require.NoError(t, err)
	return out.String()
}

// requireNoTrace requires that an archive of the store has no name of the people, in any letter case.
func (w *world) requireNoTrace(t *testing.T) {
	t.Helper()
	exported := strings.ToLower(w.exported(t))
	if at := strings.Index(exported, trace); at >= 0 {
		require.Fail(t, "a name is left", "%q", exported[max(0, at-1000):min(len(exported), at+100)])
	}
}

// TestErasure_LeavesNothing looks for everything that the API was ever sent about the people in all that is stored.
func TestErasure_LeavesNothing(t *testing.T) {
	w := newWorld(t)
	w.leavers(t)
	before := w.exported(t)
	for letter := 'a'; letter <= 'w'; letter++ {
		require.Contains(t, before, trace+string(letter), "the search would find it")
	}
	w.erase(t)
	after := w.exported(t)
	w.requireNoTrace(t)
	for _, name := range []string{"erasedUser", "erasedSsoAccess", "erasedIdentity", "erasedAccount", "erasedAccess", "deletedCard"} {
		require.Contains(t, after, w.names[name], "IDs stay")
	}
	_, err := w.store.VerifyDocuments(t.Context(), func(problem mongo.Problem) { require.Fail(t, problem.String()) })
	require.NoError(t, err)
}

// TestErasure_IsReadable reads what is left of the people.
func TestErasure_IsReadable(t *testing.T) {
	w := newWorld(t)
	token := w.leavers(t)
	w.erase(t)
	const document = `{
		user(userId: "${erasedUser}") { firstName lastName enabled erasure { reason by { applicationId } }
			userAccesses { nodes { __typename ... on SsoAccess { ssoId } ... on ProfileAccess { name } } } }
		externalPersonalIdentity(externalPersonalIdentityId: "${erasedIdentity}") { firstName lastName emailAddress state
			roleAccounts { nodes { firstName emailAddress state usable } }
			accesses { nodes { firstName lastName corporateName corporateRoleName state usable invitation { status }
				activation { userAgreement { version names { lastName corporateName } } } transitions { allowed blockedBy { reason } } } } }
		formerCard: identifier(identifierId: "${formerCard}") { name passages { nodes { granted explanation } } }
		userCard: identifier(identifierId: "${userCard}") { name holderId }
	}`
	data := w.admin.must(t, string(w.fill(t, []byte(document))), nil)
	require.Equal(t, map[string]any{"firstName": "erased", "lastName": "erased", "enabled": false,
		"erasure": map[string]any{"reason": "has left", "by": map[string]any{"applicationId": w.names["application"]}},
		"userAccesses": map[string]any{"nodes": []any{
			map[string]any{"__typename": "SsoAccess", "ssoId": "erased"},
			map[string]any{"__typename": "ProfileAccess", "name": "erased"},
		}}}, data["user"])
	identity := at(t, data, "externalPersonalIdentity")
	require.Equal(t, "erased@erased.invalid", at(t, identity, "emailAddress"))
	require.Equal(t, "DEACTIVATED", at(t, identity, "state"))
	require.Equal(t, []any{map[string]any{"firstName": "erased", "emailAddress": "erased@erased.invalid", "state": "DEACTIVATED", "usable": false}},
		at(t, identity, "roleAccounts", "nodes"))
	accesses := at(t, identity, "accesses", "nodes").([]any)
	require.Len(t, accesses, 2)
	require.Equal(t, "DEACTIVATED", at(t, accesses[0], "state"))
	require.Equal(t, map[string]any{"lastName": "erased", "corporateName": nil}, at(t, accesses[0], "activation", "userAgreement", "names"))
	require.Equal(t, "INVITED", at(t, accesses[1], "state"))
	require.Equal(t, "REVOKED", at(t, accesses[1], "invitation", "status"))
	for _, access := range accesses {
		require.Equal(t, false, at(t, access, "usable"))
		for _, transition := range at(t, access, "transitions").([]any) {
			require.Equal(t, map[string]any{"allowed": false, "blockedBy": map[string]any{"reason": "EXTERNAL_PERSONAL_IDENTITY_ERASED"}}, transition)
		}
	}
	erased := map[string]any{"granted": true, "explanation": "erased"}
	require.Equal(t, map[string]any{"name": "erased", "passages": map[string]any{"nodes": []any{erased, erased}}}, data["formerCard"])
	require.Equal(t, map[string]any{"name": "erased", "holderId": w.names["erasedUser"]}, data["userCard"])
	require.Equal(t, "HOLDER_DISABLED", w.record(t, "front", "identityCard")["denial"])

	accepted := w.admin.send(t, mutation("acceptAccessInvitation", "accessId"),
		map[string]any{"input": map[string]any{"invitationToken": token, "agreementVersion": "1.0"}})
	require.Equal(t, "ACCESS_INVITATION_NOT_VALID", accepted.Errors[0].Extensions.Reason)
	w.admin.mutate(t, "deleteUserAccess", "deletedUserAccessId", map[string]any{"userAccessId": w.names["erasedSsoAccess"]})
	w.create(t, "again", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["thirdUser"], "type": map[string]any{"sso": map[string]any{"ssoId": trace + "h@example.com"}}})
}

// TestErasure_IsAudited reads the history of an erased user: who did what when, and the reason.
func TestErasure_IsAudited(t *testing.T) {
	w := newWorld(t)
	w.leavers(t)
	w.erase(t)
	const document = `{ user(userId: "${erasedUser}") { history(orderBy: {direction: ASC}) { nodes { action actor { applicationId } changes { field before after } } } } }`
	records := at(t, w.admin.must(t, string(w.fill(t, []byte(document))), nil), "user", "history", "nodes").([]any)
	require.Len(t, records, 4)
	name := func(field string, before any) any {
		return map[string]any{"field": field, "before": before, "after": "erased"}
	}
	require.Equal(t, "createUser", at(t, records[0], "action"))
	require.Subset(t, at(t, records[0], "changes"), []any{name("firstName", nil), name("lastName", nil)})
	require.Equal(t, "updateUser", at(t, records[1], "action"))
	require.Equal(t, []any{name("firstName", "erased"), name("lastName", "erased")}, at(t, records[1], "changes"))
	for _, record := range records[2:] {
		require.Equal(t, "eraseUser", at(t, record, "action"))
		require.Equal(t, w.names["application"], at(t, record, "actor", "applicationId"))
	}
	require.Equal(t, "has left", at(t, valueAfter(t, records[2], "erasure"), "reason"))
	require.Nil(t, at(t, valueAfter(t, records[2], "erasure"), "finishedAt"))
	require.NotNil(t, at(t, valueAfter(t, records[3], "erasure"), "finishedAt"))
}

// valueAfter returns the value of a field after the change of a record.
func valueAfter(t *testing.T, record any, field string) any {
	t.Helper()
	for _, change := range at(t, record, "changes").([]any) {
		if at(t, change, "field") == field {
			return at(t, change, "after")
		}
	}
	require.Fail(t, "not in the record", field)
	return nil
}

// TestErasure_OfOnePersonLeavesOthers erases nobody else: a card that is another person's now keeps its name and history.
func TestErasure_OfOnePersonLeavesOthers(t *testing.T) {
	w := newWorld(t)
	w.leavers(t)
	w.hold(t, "userCard", w.names["user"])
	w.record(t, "front", "userCard") // under the old name
	w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": w.names["userCard"], "name": "Grace"})
	w.record(t, "front", "userCard")
	w.erase(t)
	const document = `{ identifier(identifierId: "${userCard}") { name passages(first: 1) { nodes { explanation } } history(first: 1, filter: {action: "updateIdentifier"}) { nodes { changes { field after } } } } }`
	card := at(t, w.admin.must(t, string(w.fill(t, []byte(document))), nil), "identifier")
	require.Equal(t, "Grace", at(t, card, "name"))
	require.Equal(t, []any{map[string]any{"changes": []any{map[string]any{"field": "name", "after": "Grace"}}}}, at(t, card, "history", "nodes"))
	require.Contains(t, fmt.Sprint(at(t, card, "passages")), "Grace")
	w.requireNoTrace(t)
}

// TestErasure_OfMany erases more accesses than one step does.
func TestErasure_OfMany(t *testing.T) {
	w := newWorld(t)
	w.leavers(t)
	for i := range 120 {
		w.admin.mutate(t, "createAccess", "access { id }", map[string]any{
			"type": "PRIVATE", "privateId": w.names["erasedIdentity"], "managed": true, "firstName": fmt.Sprint(trace, i), "lastName": trace})
	}
	w.erase(t)
	w.requireNoTrace(t)
}

// TestErasure_AgainstUpdatesAndAcceptances erases both people while others rename them, give them accesses and cards, accept the
// invitation and open doors. Whoever wins, no name comes back.
func TestErasure_AgainstUpdatesAndAcceptances(t *testing.T) {
	w := newWorld(t)
	token := w.leavers(t)
	rivals := []struct{ field, selection, input, refusal string }{
		{"updateUser", "user { id }", `{"userId": "${erasedUser}", "firstName": "zqxtracerace"}`, "USER_ERASED"},
		{"createUserAccess", "userAccess { id }", `{"userId": "${erasedUser}", "type": {"profile": {"name": "zqxtracerace"}}}`, "USER_ERASED"},
		{"updateUserAccess", "userAccess { id }", `{"userAccessId": "${erasedProfile}", "name": "zqxtracerace"}`, "USER_ERASED"},
		{"updateIdentifier", "identifier { id }", `{"identifierId": "${visitorCard}", "name": "zqxtracerace", "holderId": "${erasedUser}"}`, "USER_ERASED"},
		{"updateExternalRoleAccount", "externalRoleAccount { id }", `{"externalRoleAccountId": "${erasedAccount}", "lastName": "zqxtracerace"}`, "EXTERNAL_PERSONAL_IDENTITY_ERASED"},
		{"updateExternalPersonalIdentity", "externalPersonalIdentity { id }", `{"externalPersonalIdentityId": "${erasedIdentity}", "emailAddress": "zqxtracerace@example.com"}`, "EXTERNAL_PERSONAL_IDENTITY_ERASED"},
		{"createAccess", "access { id }", `{"type": "PRIVATE", "privateId": "${erasedIdentity}", "managed": true, "firstName": "zqxtracerace", "lastName": "zqxtracerace"}`, "EXTERNAL_PERSONAL_IDENTITY_ERASED"},
		{"updateAccess", "access { id }", `{"accessId": "${erasedAccess}", "corporateName": "zqxtracerace"}`, "EXTERNAL_PERSONAL_IDENTITY_ERASED"},
		{"acceptAccessInvitation", "accessId", `{"invitationToken": "` + token + `", "agreementVersion": "1.0"}`, "ACCESS_INVITATION_NOT_VALID"},
		{"recordPassage", "passageId", `{"reader": "front", "identifier": {"identifierId": "${identityCard}"}}`, ""},
		{"eraseUser", "erasedUserId", `{"userId": "${erasedUser}", "reason": "has left"}`, "USER_ERASED"},
		{"eraseExternalPersonalIdentity", "erasure { at }", `{"externalPersonalIdentityId": "${erasedIdentity}", "reason": "has left"}`, "EXTERNAL_PERSONAL_IDENTITY_ERASED"},
	}
	const rounds = 6
	answers := make([][rounds]answer, len(rivals))
	var racing sync.WaitGroup
	for round := range rounds {
		for i, rival := range rivals {
			input := w.fill(t, []byte(rival.input))
			racing.Go(func() {
				answers[i][round] = w.admin.send(t, mutation(rival.field, rival.selection), map[string]any{"input": input})
			})
		}
	}
	racing.Wait()
	for i, rival := range rivals {
		for _, got := range answers[i] {
			for _, failed := range got.Errors {
				require.Equal(t, rival.refusal, failed.Extensions.Reason, got.raw)
			}
		}
	}
	w.waitErased(t)
	w.requireNoTrace(t)
}
