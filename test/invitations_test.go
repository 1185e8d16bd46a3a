package test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAccessInvitation_RevokedOrAccepted has many people accept invitations while they are revoked: of each, exactly one wins.
func TestAccessInvitation_RevokedOrAccepted(t *testing.T) {
	w := newWorld(t)
	invited := w.names["pendingAccess"]
	for range 10 {
		token := text(t, w.admin.mutate(t, "inviteAccess", "invitationToken", map[string]any{"accessId": invited}), "invitationToken")
		revocations, acceptances := make([]answer, 8), make([]answer, 8)
		start := make(chan struct{})
		var sent sync.WaitGroup
		for i := range revocations {
			sent.Go(func() {
				<-start
				revocations[i] = w.admin.send(t, mutation("revokeAccessInvitation", "access { state }"), map[string]any{"input": map[string]any{"accessId": invited}})
			})
			sent.Go(func() {
				<-start
				acceptances[i] = accept(t, client{url: w.admin.url}, token)
			})
		}
		close(start)
		sent.Wait()
		revoked := winners(t, revocations, "ACCESS_INVITATION_REVOCATION_NOT_ALLOWED")
		accepted := winners(t, acceptances, "ACCESS_INVITATION_NOT_VALID", "ACCESS_INVITATION_RATE_EXCEEDED")
		require.Equal(t, 1, revoked+accepted)
		data := w.admin.must(t, fmt.Sprintf(`{ access(accessId: %q) { state invitation { status revokedAt acceptedAt } } }`, invited), nil)
		if accepted == 1 {
			require.Equal(t, "ACTIVE", text(t, data, "access", "state"))
			require.Equal(t, "ACCEPTED", text(t, data, "access", "invitation", "status"))
			require.Nil(t, at(t, data, "access", "invitation", "revokedAt"))
			return // an accepted access is never invited again
		}
		require.Equal(t, "INVITED", text(t, data, "access", "state"))
		require.Equal(t, "REVOKED", text(t, data, "access", "invitation", "status"))
		require.Nil(t, at(t, data, "access", "invitation", "acceptedAt"))
	}
}

// winners returns how many answers have no error, and checks the reasons of the others.
func winners(t *testing.T, answers []answer, reasons ...string) int {
	t.Helper()
	count := 0
	for _, got := range answers {
		if len(got.Errors) == 0 {
			count++
			continue
		}
		require.Contains(t, reasons, got.Errors[0].Extensions.Reason, got.raw)
	}
	return count
}

func TestAcceptAccessInvitation_OneIdempotencyKeyAtOnce(t *testing.T) {
	w := newWorld(t)
	token := w.names["invitationToken"]
	keyed := client{url: w.admin.url}.with(idempotencyKey, "accept-1")
	answers := at32(t, keyed, fmt.Sprintf(`mutation { acceptAccessInvitation(input: {invitationToken: %q, agreementVersion: "1.0"}) { state } }`, token))
	accepted := winners(t, answers, "ACCESS_INVITATION_RATE_EXCEEDED")
	require.GreaterOrEqual(t, accepted, 2)
	first, replays := 0, 0
	for _, got := range answers {
		if len(got.Errors) > 0 {
			continue
		}
		require.Equal(t, "ACTIVE", text(t, got.Data, "acceptAccessInvitation", "state"))
		if got.Extensions["idempotency"] == nil {
			first++
			continue
		}
		replays++
	}
	require.Equal(t, 1, first)
	require.Equal(t, accepted-1, replays)
}

func TestAcceptAccessInvitation_IdempotencyKey(t *testing.T) {
	w := newWorld(t)
	input := map[string]any{"invitationToken": w.names["invitationToken"], "agreementVersion": "1.0"}
	keyed := client{url: w.admin.url}.with(idempotencyKey, "accept-1")
	first := keyed.mutate(t, "acceptAccessInvitation", "accessId state", input)
	// Whoever carries the retry: the token is the scope of the key.
	again := w.admin.with(idempotencyKey, "accept-1").send(t, mutation("acceptAccessInvitation", "accessId state"), map[string]any{"input": input})
	require.Empty(t, again.Errors, again.raw)
	require.Equal(t, map[string]any{"acceptAccessInvitation": first}, again.Data)
	require.Equal(t, map[string]any{"replayed": []any{"acceptAccessInvitation"}}, again.Extensions["idempotency"])
	reason := func(as client, input map[string]any) string {
		got := as.send(t, mutation("acceptAccessInvitation", "state"), map[string]any{"input": input})
		require.Len(t, got.Errors, 1, got.raw)
		return got.Errors[0].Extensions.Reason
	}
	require.Equal(t, "IDEMPOTENCY_KEY_CONFLICT", reason(keyed, map[string]any{"invitationToken": w.names["invitationToken"], "agreementVersion": "2.0"}))
	require.Equal(t, "ACCESS_INVITATION_NOT_VALID", reason(keyed.with(idempotencyKey, "accept-2"), input))
	require.Equal(t, "ACCESS_INVITATION_NOT_VALID", reason(client{url: w.admin.url}, input))
	keyed.mutate(t, "acceptAccessInvitation", "state", map[string]any{"invitationToken": w.names["spareToken"] + "\n", "agreementVersion": "1.0"})
}

func TestInvitation_OfALeaverIsNotValid(t *testing.T) {
	w := newWorld(t)
	token := w.invite(t, 1)[0]
	visitor := client{url: w.admin.url}
	agreement := visitor.must(t, fmt.Sprintf(`{ invitationUserAgreement(invitationToken: %q) { version names { firstName lastName corporateName corporateRoleName } } }`, token), nil)
	require.Equal(t, map[string]any{"firstName": "Eve", "lastName": "Byron", "corporateName": nil, "corporateRoleName": nil},
		at(t, agreement, "invitationUserAgreement", "names"))
	turn := func(state string) {
		w.admin.mutate(t, "updateExternalPersonalIdentity", "__typename", map[string]any{"externalPersonalIdentityId": w.names["identity"], "state": state})
	}
	turn("DEACTIVATED")
	for _, got := range []answer{readAgreement(t, visitor, token), accept(t, visitor, token)} {
		require.Equal(t, "ACCESS_INVITATION_NOT_VALID", got.Errors[0].Extensions.Reason)
	}
	turn("ACTIVE")
	require.Empty(t, accept(t, visitor, token).Errors)
}

func TestActivation_ShowsTheAcceptedAgreement(t *testing.T) {
	w := newWorld(t)
	accessID := w.names["activeAccess"]
	w.admin.mutate(t, "updateAccess", "__typename", map[string]any{"accessId": accessID, "lastName": "Lovelace"})
	data := w.admin.must(t, fmt.Sprintf(`{ access(accessId: %q) { activation { userAgreement { version title text names { lastName } } } } }`, accessID), nil)
	agreement := at(t, data, "access", "activation", "userAgreement")
	require.Equal(t, "1.0", text(t, agreement, "version"))
	require.Equal(t, "User agreement", text(t, agreement, "title"))
	require.Contains(t, text(t, agreement, "text"), "the names given for this access are yours")
	require.Equal(t, "Byron", text(t, agreement, "names", "lastName"), "as it was when it was accepted")
}

// TestExternalRoleAccount_UsableSaysWhatBlocksIt turns off one thing after the other that accesses with an account depend on.
func TestExternalRoleAccount_UsableSaysWhatBlocksIt(t *testing.T) {
	w := newWorld(t)
	reasons := func() (bool, []any) {
		data := w.admin.must(t, fmt.Sprintf(`{ externalRoleAccount(externalRoleAccountId: %q) { usable blockers { reason } } }`, w.names["account"]), nil)
		var reasons []any
		for _, blocker := range at(t, data, "externalRoleAccount", "blockers").([]any) {
			reasons = append(reasons, blocker.(map[string]any)["reason"])
		}
		return at(t, data, "externalRoleAccount", "usable").(bool), reasons
	}
	usable, blockers := reasons()
	require.True(t, usable)
	require.Empty(t, blockers)
	w.admin.mutate(t, "updateExternalPersonalIdentity", "__typename", map[string]any{"externalPersonalIdentityId": w.names["accountIdentity"], "state": "DEACTIVATED"})
	w.admin.mutate(t, "updateExternalRole", "__typename", map[string]any{"externalRoleId": w.names["role"], "enabled": false})
	usable, blockers = reasons()
	require.False(t, usable)
	require.Equal(t, []any{"ACCESS_PRIVATE_IDENTITY_NOT_ACTIVE", "ACCESS_ROLE_NOT_ENABLED"}, blockers)
}
