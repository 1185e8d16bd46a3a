package roleaccount_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/roleaccount"
)

func (w *world) updateAccount(input roleaccount.UpdateExternalRoleAccountInput) (*roleaccount.ExternalRoleAccount, error) {
	return w.service.UpdateExternalRoleAccount(context.Background(), w.caller, input)
}

func (w *world) updateIdentity(input roleaccount.UpdateExternalPersonalIdentityInput) (*roleaccount.ExternalPersonalIdentity, error) {
	return w.service.UpdateExternalPersonalIdentity(context.Background(), w.caller, input)
}

func (w *world) updateRole(input roleaccount.UpdateExternalRoleInput) (*roleaccount.ExternalRole, error) {
	return w.service.UpdateExternalRole(context.Background(), w.caller, input)
}

func (w *world) account(t *testing.T) *roleaccount.ExternalRoleAccount {
	t.Helper()
	created, err := w.createAccount(w.wantedAccount())
	require.NoError(t, err)
	return created
}

func TestService_UpdateExternalRoleAccount_UpdatesTheIdentityInTheSameCommit(t *testing.T) {
	w := newWorld(t)
	account := w.account(t)
	updated, err := w.updateAccount(roleaccount.UpdateExternalRoleAccountInput{
		ExternalRoleAccountID: account.ID, FirstName: inputs.Of(" Eva "), EmailAddress: inputs.Of("eva@example.com"),
		State: inputs.Of(roleaccount.AccountDeactivated), ExpectedVersion: new(1),
	})
	require.NoError(t, err)
	require.Equal(t, 2, w.store.Commits())
	require.Len(t, w.store.Records(), 4, "one record for each object that changed")
	require.Equal(t, []any{"Eva", "Öberg", "eva@example.com", roleaccount.AccountDeactivated, 2},
		[]any{updated.FirstName, updated.LastName, updated.EmailAddress, updated.State, updated.Version})
	identity := w.identities.Of(w.caller.CompanyID)[0]
	require.Equal(t, []any{"Eva", "Öberg", "asa@example.com", roleaccount.IdentityDeactivated, 2},
		[]any{identity.FirstName, identity.LastName, identity.EmailAddress, identity.State, identity.Version},
		"names and state; the address is that of the account only")
}

func TestService_UpdateExternalRoleAccount_SetsTheIdentityRight(t *testing.T) {
	w := newWorld(t)
	account := w.account(t)
	_, err := w.updateIdentity(roleaccount.UpdateExternalPersonalIdentityInput{
		ExternalPersonalIdentityID: account.PersonalIdentityID, State: inputs.Of(roleaccount.IdentityDeactivated),
	})
	require.NoError(t, err)
	same, err := w.updateAccount(roleaccount.UpdateExternalRoleAccountInput{
		ExternalRoleAccountID: account.ID, State: inputs.Of(roleaccount.AccountActive),
	})
	require.NoError(t, err)
	require.Equal(t, account, same, "the account has that state already")
	require.Equal(t, roleaccount.IdentityActive, w.identities.Of(w.caller.CompanyID)[0].State)
}

func TestService_UpdateExternalRoleAccount_DecidesAgainWhenItsIdentityChanges(t *testing.T) {
	w := newWorld(t)
	account := w.account(t)
	w.store.Rival = func() {
		_, err := w.updateIdentity(roleaccount.UpdateExternalPersonalIdentityInput{
			ExternalPersonalIdentityID: account.PersonalIdentityID, LastName: inputs.Of("Åberg"),
		})
		require.NoError(t, err)
	}
	_, err := w.updateAccount(roleaccount.UpdateExternalRoleAccountInput{ExternalRoleAccountID: account.ID, FirstName: inputs.Of("Eva")})
	require.NoError(t, err)
	identity := w.identities.Of(w.caller.CompanyID)[0]
	require.Equal(t, []any{"Eva", "Åberg", 3}, []any{identity.FirstName, identity.LastName, identity.Version})
}

func TestService_Update_WithoutAChangeWritesNothing(t *testing.T) {
	w := newWorld(t)
	account := w.account(t)
	commits := w.store.Commits()
	same, err := w.updateAccount(roleaccount.UpdateExternalRoleAccountInput{
		ExternalRoleAccountID: account.ID, FirstName: inputs.Of("Åsa"), State: inputs.Of(roleaccount.AccountActive),
	})
	require.NoError(t, err)
	require.Equal(t, account, same)
	role, err := w.updateRole(roleaccount.UpdateExternalRoleInput{ExternalRoleID: w.role.ID, Name: inputs.Of(w.role.Name), Enabled: inputs.Of(true)})
	require.NoError(t, err)
	require.Equal(t, w.role, role)
	require.Equal(t, commits, w.store.Commits())
}

func TestService_UpdateExternalRole_ReleasesTheOldName(t *testing.T) {
	w := newWorld(t)
	create := func(name string) (*roleaccount.ExternalRole, error) {
		return w.createRole(roleaccount.CreateExternalRoleInput{Name: &name, Enabled: new(true)})
	}
	first, err := create("Clerk")
	require.NoError(t, err)
	second, err := create("Judge")
	require.NoError(t, err)
	taken := newViolation(fault.ExternalRoleNameTaken, "The role name must be unique within the company!",
		map[string]any{"input.name": "must be unique within the company"})
	_, err = w.updateRole(roleaccount.UpdateExternalRoleInput{ExternalRoleID: second.ID, Name: inputs.Of("Clerk")})
	domaintest.RequireViolations(t, err, taken)
	renamed, err := w.updateRole(roleaccount.UpdateExternalRoleInput{
		ExternalRoleID: first.ID, Name: inputs.Of("Scribe"), Enabled: inputs.Of(false), ExpectedVersion: new(1),
	})
	require.NoError(t, err)
	require.Equal(t, []any{"Scribe", false, 2}, []any{renamed.Name, renamed.Enabled, renamed.Version})
	_, err = w.updateRole(roleaccount.UpdateExternalRoleInput{ExternalRoleID: second.ID, Name: inputs.Of("Clerk")})
	require.NoError(t, err)
	_, err = create("Scribe")
	domaintest.RequireViolations(t, err, taken)
	_, err = create("Judge")
	require.NoError(t, err)
}

// countingVerifier rejects one address, and counts its calls.
type countingVerifier struct {
	refused string
	calls   int
}

func (v *countingVerifier) Verify(_ context.Context, address string) error {
	v.calls++
	if address == v.refused {
		return fault.New(fault.EmailAddressUnknown).Because(errors.New("550"))
	}
	return nil
}

func TestService_VerifiesOnlyNewAddressesLastAndOnce(t *testing.T) {
	w := newWorld(t)
	verifier := &countingVerifier{refused: "nobody@example.com"}
	w.service.EmailAddresses = verifier
	account := w.account(t)
	require.Equal(t, 1, verifier.calls)

	input := w.wantedAccount()
	input.EmailAddress, input.RoleID = &verifier.refused, new("z")
	_, err := w.createAccount(input)
	domaintest.RequireViolations(t, err, roleInvalid("z"))
	input.RoleID, input.FirstName = &w.role.ID, nil
	_, err = w.createAccount(input)
	domaintest.RequireViolations(t, err, personMissing(map[string]any{"input.firstName": specified}))
	_, err = w.updateAccount(roleaccount.UpdateExternalRoleAccountInput{
		ExternalRoleAccountID: account.ID, EmailAddress: inputs.Of("asa@example.com"), LastName: inputs.Of("Åberg"),
	})
	require.NoError(t, err)
	require.Equal(t, 1, verifier.calls, "nothing was new, or something else was wrong")

	w.store.Rival = func() {
		changed := *w.role
		changed.Version = 2
		w.store.Put(&changed)
	}
	_, err = w.createAccount(w.wantedAccount())
	require.NoError(t, err)
	require.Equal(t, 2, verifier.calls, "a retried decision verifies once")

	input = w.wantedAccount()
	input.EmailAddress = &verifier.refused
	_, err = w.createAccount(input)
	domaintest.RequireViolations(t, err, unrecognized())
	_, err = w.updateIdentity(roleaccount.UpdateExternalPersonalIdentityInput{
		ExternalPersonalIdentityID: account.PersonalIdentityID, EmailAddress: inputs.Of(verifier.refused),
	})
	domaintest.RequireViolations(t, err, unrecognized())
}

// TestAccountAndIdentity_LivesFollowTheTransitions applies random updates in random order, and checks each against the tables of
// transitions.
func TestAccountAndIdentity_LivesFollowTheTransitions(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		account := w.account(t)
		state, identityState := account.State, roleaccount.IdentityActive
		r.Repeat(map[string]func(*rapid.T){
			"update the account": func(r *rapid.T) {
				to := rapid.SampledFrom([]roleaccount.ExternalRoleAccountState{
					roleaccount.AccountInvited, roleaccount.AccountActive, roleaccount.AccountDeactivated,
				}).Draw(r, "to")
				_, err := w.updateAccount(roleaccount.UpdateExternalRoleAccountInput{ExternalRoleAccountID: account.ID, State: inputs.Of(to)})
				require.Equal(t, to != roleaccount.AccountInvited, err == nil)
				if err == nil {
					state, identityState = to, roleaccount.ExternalPersonalIdentityState(to)
				}
			},
			"update the identity": func(r *rapid.T) {
				to := rapid.SampledFrom([]roleaccount.ExternalPersonalIdentityState{
					roleaccount.IdentityInvited, roleaccount.IdentityActive, roleaccount.IdentityDeactivated,
				}).Draw(r, "to")
				_, err := w.updateIdentity(roleaccount.UpdateExternalPersonalIdentityInput{
					ExternalPersonalIdentityID: account.PersonalIdentityID, State: inputs.Of(to),
				})
				require.Equal(t, to != roleaccount.IdentityInvited, err == nil)
				if err == nil {
					identityState = to
				}
			},
			"": func(*rapid.T) {
				require.Equal(t, state, w.accounts.Of(w.caller.CompanyID)[0].State)
				require.Equal(t, identityState, w.identities.Of(w.caller.CompanyID)[0].State)
			},
		})
	})
}
