package test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/internal/app"
)

// at32 sends the same from 32 clients at once, and returns the answers.
func at32(t *testing.T, sender client, document string) []answer {
	t.Helper()
	answers := make([]answer, 32)
	start := make(chan struct{})
	var sent sync.WaitGroup
	for at := range answers {
		sent.Go(func() {
			<-start
			answers[at] = sender.send(t, document, nil)
		})
	}
	close(start)
	sent.Wait()
	return answers
}

// requireOneWinner checks that one answer has no error, that the others have one of the reasons, and that the audit log
// has one record of the action for the access.
func requireOneWinner(t *testing.T, w *world, answers []answer, accessID, action string, reasons ...string) {
	t.Helper()
	winners := 0
	for _, got := range answers {
		if len(got.Errors) == 0 {
			winners++
			continue
		}
		require.Contains(t, reasons, got.Errors[0].Extensions.Reason, got.raw)
	}
	require.Equal(t, 1, winners)
	listed, err := w.store.AuditRecords().List(t.Context(), w.company, audit.Filter{SubjectID: &accessID}, document.PageRequest{First: 100})
	require.NoError(t, err)
	recorded := 0
	for _, record := range listed.Items {
		if record.Action == action {
			recorded++
		}
	}
	require.Equal(t, 1, recorded, "the audit log agrees")
}

func TestAccess_OneOfManyChangesAtOnceWins(t *testing.T) {
	w := newWorld(t)
	invited := w.names["invitedAccess"]
	requireOneWinner(t, w, at32(t, w.admin, fmt.Sprintf(`mutation { activateAccess(input: {accessId: %q}) { access { state } } }`, invited)),
		invited, "activateAccess", "ACCESS_ACTIVATION_STATE_NOT_ALLOWED")
	requireOneWinner(t, w, at32(t, w.admin,
		fmt.Sprintf(`mutation { updateAccess(input: {accessId: %q, state: DEACTIVATED, expectedVersion: 2}) { access { state } } }`, invited)),
		invited, "updateAccess", "VERSION_CONFLICT")

	waiting := w.names["userManagedAccess"]
	payload := w.admin.mutate(t, "inviteAccess", "invitationToken access { invitation { status } }", map[string]any{"accessId": waiting})
	require.Equal(t, "PENDING", text(t, payload, "access", "invitation", "status"))
	token := text(t, payload, "invitationToken")
	requireOneWinner(t, w, at32(t, client{url: w.admin.url},
		fmt.Sprintf(`mutation { acceptAccessInvitation(input: {invitationToken: %q, agreementVersion: "1.0"}) { accessId state } }`, token)),
		waiting, "acceptAccessInvitation", "ACCESS_INVITATION_NOT_VALID", "ACCESS_INVITATION_RATE_EXCEEDED")
	accepted := w.admin.must(t, fmt.Sprintf(`{ access(accessId: %q) { state usable activation { agreementVersion acceptedBy { applicationId } } invitation { status } } }`, waiting), nil)
	require.Equal(t, map[string]any{
		"state": "ACTIVE", "usable": true, "activation": map[string]any{"agreementVersion": "1.0", "acceptedBy": nil},
		"invitation": map[string]any{"status": "ACCEPTED"},
	}, accepted["access"])
	records, err := json.Marshal(w.auditRecords(t))
	require.NoError(t, err)
	require.NotContains(t, string(records), token)
	requireUnlogged(t, w.log.text(), token)
}

func TestInvitationLimits_PerAddressWhateverTheToken(t *testing.T) {
	w := newWorld(t)
	var reasons []string
	for tried := range 40 {
		got := client{url: w.admin.url}.send(t, fmt.Sprintf(`{ invitationUserAgreement(invitationToken: "accessinvite_%d") { version } }`, tried), nil)
		reasons = append(reasons, got.Errors[0].Extensions.Reason)
	}
	require.Equal(t, "ACCESS_INVITATION_NOT_VALID", reasons[0])
	require.Equal(t, "ACCESS_INVITATION_RATE_EXCEEDED", reasons[39])
	got := client{url: w.admin.url}.send(t, fmt.Sprintf(`{ invitationUserAgreement(invitationToken: %q) { version } }`, w.names["invitationToken"]), nil)
	require.Equal(t, "RATE_LIMITED", got.Errors[0].Extensions.Code)
	require.Equal(t, 429, got.Errors[0].Extensions.Status)
	require.True(t, got.Errors[0].Extensions.Retryable)
}

// Behind a proxy every visitor has an address of their own, if the proxy is known; else they share the proxy's.
func TestInvitationLimits_PerAddressBehindAProxy(t *testing.T) {
	for name, test := range map[string]struct {
		proxies []netip.Prefix
		reason  string
	}{
		"a known proxy": {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "ACCESS_INVITATION_NOT_VALID"},
		"any other":     {nil, "ACCESS_INVITATION_RATE_EXCEEDED"},
	} {
		t.Run(name, func(t *testing.T) {
			running := startAs(t, func(options *app.Options) {
				options.Proxies = test.proxies
				options.Limits.FailedInvitationsPerAddress = 3
			})
			try := func(visitor string, tried int) string {
				got := client{url: running.admin.url}.with("X-Forwarded-For", visitor).send(t,
					fmt.Sprintf(`{ invitationUserAgreement(invitationToken: "accessinvite_%d") { version } }`, tried), nil)
				return got.Errors[0].Extensions.Reason
			}
			for tried := range 3 {
				require.Equal(t, "ACCESS_INVITATION_NOT_VALID", try("192.0.2.1", tried))
			}
			require.Equal(t, "ACCESS_INVITATION_RATE_EXCEEDED", try("192.0.2.1", 3))
			require.Equal(t, test.reason, try("192.0.2.2", 4))
		})
	}
}

func TestInviteAccess_ARetryDoesNotShowTheToken(t *testing.T) {
	w := newWorld(t)
	keyed := w.admin.with(idempotencyKey, "invite-1")
	input := map[string]any{"accessId": w.names["userManagedAccess"]}
	first := keyed.mutate(t, "inviteAccess", "invitationToken access { id version }", input)
	require.NotEmpty(t, first["invitationToken"])
	again := keyed.mutate(t, "inviteAccess", "invitationToken access { id version }", input)
	require.Nil(t, again["invitationToken"])
	require.Equal(t, first["access"], again["access"])
	client{url: w.admin.url}.with(idempotencyKey, "same").mutate(t, "acceptAccessInvitation", "state",
		map[string]any{"invitationToken": first["invitationToken"], "agreementVersion": "1.0"})
	client{url: w.admin.url}.with(idempotencyKey, "same").mutate(t, "acceptAccessInvitation", "state",
		map[string]any{"invitationToken": w.names["invitationToken"], "agreementVersion": "1.0"})
}

// TestAccess_UsableFollowsWhatTheAccessDependsOn changes one thing after the other that an access depends on.
func TestAccess_UsableFollowsWhatTheAccessDependsOn(t *testing.T) {
	w := newWorld(t)
	accessID := w.names["corporateAccess"]
	// It needs no scope of what the access depends on.
	reader := w.application(t, []string{"ACCESS_READ"}, nil)
	usable := func() any {
		data := reader.must(t, fmt.Sprintf(`{ access(accessId: %q) { usable } }`, accessID), nil)
		return at(t, data, "access", "usable")
	}
	require.Equal(t, false, usable(), "it is INVITED")
	w.admin.mutate(t, "activateAccess", "access { usable }", map[string]any{"accessId": accessID})
	require.Equal(t, true, usable())
	for _, change := range []struct {
		field, argument, name, option string
		off, on                       any
	}{
		{"updateExternalRole", "externalRoleId", "role", "enabled", false, true},
		{"updateExternalRoleAccount", "externalRoleAccountId", "account", "state", "DEACTIVATED", "ACTIVE"},
		{"updateExternalPersonalIdentity", "externalPersonalIdentityId", "accountIdentity", "state", "DEACTIVATED", "ACTIVE"},
		{"updateAccess", "accessId", "corporateAccess", "state", "DEACTIVATED", "ACTIVE"},
	} {
		w.admin.mutate(t, change.field, "__typename", map[string]any{change.argument: w.names[change.name], change.option: change.off})
		require.Equal(t, false, usable(), change.field)
		w.admin.mutate(t, change.field, "__typename", map[string]any{change.argument: w.names[change.name], change.option: change.on})
		require.Equal(t, true, usable(), change.field)
	}
}

func TestAccess_TransitionsExplainThemselves(t *testing.T) {
	w := newWorld(t)
	data := w.admin.must(t, fmt.Sprintf(`{ access(accessId: %q) { transitions { action target allowed blockedBy { reason message } } } }`, w.names["invitedAccess"]), nil)
	blocked := func(reason, message string) map[string]any {
		return map[string]any{"reason": reason, "message": message}
	}
	require.Equal(t, []any{
		map[string]any{"action": "ACTIVATE", "target": "ACTIVE", "allowed": true, "blockedBy": nil},
		map[string]any{"action": "INVITE", "target": "INVITED", "allowed": false, "blockedBy": blocked("ACCESS_INVITATION_MANAGED_NOT_ALLOWED",
			"The access must be managed by its user for them to be invited to activate it.")},
		map[string]any{"action": "REVOKE_INVITATION", "target": "INVITED", "allowed": false, "blockedBy": blocked("ACCESS_INVITATION_REVOCATION_NOT_ALLOWED",
			"The access must have a pending invitation for it to be revoked.")},
		map[string]any{"action": "DEACTIVATE", "target": "DEACTIVATED", "allowed": false, "blockedBy": blocked("ACCESS_STATE_FROM_INVITED_NOT_ALLOWED",
			"The access is INVITED: nobody has accepted it yet.")},
		map[string]any{"action": "REACTIVATE", "target": "ACTIVE", "allowed": false, "blockedBy": blocked("ACCESS_STATE_FROM_INVITED_NOT_ALLOWED",
			"The access is INVITED: nobody has accepted it yet.")},
	}, at(t, data, "access", "transitions"))
}

func TestAccessUserAgreement_OfAccessesThatCanBeActivated(t *testing.T) {
	w := newWorld(t)
	for name, refusal := range map[string][2]string{
		"activeAccess": {"ACCESS_AGREEMENT_STATE_NOT_ALLOWED",
			"The access must be in the INVITED state for the application to be able to get the user agreement for it."},
		"userManagedAccess": {"ACCESS_ACTIVATION_MANAGED_REQUIRED",
			"The access must be platform-managed for the application to be able to activate it."},
	} {
		got := w.admin.send(t, fmt.Sprintf(`{ accessUserAgreement(accessId: %q) { version } }`, w.names[name]), nil)
		require.Equal(t, map[string]any{"accessUserAgreement": nil}, got.Data)
		require.Equal(t, refusal[0], got.Errors[0].Extensions.Reason)
		require.Equal(t, refusal[1], got.Errors[0].Message)
	}
}

// TestAccesses_APageOfFiftyCostsFourStoreCalls reads accesses with everything that they depend on.
func TestAccesses_APageOfFiftyCostsFourStoreCalls(t *testing.T) {
	w := newCountedWorld(t)
	for range 50 {
		created := text(t, w.admin.mutate(t, "createAccess", "access { id }", map[string]any{
			"type": "CORPORATE", "privateId": w.names["accountIdentity"], "roleAccountId": w.names["account"],
			"managed": true, "firstName": "Ada", "lastName": "Byron",
		}), "access", "id")
		w.admin.mutate(t, "activateAccess", "__typename", map[string]any{"accessId": created})
	}
	const page = `{ accesses(first: 50) { nodes { usable privateIdentity { id } roleAccount { id role { id } } } } }`
	require.LessOrEqual(t, w.calls(t, w.admin, page), 4)
	require.LessOrEqual(t, w.calls(t, w.admin, `{ accesses(first: 50) { nodes { usable } } }`), 4)
	require.Equal(t, 5, w.calls(t, w.admin, `{ accesses(first: 50) { nodes { usable transitions { allowed } activation { userAgreement { text } } } } }`))
	require.Equal(t, 3, w.calls(t, w.admin, `{ externalRoleAccounts(first: 50) { nodes { usable blockers { reason } } } }`))
	one := fmt.Sprintf(`{ access(accessId: %q) { usable privateIdentity { id } roleAccount { id role { id } } } }`, w.names["corporateAccess"])
	require.LessOrEqual(t, w.calls(t, w.admin, one), 4)
}

// invite makes so many accesses that their users manage, and returns the tokens of their invitations.
func (w *world) invite(t *testing.T, count int) []string {
	t.Helper()
	tokens := make([]string, count)
	for i := range tokens {
		accessID := text(t, w.admin.mutate(t, "createAccess", "access { id }", map[string]any{
			"type": "PRIVATE", "privateId": w.names["identity"], "managed": false, "firstName": "Eve", "lastName": "Byron"}), "access", "id")
		tokens[i] = text(t, w.admin.mutate(t, "inviteAccess", "invitationToken", map[string]any{"accessId": accessID}), "invitationToken")
	}
	return tokens
}

func readAgreement(t *testing.T, as client, token string) answer {
	t.Helper()
	return as.send(t, fmt.Sprintf(`{ invitationUserAgreement(invitationToken: %q) { version } }`, token), nil)
}

func accept(t *testing.T, as client, token string) answer {
	t.Helper()
	return as.send(t, mutation("acceptAccessInvitation", "state"),
		map[string]any{"input": map[string]any{"invitationToken": token, "agreementVersion": "1.0"}})
}

// TestAcceptAccessInvitation_ManyFromOneAddress has many people read and accept from one address: one after the other, and at once.
func TestAcceptAccessInvitation_ManyFromOneAddress(t *testing.T) {
	w := newWorld(t)
	for name, people := range map[string]client{"without a key": {url: w.admin.url}, "through a backend": w.admin} {
		t.Run(name, func(t *testing.T) {
			for _, token := range w.invite(t, 15) {
				require.Empty(t, readAgreement(t, people, token).Errors)
				require.Empty(t, accept(t, people, token).Errors)
			}
			answers := make([]answer, 200)
			var accepting sync.WaitGroup
			clicking := make(chan struct{}, 50) // at once: as many as may wait for their turn
			for i, token := range w.invite(t, len(answers)) {
				clicking <- struct{}{}
				accepting.Go(func() {
					answers[i] = accept(t, people, token)
					<-clicking
				})
			}
			accepting.Wait()
			for _, got := range answers {
				require.Empty(t, got.Errors, got.raw)
				require.Equal(t, "ACTIVE", at(t, got.Data, "acceptAccessInvitation", "state"))
			}
		})
	}
}

// TestInvitationLimits_OfMadeUpTokens tries them from one address, with and without keys, one by one and at once.
func TestInvitationLimits_OfMadeUpTokens(t *testing.T) {
	clock := &movedClock{}
	w := newWorldAs(t, func(options *app.Options) {
		options.Clock = clock.now
		options.Limits.FailedInvitationsPerAddress, options.Limits.FailedInvitationsPerApplication = 5, 7
	})
	valid := w.invite(t, 1)[0]
	anybody := client{url: w.admin.url}
	notValid := failure{Message: "The invitation is not valid.", Path: []any{"acceptAccessInvitation"}, Extensions: extensions{
		Code: "NOT_FOUND", Reason: "ACCESS_INVITATION_NOT_VALID", Status: 404,
		Data: map[string]any{"input.invitationToken": "must be the token of an invitation that can be accepted"},
	}}
	heldUp := failure{Message: "Too many attempts with invitation tokens: try again in a minute.", Path: notValid.Path, Extensions: extensions{
		Code: "RATE_LIMITED", Reason: "ACCESS_INVITATION_RATE_EXCEEDED", Status: 429, Retryable: true,
		Data: map[string]any{"input.invitationToken": "has been tried too often from here"},
	}}
	requireFailure := func(expected failure, got answer) {
		t.Helper()
		require.Len(t, got.Errors, 1, got.raw)
		first := got.Errors[0]
		first.Extensions.RequestID, first.Extensions.Violations, first.Locations = "", nil, nil
		require.Equal(t, expected, first)
	}
	count := 0
	madeUp := func() string {
		count++
		return fmt.Sprintf("accessinvite_%d", count)
	}
	exhaust := func(as client, limit int) {
		t.Helper()
		for range limit {
			requireFailure(notValid, accept(t, as, madeUp()))
		}
		requireFailure(heldUp, accept(t, as, madeUp()))
		requireFailure(heldUp, accept(t, as, valid))
	}
	exhaust(anybody, 5)
	require.Empty(t, readAgreement(t, w.admin, valid).Errors, "a backend behind the same address")
	exhaust(w.foreign, 7)
	require.Empty(t, readAgreement(t, w.admin, valid).Errors, "another application")

	clock.pass(time.Minute)
	reasons := map[string]int{}
	answers := make([]answer, 64)
	var trying sync.WaitGroup
	for i := range answers {
		token := madeUp()
		trying.Go(func() { answers[i] = accept(t, anybody, token) })
	}
	trying.Wait()
	for _, got := range answers {
		reasons[got.Errors[0].Extensions.Reason]++
	}
	require.Equal(t, map[string]int{"ACCESS_INVITATION_NOT_VALID": 5, "ACCESS_INVITATION_RATE_EXCEEDED": 59}, reasons)
	clock.pass(time.Minute)
	require.Empty(t, accept(t, anybody, valid).Errors)
}

// TestInvitationLimits_PerToken holds up a token that is right as well, wherever it is tried from.
func TestInvitationLimits_PerToken(t *testing.T) {
	w := newWorldAs(t, func(options *app.Options) { options.Limits.InvitationAttemptsPerToken = 3 })
	tokens := w.invite(t, 2)
	for range 3 {
		require.Empty(t, readAgreement(t, client{url: w.admin.url}, tokens[0]).Errors)
	}
	for _, as := range []client{{url: w.admin.url}, w.admin} {
		got := accept(t, as, tokens[0])
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "ACCESS_INVITATION_RATE_EXCEEDED", got.Errors[0].Extensions.Reason)
	}
	require.Empty(t, accept(t, client{url: w.admin.url}, tokens[1]).Errors)
}
