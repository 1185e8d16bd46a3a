package access_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/actor"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/idempotency"
)

// acceptAs accepts an invitation with an idempotency key, and reports whether the result is a replay.
func (w *world) acceptAs(t *testing.T, key, token, version string) (*access.Access, bool, error) {
	t.Helper()
	attempt, err := actor.NewAttempt(key, "acceptAccessInvitation", "acceptAccessInvitation", map[string]any{"token": token, "version": version})
	require.NoError(t, err)
	retry := visitor
	retry.Attempt = attempt
	accepted, err := w.service.AcceptAccessInvitation(context.Background(), retry, access.AcceptAccessInvitationInput{
		InvitationToken: token, AgreementVersion: version,
	})
	return accepted, attempt.IsReplay(), err
}

func TestService_AcceptAccessInvitation_ReplaysItsIdempotencyKey(t *testing.T) {
	w := newWorld(t)
	stored := w.userManaged(t)
	_, token, err := w.invite(stored.ID, 1)
	require.NoError(t, err)
	_, isReplay, err := w.acceptAs(t, "key", token, "1.0")
	require.NoError(t, err)
	require.False(t, isReplay)
	commits := w.store.Commits()

	w.deactivateIdentity()
	replayed, isReplay, err := w.acceptAs(t, "key", token, "1.0")
	require.NoError(t, err, "the result stands, whatever has happened since")
	require.True(t, isReplay)
	require.Equal(t, []any{stored.ID, access.Active}, []any{replayed.ID, replayed.State})
	require.Empty(t, w.attempts.failed)
	require.Equal(t, commits, w.store.Commits())

	_, _, err = w.acceptAs(t, "key", token, "2.0")
	domaintest.RequireViolations(t, err, newViolation(fault.IdempotencyKeyConflict,
		fault.Lookup(fault.IdempotencyKeyConflict).Message, map[string]any{"Idempotency-Key": "must be a new one for another input"}))
	_, _, err = w.acceptAs(t, "another key", token, "1.0")
	domaintest.RequireViolations(t, err, notValid(tokenPath))
	require.Equal(t, []string{"192.0.2.7"}, w.attempts.failed)
	w.at(now.Add(idempotency.Window))
	_, _, err = w.acceptAs(t, "key", token, "1.0")
	domaintest.RequireViolations(t, err, notValid(tokenPath))
}

func TestService_AcceptAccessInvitation_ReplaysForItsRival(t *testing.T) {
	w := newWorld(t)
	_, token, err := w.invite(w.userManaged(t).ID, 1)
	require.NoError(t, err)
	w.store.Rival = func() {
		_, _, err := w.acceptAs(t, "key", token, "1.0")
		require.NoError(t, err)
	}
	accepted, isReplay, err := w.acceptAs(t, "key", token, "1.0")
	require.NoError(t, err)
	require.True(t, isReplay)
	require.Equal(t, access.Active, accepted.State)
	require.Equal(t, 2, w.store.Commits())
}

func TestService_AcceptAccessInvitation_IdempotencyKeysOfTwoTokens(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		_, token, err := w.invite(w.userManaged(t).ID, 1)
		require.NoError(t, err)
		_, isReplay, err := w.acceptAs(t, "key", token, "1.0")
		require.NoError(t, err)
		require.False(t, isReplay)
	}
}

func TestService_AcceptAccessInvitation_TokenWithWhiteSpace(t *testing.T) {
	for name, white := range map[string][2]string{
		"line break": {"", "\n"}, "line break of Windows": {"", "\r\n"}, "blanks": {" ", " \t "}, "no-break space": {"", "\u00a0"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, token, err := w.invite(w.userManaged(t).ID, 1)
			require.NoError(t, err)
			copied := white[0] + token + white[1]
			_, err = w.service.InvitationUserAgreement(t.Context(), visitor, copied)
			require.NoError(t, err)
			_, err = w.accept(copied)
			require.NoError(t, err)
			require.Equal(t, w.attempts.tried[0], access.HashToken(token), "its attempts are limited as those of the token")
		})
	}
}

func TestService_AcceptedAgreements(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, access.StoreAgreements(t.Context(), w.agreements, []access.UserAgreement{w.agreement}))
	stored := w.put(t, access.Invited)
	activated, err := w.activate(stored.ID)
	require.NoError(t, err)
	earlier := &access.Activation{At: now.Add(-time.Hour), AgreementVersion: "0.9"}
	agreements, err := w.service.AcceptedAgreements(t.Context(), []*access.Activation{activated.Activation, earlier})
	require.NoError(t, err)
	accepted, err := activated.Activation.Agreement(agreements)
	require.NoError(t, err)
	require.Equal(t, &access.NamedAgreement{UserAgreement: w.agreement, Names: stored.Names()}, accepted)
	none, err := earlier.Agreement(agreements)
	require.NoError(t, err)
	require.Nil(t, none)
	_, err = activated.Activation.Agreement(nil)
	require.EqualError(t, err, "the accepted agreement of version 1.0 is not stored")
}

// rivalAgreements stores an agreement of another process just before the first insert.
type rivalAgreements struct {
	agreements

	rival access.UserAgreement
}

func (r rivalAgreements) Insert(ctx context.Context, agreement access.StoredAgreement) (bool, error) {
	if err := access.StoreAgreements(ctx, r.agreements, []access.UserAgreement{r.rival}); err != nil {
		return false, err
	}
	return r.agreements.Insert(ctx, agreement)
}

func TestStoreAgreements_KeepsTheTextOfAVersion(t *testing.T) {
	first := access.UserAgreement{Version: "1.0", Title: "Terms", Text: "First."}
	second := access.UserAgreement{Version: "2.0", Title: "Terms", Text: "Second."}
	changed := access.UserAgreement{Version: "1.0", Title: "Terms", Text: "First!"}
	store := agreements{}
	require.NoError(t, access.StoreAgreements(t.Context(), store, []access.UserAgreement{first}))
	require.NoError(t, access.StoreAgreements(t.Context(), store, []access.UserAgreement{first, second}))
	const sentence = "the agreement of version 1.0 is not the one that was stored under this version, which users may have accepted: " +
		"restore its text, and give the new text a new version"
	third := access.UserAgreement{Version: "3.0", Title: "Terms", Text: "Third."}
	require.EqualError(t, access.StoreAgreements(t.Context(), store, []access.UserAgreement{third, changed}), sentence)
	require.Len(t, store, 2, "nothing is stored then")

	require.NoError(t, access.StoreAgreements(t.Context(), rivalAgreements{agreements{}, first}, []access.UserAgreement{first}))
	err := access.StoreAgreements(t.Context(), rivalAgreements{agreements{}, changed}, []access.UserAgreement{first})
	require.ErrorContains(t, err, sentence)
}
