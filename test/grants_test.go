package test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/app"
)

const notHeld = "ACTING_USER_ROLE_REQUIRED"

// holder creates a user with one enabled access that holds roles, under name and name+"Access".
func (w *world) holder(t testing.TB, name string, roles ...string) {
	t.Helper()
	user := w.create(t, name, "createUser", "user", map[string]any{"firstName": "Ada", "lastName": "Holder", "customerId": w.names["customer"]})
	w.create(t, name+"Access", "createUserAccess", "userAccess", profileOf(user, map[string]any{"roles": roles}))
}

// as returns a client that acts for a user of the world.
func (w *world) as(caller client, user string) client {
	return caller.with("X-Acting-User", w.names[user])
}

// grant creates a profile of a user with roles.
func (w *world) grant(t testing.TB, caller client, user string, roles ...string) answer {
	t.Helper()
	return caller.send(t, mutation("createUserAccess", "userAccess { id }"), map[string]any{"input": profileOf(w.names[user], map[string]any{"roles": roles})})
}

// edit updates a user access.
func (w *world) edit(t testing.TB, caller client, access string, more map[string]any) answer {
	t.Helper()
	input := map[string]any{"userAccessId": w.names[access]}
	for field, value := range more {
		input[field] = value
	}
	return caller.send(t, mutation("updateUserAccess", "userAccess { roles enabled }"), map[string]any{"input": input})
}

// requireAllowed asserts that a mutation was carried out.
func requireAllowed(t testing.TB, got answer, because ...string) {
	t.Helper()
	require.Empty(t, got.Errors, "%s %s", got.raw, because)
}

// requireRefused asserts the reason of an answer, and the paths in its data.
func requireRefused(t testing.TB, got answer, reason string, paths ...string) {
	t.Helper()
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, reason, got.Errors[0].Extensions.Reason, got.raw)
	require.ElementsMatch(t, paths, keys(got.Errors[0].Extensions.Data))
}

// TestGrants_OfAnActingUserAreOfRolesThatTheyHold grants and withdraws with ADMIN, without which the application's set would do.
func TestGrants_OfAnActingUserAreOfRolesThatTheyHold(t *testing.T) {
	w := newWorld(t)
	w.holder(t, "reader", "READER")
	w.holder(t, "both", "READER", "WRITER")
	reader := w.as(w.admin, "reader")
	roles := func(codes ...string) map[string]any { return map[string]any{"roles": append([]string{}, codes...)} }

	requireAllowed(t, w.grant(t, reader, "reader", "READER"))
	requireRefused(t, w.grant(t, reader, "reader", "WRITER"), notHeld, "input.roles[0]")
	requireAllowed(t, w.grant(t, w.admin, "reader", "SPARE"), "without an acting user, ADMIN grants any role")
	requireAllowed(t, w.grant(t, reader, "reader", "SPARE"), "held by the second access now")

	requireAllowed(t, w.edit(t, reader, "bothAccess", map[string]any{"name": "Renamed"}), "roles that stay do not count")
	requireAllowed(t, w.edit(t, reader, "bothAccess", roles("WRITER", "READER", "SPARE")), "an order is no grant")
	requireRefused(t, w.edit(t, reader, "bothAccess", roles("READER")), notHeld, "input.roles")
	requireAllowed(t, w.edit(t, reader, "bothAccess", roles("WRITER")), "READER and SPARE are withdrawn")
	requireRefused(t, w.edit(t, reader, "bothAccess", map[string]any{"enabled": false, "roles": []string{"WRITER", "READER"}}), notHeld, "input.enabled")
	requireAllowed(t, w.edit(t, w.admin, "bothAccess", map[string]any{"enabled": false}))
	requireRefused(t, w.edit(t, reader, "bothAccess", map[string]any{"enabled": true}), notHeld, "input.enabled")
	requireRefused(t, w.edit(t, reader, "bothAccess", map[string]any{"enabled": true, "roles": []string{}}), notHeld, "input.roles")

	remove := func(caller client, access string) answer {
		return caller.send(t, mutation("deleteUserAccess", "deletedUserAccessId"), map[string]any{"input": map[string]any{"userAccessId": w.names[access]}})
	}
	requireRefused(t, remove(reader, "bothAccess"), notHeld, "input.userAccessId")
	requireAllowed(t, remove(reader, "spareAccess"))
	requireAllowed(t, remove(reader, "readerAccess"), "the roles of an access of one's own are held by it")
	requireAllowed(t, w.edit(t, w.admin, "bothAccess", roles()), "without an acting user, any role is withdrawn")
	requireAllowed(t, remove(reader, "bothAccess"), "an access without roles is nobody's")
}

func TestGrants_OfAnActingUserAreWithinTheSetOfTheApplication(t *testing.T) {
	w := newWorld(t)
	w.holder(t, "both", "READER", "WRITER")
	w.holder(t, "other", "WRITER")
	narrow := w.application(t, []string{"USER_ACCESS_WRITE", "ACT_AS_USER"}, []string{"READER", "SPARE"})
	both := w.as(narrow, "both")
	requireAllowed(t, w.grant(t, both, "user", "READER"))
	requireRefused(t, w.grant(t, both, "user", "WRITER"), "USER_ACCESS_ROLE_NOT_ALLOWED", "input.roles[0]")
	requireRefused(t, w.grant(t, both, "user", "SPARE"), notHeld, "input.roles[0]")
	requireRefused(t, w.edit(t, both, "otherAccess", map[string]any{"roles": []string{}}), "USER_ACCESS_ROLE_NOT_ALLOWED", "input.roles")
	requireRefused(t, w.edit(t, both, "otherAccess", map[string]any{"enabled": false}), "USER_ACCESS_ROLE_NOT_ALLOWED", "input.enabled")

	requireAllowed(t, w.edit(t, narrow, "otherAccess", map[string]any{"enabled": false}), "without an acting user, any role is withdrawn")
	requireRefused(t, w.edit(t, narrow, "otherAccess", map[string]any{"enabled": true}), "USER_ACCESS_ROLE_NOT_ALLOWED", "input.enabled")
	requireAllowed(t, w.edit(t, narrow, "otherAccess", map[string]any{"roles": []string{}}))

	require.Equal(t, []any{"READER"}, grantable(t, both))
	require.Equal(t, []any{"READER", "SPARE"}, grantable(t, narrow))
	require.Equal(t, []any{"READER", "WRITER"}, grantable(t, w.as(w.admin, "both")))
	require.Equal(t, []any{"READER", "WRITER", "SPARE"}, grantable(t, w.admin))
	require.Empty(t, grantable(t, w.as(w.admin, "secondUser")))
	w.setAccessEnabled(t, "bothAccess", false)
	require.Empty(t, grantable(t, both))
	requireRefused(t, w.grant(t, both, "user", "READER"), notHeld, "input.roles[0]")
}

// grantable returns the codes of the roles that a caller may grant, by the list.
func grantable(t testing.TB, caller client) []any {
	t.Helper()
	data := caller.must(t, "{ userAccessRoles(filter: {grantable: true}) { totalCount nodes { code } } }", nil)
	codes := []any{}
	for _, node := range at(t, data, "userAccessRoles", "nodes").([]any) {
		codes = append(codes, at(t, node, "code"))
	}
	require.InDelta(t, len(codes), at(t, data, "userAccessRoles", "totalCount"), 0)
	return codes
}

// TestGrants_OfARoleHeldByTheLastOfManyAccesses has an acting user with more accesses than a page.
func TestGrants_OfARoleHeldByTheLastOfManyAccesses(t *testing.T) {
	w := newWorld(t)
	grown := w.plant(t, 1, 205)
	w.names["planted"] = grown.accesses[0].UserID
	requireRefused(t, w.grant(t, w.as(w.admin, "planted"), "user", "SPARE"), notHeld, "input.roles[0]")
	requireAllowed(t, w.grant(t, w.admin, "planted", "SPARE"))
	requireAllowed(t, w.grant(t, w.as(w.admin, "planted"), "user", "SPARE"))
	require.ElementsMatch(t, []any{"READER", "WRITER", "SPARE"}, grantable(t, w.as(w.admin, "planted")))
}

// TestGrants_DecidedBeforeTheHolderIsOff turns off the acting user, or the access that holds the role, between the decision about a
// grant and its commit.
func TestGrants_DecidedBeforeTheHolderIsOff(t *testing.T) {
	var commits *overtaken
	w := newWorldAs(t, func(options *app.Options) {
		commits = &overtaken{Committer: options.Store}
		options.Committer, options.Unqueued = commits, true // the rival is another process
	})
	w.holder(t, "reader", "READER")
	w.holder(t, "third", "READER")
	reader := w.as(w.admin, "reader")
	for name, off := range map[string]struct{ off, on func() }{
		"access": {func() { w.setAccessEnabled(t, "readerAccess", false) }, func() { w.setAccessEnabled(t, "readerAccess", true) }},
		"user":   {func() { w.setEnabled(t, "reader", false) }, func() { w.setEnabled(t, "reader", true) }},
		"role": {
			func() { requireAllowed(t, w.edit(t, w.admin, "readerAccess", map[string]any{"roles": []string{}})) },
			func() {
				requireAllowed(t, w.edit(t, w.admin, "readerAccess", map[string]any{"roles": []string{"READER"}}))
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for path, change := range map[string]func() answer{
				"input.roles[0]": func() answer { return w.grant(t, reader, "user", "READER") },
				"input.enabled":  func() answer { return w.edit(t, reader, "thirdAccess", map[string]any{"enabled": false}) },
				"input.roles":    func() answer { return w.edit(t, reader, "thirdAccess", map[string]any{"roles": []string{}}) },
				"input.userAccessId": func() answer {
					return reader.send(t, mutation("deleteUserAccess", "deletedUserAccessId"), map[string]any{"input": map[string]any{"userAccessId": w.names["thirdAccess"]}})
				},
			} {
				commits.rival.Store(&off.off)
				requireRefused(t, change(), notHeld, path)
				off.on()
			}
		})
	}
	renamed := func() { requireAllowed(t, w.edit(t, w.admin, "readerAccess", map[string]any{"name": "Renamed"})) }
	commits.rival.Store(&renamed)
	requireAllowed(t, w.grant(t, reader, "user", "READER"), "decided again, to the same end")
}

// TestGrants_OfUsersWhoTurnEachOtherOff has each of many users turn off the access of the next at once, which takes a role that each
// of them holds by nothing but that access. Whoever is refused was off already, and whoever was the last to succeed still is on.
func TestGrants_OfUsersWhoTurnEachOtherOff(t *testing.T) {
	w := newWorld(t)
	const users = 32
	name := func(i int) string { return fmt.Sprint("ring", i%users) }
	for i := range users {
		w.holder(t, name(i), "SPARE")
	}
	answers := atOnce(t, users, func(i int) answer {
		return w.edit(t, w.as(w.admin, name(i)), name(i+1)+"Access", map[string]any{"enabled": false})
	})
	isOn := make([]bool, users)
	for i := range isOn {
		data := w.admin.must(t, `query($id: ID!) { userAccess(userAccessId: $id) { enabled } }`, map[string]any{"id": w.names[name(i)+"Access"]})
		isOn[i] = at(t, data, "userAccess", "enabled") == true
	}
	require.Contains(t, isOn, true)
	counted := outcomes(answers)
	t.Logf("%v", counted)
	require.Equal(t, users, counted[""]+counted[notHeld])
	for i, got := range answers {
		require.Equal(t, len(got.Errors) == 0, !isOn[(i+1)%users], "the access is off if, and only if, that succeeded")
		require.True(t, len(got.Errors) == 0 || !isOn[i], "only who is off is refused")
	}
}

// TestGrants_OfManyWhileTheirHolderIsTurnedOff grants a role on behalf of one user many times at once, while the access by which they
// hold it is turned off: each grant is carried out or refused, and none that begins afterwards is carried out.
func TestGrants_OfManyWhileTheirHolderIsTurnedOff(t *testing.T) {
	w := newWorld(t)
	w.holder(t, "reader", "SPARE")
	answers := atOnce(t, 64, func(sender int) answer {
		if sender == 32 {
			return w.edit(t, w.admin, "readerAccess", map[string]any{"enabled": false})
		}
		return w.grant(t, w.as(w.admin, "reader"), "user", "SPARE")
	})
	requireAllowed(t, answers[32])
	counted := outcomes(answers)
	t.Logf("%v", counted)
	require.Equal(t, 64, counted[""]+counted[notHeld])
	holding := w.admin.must(t, `{ userAccesses(filter: {role: "SPARE"}) { totalCount } }`, nil)
	require.InDelta(t, counted[""], at(t, holding, "userAccesses", "totalCount"), 0, "one for each grant, and that of the holder instead of its update")
	requireRefused(t, w.grant(t, w.as(w.admin, "reader"), "user", "SPARE"), notHeld, "input.roles[0]")
}
