package roleaccount_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func (w *world) wantedAccount() roleaccount.CreateExternalRoleAccountInput {
	return roleaccount.CreateExternalRoleAccountInput{
		RoleID: &w.role.ID, Managed: new(true), FirstName: new("Åsa"), LastName: new("Öberg"), EmailAddress: new("asa@example.com"),
	}
}

func roleAndManagedMissing(data map[string]any) violation {
	return newViolation(fault.ExternalRoleAccountRoleIDManagedRequired,
		"Input not valid: External role ID and managed must be specified when creating an external role account.", data)
}

func personalIdentityNotAllowed() violation {
	return newViolation(fault.ExternalRoleAccountPersonalIdentityIDNotAllowed,
		"Input not valid: Personal identity ID can't be specified when creating an external role account.",
		map[string]any{"input.personalIdentityId": notSpecified})
}

func accountIDNotAllowed() violation {
	return newViolation(fault.ExternalRoleAccountIDNotAllowed, "Input not valid: ID can't be specified when creating an external role account.",
		map[string]any{"input.id": notSpecified})
}

func accountStateNotAllowed() violation {
	return newViolation(fault.ExternalRoleAccountStateNotAllowed, "Input not valid: State can't be specified when creating an external role account.",
		map[string]any{"input.state": notSpecified})
}

func personMissing(data map[string]any) violation {
	return newViolation(fault.ExternalRoleAccountNamesEmailAddressRequired,
		"Input not valid: First name, last name and email address must always be specified for an external role account.", data)
}

func accountUserManaged() violation {
	return newViolation(fault.ExternalRoleAccountUserManagedNotSupported,
		"Input not valid: Your platform does not have support for creating user-managed external role accounts.",
		map[string]any{"input.managed": "must be true"})
}

func roleInvalid(roleID string) violation {
	return newViolation(fault.ExternalRoleAccountRoleIDNotValid, "The role account ID '"+roleID+"' is invalid.",
		map[string]any{"input.roleId": "must be the ID of an external role of the company"})
}

func TestService_CreateExternalRoleAccount_RefusesTheInput(t *testing.T) {
	type createInput = roleaccount.CreateExternalRoleAccountInput
	nobody := map[string]any{"input.firstName": specified, "input.lastName": specified, "input.emailAddress": specified}
	for name, test := range map[string]struct {
		change   func(*createInput)
		expected []violation
	}{
		"no fields": {
			func(i *createInput) { *i = createInput{} },
			[]violation{roleAndManagedMissing(map[string]any{"input.roleId": specified, "input.managed": specified}), personMissing(nobody)},
		},
		"blank is absent": {
			func(i *createInput) {
				i.RoleID, i.ID, i.PersonalIdentityID = new(" "), new(""), new("\t")
				i.FirstName, i.LastName, i.EmailAddress = new(" "), new("\u2003"), new("")
			},
			[]violation{roleAndManagedMissing(map[string]any{"input.roleId": specified}), personMissing(nobody)},
		},
		"managed missing": {
			func(i *createInput) { i.Managed = nil }, []violation{roleAndManagedMissing(map[string]any{"input.managed": specified})},
		},
		"personal identity": {func(i *createInput) { i.PersonalIdentityID = new("x") }, []violation{personalIdentityNotAllowed()}},
		"ID":                {func(i *createInput) { i.ID = new("x") }, []violation{accountIDNotAllowed()}},
		"state":             {func(i *createInput) { i.State = new(roleaccount.AccountActive) }, []violation{accountStateNotAllowed()}},
		"address missing": {
			func(i *createInput) { i.EmailAddress = nil }, []violation{personMissing(map[string]any{"input.emailAddress": specified})},
		},
		"bounds": {
			func(i *createInput) {
				i.FirstName, i.LastName = new(strings.Repeat("ö", 51)), new("a\u2066b")
				i.EmailAddress = new(strings.Repeat("a", 101))
			},
			[]violation{notValid(map[string]any{
				"input.firstName":    atMost50,
				"input.lastName":     "must not contain control or bidirectional-override characters",
				"input.emailAddress": "must have at most 100 characters",
			})},
		},
		"user-managed":         {func(i *createInput) { i.Managed = new(false) }, []violation{accountUserManaged()}},
		"address that is none": {func(i *createInput) { i.EmailAddress = new("asa@") }, []violation{unrecognized()}},
		"everything, in the documented order": {
			func(i *createInput) {
				*i = createInput{
					ID: new("x"), PersonalIdentityID: new("y"), State: new(roleaccount.AccountInvited), RoleID: new("z"),
					Managed: new(false), FirstName: new(strings.Repeat("ö", 51)), EmailAddress: new("asa@localhost"),
				}
			},
			[]violation{
				personalIdentityNotAllowed(), accountIDNotAllowed(), accountStateNotAllowed(),
				personMissing(map[string]any{"input.lastName": specified}), notValid(map[string]any{"input.firstName": atMost50}),
				accountUserManaged(), unrecognized(), roleInvalid("z"),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			input := w.wantedAccount()
			test.change(&input)
			_, err := w.createAccount(input)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_CreateExternalRoleAccount_RefusesTheRole(t *testing.T) {
	w := newWorld(t)
	foreign := *w.role
	foreign.ID, foreign.CompanyID = newID(t, id.ExternalRole), newID(t, id.Company)
	w.store.Put(&foreign)
	for name, roleID := range map[string]string{
		"malformed":          "' or 1=1",
		"of another type":    newID(t, id.ExternalRoleAccount),
		"unknown":            newID(t, id.ExternalRole),
		"of another company": foreign.ID,
		"with spaces":        " " + w.role.ID,
	} {
		t.Run(name, func(t *testing.T) {
			input := w.wantedAccount()
			input.RoleID = &roleID
			_, err := w.createAccount(input)
			domaintest.RequireViolations(t, err, roleInvalid(roleID))
			w.requireNothingWritten(t)
		})
	}
	w.role.Enabled = false
	_, err := w.createAccount(w.wantedAccount())
	domaintest.RequireViolations(t, err, w.roleNotEnabled())
}

func (w *world) roleNotEnabled() violation {
	return newViolation(fault.ExternalRoleAccountRoleNotEnabled, "Input not valid: The external role '"+w.role.ID+"' is not enabled.",
		map[string]any{"input.roleId": "must be the ID of a role that is enabled"})
}

func TestService_CreateExternalRoleAccount_CreatesTheIdentityToo(t *testing.T) {
	w := newWorld(t)
	created, err := w.createAccount(w.wantedAccount())
	require.NoError(t, err)
	require.NoError(t, roleaccount.CheckAccountID(created.ID))
	identities := w.identities.Of(w.caller.CompanyID)
	require.Len(t, identities, 1)
	require.Equal(t, &roleaccount.ExternalPersonalIdentity{
		Base: identities[0].Base, Named: identities[0].Named, FirstName: "Åsa", LastName: "Öberg", EmailAddress: "asa@example.com", Managed: true,
		State: roleaccount.IdentityActive, CreatedBy: w.caller.Actor(),
	}, identities[0])
	require.Equal(t, "oberg\x01"+identities[0].ID, identities[0].NameKey)
	require.Equal(t, &roleaccount.ExternalRoleAccount{
		Base: created.Base, Named: created.Named, RoleID: w.role.ID, PersonalIdentityID: identities[0].ID, EmailAddress: "asa@example.com",
		FirstName: "Åsa", LastName: "Öberg", Managed: true, State: roleaccount.AccountActive, CreatedBy: w.caller.Actor(),
	}, created)
	require.Equal(t, []*roleaccount.ExternalRoleAccount{created}, w.accounts.Of(w.caller.CompanyID))
	require.Equal(t, 1, w.store.Commits())
	require.Len(t, w.store.Records(), 2)
}

func TestService_CreateExternalRoleAccount_DecidesAgainWhenItsRoleIsDisabled(t *testing.T) {
	w := newWorld(t)
	w.store.Rival = func() {
		changed := *w.role
		changed.Version, changed.Enabled = 2, false
		w.store.Put(&changed)
	}
	_, err := w.createAccount(w.wantedAccount())
	domaintest.RequireViolations(t, err, w.roleNotEnabled())
	w.requireNothingWritten(t)
}

var errAway = errors.New("the server is away")

type awayVerifier struct{}

func (awayVerifier) Verify(context.Context, string) error { return errAway }

func TestService_CreateExternalRoleAccount_AFailedVerifierIsNotARefusal(t *testing.T) {
	w := newWorld(t)
	w.service.EmailAddresses = awayVerifier{}
	var refusal *fault.Error

	_, err := w.createAccount(w.wantedAccount())
	require.ErrorIs(t, err, errAway)
	require.NotErrorAs(t, err, &refusal)

	_, err = w.createIdentity(wantedIdentity())
	require.ErrorIs(t, err, errAway)
	require.NotErrorAs(t, err, &refusal)
	w.requireNothingWritten(t)
}

func TestService_CreateExternalRoleAccount_AFailedStoreIsNotAnUnknownRole(t *testing.T) {
	w := newWorld(t)
	w.store.Failure = errAway
	_, err := w.createAccount(w.wantedAccount())
	require.ErrorIs(t, err, errAway)
	var refusal *fault.Error
	require.NotErrorAs(t, err, &refusal)
}
