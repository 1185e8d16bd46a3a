package access_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/actor"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
)

var visitor = actor.Visitor{Address: "192.0.2.7", RequestID: "request-2"}

func (w *world) invite(accessID string, hours int) (*access.Access, string, error) {
	return w.service.InviteAccess(context.Background(), w.caller, access.InviteAccessInput{AccessID: accessID, ValidForHours: hours})
}

func (w *world) accept(token string) (*access.Access, error) {
	return w.service.AcceptAccessInvitation(context.Background(), visitor, access.AcceptAccessInvitationInput{
		InvitationToken: token, AgreementVersion: access.BuiltInAgreement().Version,
	})
}

func (w *world) revoke(accessID string) (*access.Access, error) {
	return w.service.RevokeAccessInvitation(context.Background(), w.caller, access.RevokeAccessInvitationInput{AccessID: accessID})
}

// userManaged stores an INVITED access that its user manages.
func (w *world) userManaged(t *testing.T) *access.Access {
	t.Helper()
	stored := w.put(t, access.Invited)
	stored.Managed = false
	return stored
}

func notValid(path string) violation {
	return newViolation(fault.AccessInvitationNotValid, "The invitation is not valid.",
		map[string]any{path: "must be the token of an invitation that can be accepted"})
}

const tokenPath = "input.invitationToken"

func TestService_AcceptAccessInvitation_OnlyOnce(t *testing.T) {
	w := newWorld(t)
	stored := w.userManaged(t)
	invited, token, err := w.invite(stored.ID, 24)
	require.NoError(t, err)
	require.Equal(t, access.Invited, invited.State)
	require.Equal(t, &access.Invitation{SentAt: now, ExpiresAt: now.Add(24 * time.Hour)}, invited.Invitation)
	require.Equal(t, access.InvitationPending, w.service.InvitationStatus(*invited.Invitation))
	require.Equal(t, access.HashToken(token), *invited.InvitationHash)

	agreement, err := w.service.InvitationUserAgreement(context.Background(), visitor, token)
	require.NoError(t, err)
	require.Equal(t, access.NamedAgreement{UserAgreement: access.BuiltInAgreement(), Names: stored.Names()}, agreement)
	accepted, err := w.accept(token)
	require.NoError(t, err)
	require.Equal(t, access.Active, accepted.State)
	require.Equal(t, &access.Activation{
		At: now, AgreementVersion: agreement.Version, AgreementDigest: new(agreement.Digest()), Names: new(stored.Names()),
	}, accepted.Activation, "nobody accepted in the user's place")
	require.Equal(t, access.InvitationAccepted, w.service.InvitationStatus(*accepted.Invitation))
	require.Equal(t, invited.InvitationHash, accepted.InvitationHash)

	_, err = w.accept(token)
	domaintest.RequireViolations(t, err, notValid(tokenPath))
	_, err = w.service.InvitationUserAgreement(context.Background(), visitor, token)
	domaintest.RequireViolations(t, err, notValid("invitationToken"))
	auditRecords := w.store.Records()
	require.Len(t, auditRecords, 2)
	require.Equal(t, []any{"acceptAccessInvitation", "invited user", "", "request-2"},
		[]any{auditRecords[1].Action, auditRecords[1].Actor.ApplicationName, auditRecords[1].Actor.ApplicationID, auditRecords[1].RequestID})
	require.NotContains(t, fmt.Sprintf("%+v", auditRecords), token)
	require.NotContains(t, fmt.Sprintf("%+v", auditRecords), access.HashToken(token))
}

func TestService_AcceptAccessInvitation_TokenNotValid(t *testing.T) {
	for name, spoil := range map[string]func(w *world, stored *access.Access, token string) string{
		"that never was":                     func(*world, *access.Access, string) string { return "accessinvite_NEVER" },
		"that is empty":                      func(*world, *access.Access, string) string { return "" },
		"that has expired":                   func(w *world, _ *access.Access, token string) string { w.at(now.Add(time.Hour)); return token },
		"that is of a user who has accepted": func(w *world, _ *access.Access, token string) string { _, _ = w.accept(token); return token },
		"that was revoked":                   func(w *world, stored *access.Access, token string) string { _, _ = w.revoke(stored.ID); return token },
		"of a leaver": func(w *world, _ *access.Access, token string) string {
			w.deactivateIdentity()
			return token
		},
		"of an account that is off": func(w *world, _ *access.Access, token string) string {
			w.deactivateAccount()
			return token
		},
		"of a role that is off": func(w *world, _ *access.Access, token string) string {
			w.disableRole()
			return token
		},
		"that was replaced": func(w *world, stored *access.Access, token string) string {
			_, _, _ = w.invite(stored.ID, 1)
			return token
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			stored := w.userManaged(t)
			_, token, err := w.invite(stored.ID, 1)
			require.NoError(t, err)
			token = spoil(w, stored, token)
			commits := w.store.Commits()
			w.attempts.tried = nil
			_, err = w.accept(token)
			domaintest.RequireViolations(t, err, notValid(tokenPath))
			require.Equal(t, []string{access.HashToken(token), "address 192.0.2.7"}, w.attempts.tried)
			require.Equal(t, []string{"192.0.2.7"}, w.attempts.failed)
			require.Equal(t, commits, w.store.Commits())
		})
	}
}

func TestService_InviteAccess_AgainAfterExpiry(t *testing.T) {
	w := newWorld(t)
	stored := w.userManaged(t)
	_, first, err := w.invite(stored.ID, 1)
	require.NoError(t, err)
	w.at(now.Add(time.Hour))
	require.Equal(t, access.InvitationExpired, w.service.InvitationStatus(*w.accesses.Of(w.caller.CompanyID)[0].Invitation))
	_, second, err := w.invite(stored.ID, 720)
	require.NoError(t, err)
	require.NotEqual(t, first, second)
	_, err = w.accept(second)
	require.NoError(t, err)
}

func TestService_AcceptAccessInvitation_OneOfTwoWins(t *testing.T) {
	w := newWorld(t)
	_, token, err := w.invite(w.userManaged(t).ID, 1)
	require.NoError(t, err)
	w.store.Rival = func() {
		_, err := w.accept(token)
		require.NoError(t, err)
	}
	_, err = w.accept(token)
	domaintest.RequireViolations(t, err, notValid(tokenPath))
	require.Equal(t, 2, w.store.Commits())
}

func TestService_AcceptAccessInvitation_LosesAgainstANewInvitation(t *testing.T) {
	w := newWorld(t)
	stored := w.userManaged(t)
	_, token, err := w.invite(stored.ID, 1)
	require.NoError(t, err)
	w.store.Rival = func() {
		_, _, err := w.invite(stored.ID, 1)
		require.NoError(t, err)
	}
	_, err = w.accept(token)
	domaintest.RequireViolations(t, err, notValid(tokenPath))
}

func TestService_AcceptAccessInvitation_NeedsTheAgreementVersionThatWasRead(t *testing.T) {
	w := newWorld(t)
	_, token, err := w.invite(w.userManaged(t).ID, 1)
	require.NoError(t, err)
	w.agreement.Version = "2.0"
	_, err = w.accept(token)
	domaintest.RequireViolations(t, err, newViolation(fault.AccessAgreementVersionConflict, "The user agreement is at version 2.0 now.",
		map[string]any{"input.agreementVersion": "must be the current version", "currentVersion": "2.0"}))
	w.agreement.Version = "1.0"
	_, err = w.accept(token)
	require.NoError(t, err, "the token is not used up by that")
}

func TestService_InvitationUserAgreement_LimitsByApplicationWithAKey(t *testing.T) {
	w := newWorld(t)
	_, token, err := w.invite(w.userManaged(t).ID, 1)
	require.NoError(t, err)
	backend := visitor
	backend.ApplicationID = w.caller.ApplicationID
	_, err = w.service.InvitationUserAgreement(t.Context(), backend, token)
	require.NoError(t, err)
	require.Equal(t, []string{access.HashToken(token), "application " + w.caller.ApplicationID}, w.attempts.tried)
	require.Empty(t, w.attempts.failed, "what succeeds is free")
}

func TestService_AcceptAccessInvitation_TooManyAttempts(t *testing.T) {
	w := newWorld(t)
	_, token, err := w.invite(w.userManaged(t).ID, 1)
	require.NoError(t, err)
	w.attempts.refused = true
	for _, tried := range []string{token, "accessinvite_NEVER"} {
		_, err = w.accept(tried)
		domaintest.RequireViolations(t, err, newViolation(fault.AccessInvitationRateExceeded,
			"Too many attempts with invitation tokens: try again in a minute.",
			map[string]any{tokenPath: "has been tried too often from here"}))
	}
}

func TestService_InviteAccess_Refuses(t *testing.T) {
	notUsers := newViolation(fault.AccessInvitationManagedNotAllowed, "The access must be managed by its user for them to be invited to activate it.",
		map[string]any{"input.accessId": "must be the ID of an access that its user manages"})
	notInvitedYet := newViolation(fault.AccessInvitationStateNotAllowed, "The access must be in the INVITED state for its user to be invited to activate it.",
		map[string]any{"input.accessId": "must be the ID of an access that is INVITED"})
	hours := newViolation(fault.DataNotValid, "Data validation error", map[string]any{"input.validForHours": "must be between 1 and 720"})
	for name, test := range map[string]struct {
		state    access.State
		managed  bool
		hours    int
		expected []violation
	}{
		"the platform's": {access.Invited, true, 1, []violation{notUsers}},
		"active":         {access.Active, false, 1, []violation{notInvitedYet}},
		"both":           {access.Deactivated, true, 1, []violation{notInvitedYet, notUsers}},
		"too short":      {access.Invited, false, 0, []violation{hours}},
		"too long":       {access.Invited, false, 721, []violation{hours}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			stored := w.put(t, test.state)
			stored.Managed = test.managed
			_, _, err := w.invite(stored.ID, test.hours)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_UserAgreement(t *testing.T) {
	w := newWorld(t)
	stored := w.put(t, access.Invited)
	agreement, err := w.service.UserAgreement(stored)
	require.NoError(t, err)
	require.Equal(t, access.NamedAgreement{UserAgreement: access.BuiltInAgreement(), Names: stored.Names()}, agreement)
	stored.State, stored.Managed = access.Active, false
	_, err = w.service.UserAgreement(stored)
	domaintest.RequireViolations(t, err,
		newViolation(fault.AccessAgreementStateNotAllowed, "The access must be in the INVITED state for the application to be able to get the user agreement for it.",
			map[string]any{"accessId": "must be the ID of an access that is INVITED"}),
		newViolation(fault.AccessActivationManagedRequired, activateManaged, map[string]any{"accessId": "must be the ID of an access that the platform manages"}))
}

func notRevocable() violation {
	return newViolation(fault.AccessInvitationRevocationNotAllowed, "The access must have a pending invitation for it to be revoked.",
		map[string]any{"input.accessId": "must be the ID of an access whose invitation is PENDING"})
}

func TestService_RevokeAccessInvitation(t *testing.T) {
	w := newWorld(t)
	stored := w.userManaged(t)
	_, token, err := w.invite(stored.ID, 1)
	require.NoError(t, err)
	revoked, err := w.revoke(stored.ID)
	require.NoError(t, err)
	require.Equal(t, access.Invited, revoked.State)
	require.Equal(t, &access.Invitation{SentAt: now, ExpiresAt: now.Add(time.Hour), RevokedAt: &now}, revoked.Invitation)
	require.Equal(t, access.InvitationRevoked, w.service.InvitationStatus(*revoked.Invitation))
	auditRecords := w.store.Records()
	require.Equal(t, []any{"revokeAccessInvitation", "Portal"}, []any{auditRecords[1].Action, auditRecords[1].Actor.ApplicationName})
	_, second, err := w.invite(stored.ID, 1)
	require.NoError(t, err)
	_, err = w.accept(token)
	domaintest.RequireViolations(t, err, notValid(tokenPath))
	_, err = w.accept(second)
	require.NoError(t, err)
}

func TestService_RevokeAccessInvitation_Refuses(t *testing.T) {
	for name, prepare := range map[string]func(w *world, accessID string){
		"no invitation":         func(*world, string) {},
		"a revoked invitation":  func(w *world, accessID string) { _, _, _ = w.invite(accessID, 1); _, _ = w.revoke(accessID) },
		"an expired invitation": func(w *world, accessID string) { _, _, _ = w.invite(accessID, 1); w.at(now.Add(time.Hour)) },
		"an accepted invitation": func(w *world, accessID string) {
			_, token, _ := w.invite(accessID, 1)
			_, _ = w.accept(token)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			stored := w.userManaged(t)
			prepare(w, stored.ID)
			commits := w.store.Commits()
			_, err := w.revoke(stored.ID)
			domaintest.RequireViolations(t, err, notRevocable())
			require.Equal(t, commits, w.store.Commits())
		})
	}
}

func TestService_RevokeAccessInvitation_OrAcceptanceWins(t *testing.T) {
	w := newWorld(t)
	stored := w.userManaged(t)
	_, token, err := w.invite(stored.ID, 1)
	require.NoError(t, err)
	w.store.Rival = func() {
		_, err := w.revoke(stored.ID)
		require.NoError(t, err)
	}
	_, err = w.accept(token)
	domaintest.RequireViolations(t, err, notValid(tokenPath))

	_, token, err = w.invite(stored.ID, 1)
	require.NoError(t, err)
	w.store.Rival = func() {
		_, err := w.accept(token)
		require.NoError(t, err)
	}
	_, err = w.revoke(stored.ID)
	domaintest.RequireViolations(t, err, notRevocable())
}
