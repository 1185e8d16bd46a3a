package access_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/roleaccount"
)

const (
	activateState   = "The access must be in the INVITED state for the application to be able to activate it."
	activateManaged = "The access must be platform-managed for the application to be able to activate it."
)

var (
	notInvited = newViolation(fault.AccessActivationStateNotAllowed,
		activateState,
		map[string]any{"input.accessId": "must be the ID of an access that is INVITED"})
	notManaged = newViolation(fault.AccessActivationManagedRequired,
		activateManaged,
		map[string]any{"input.accessId": "must be the ID of an access that the platform manages"})
)

func (w *world) activate(accessID string) (*access.Access, error) {
	return w.service.ActivateAccess(context.Background(), w.caller, access.ActivateAccessInput{AccessID: accessID})
}

func (w *world) update(input access.UpdateAccessInput) (*access.Access, error) {
	return w.service.UpdateAccess(context.Background(), w.caller, input)
}

func TestService_FindsAccessesByTheirIDOnly(t *testing.T) {
	w := newWorld(t)
	foreign := w.put(t, access.Invited)
	foreign.CompanyID = newID(t, id.Company)
	format := func(path, accessID string) violation {
		return newViolation(fault.AccessIDNotValid,
			"Input not valid: Access ID '"+accessID+"' is not in the correct format",
			map[string]any{path: "must be the ID of an access"})
	}
	absent := func(path, accessID string) violation {
		return newViolation(fault.AccessNotFound,
			"The access with ID "+accessID+" was not found",
			map[string]any{path: "must be the ID of an access of the company"})
	}
	for name, call := range map[string]func(string) error{
		"activate": func(accessID string) error {
			_, err := w.activate(accessID)
			return err
		},
		"update": func(accessID string) error {
			_, err := w.update(access.UpdateAccessInput{AccessID: accessID, ExpectedVersion: new(7)})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			unknownID := newID(t, id.Access)
			domaintest.RequireViolations(t, call(""), format("input.accessId", ""))
			domaintest.RequireViolations(t, call("acc_1"), format("input.accessId", "acc_1"))
			domaintest.RequireViolations(t, call(w.identity.ID), format("input.accessId", w.identity.ID))
			domaintest.RequireViolations(t, call(unknownID), absent("input.accessId", unknownID))
			domaintest.RequireViolations(t, call(foreign.ID), absent("input.accessId", foreign.ID))
		})
	}
	domaintest.RequireViolations(t, access.CheckID("acc_1"), format("accessId", "acc_1"))
	domaintest.RequireViolations(t, access.NotFound(foreign.ID), absent("accessId", foreign.ID))
	require.NoError(t, access.CheckID(foreign.ID))
}

func TestService_ActivateAccess(t *testing.T) {
	w := newWorld(t)
	invited := w.put(t, access.Invited)
	activated, err := w.service.ActivateAccess(context.Background(), w.caller, access.ActivateAccessInput{
		AccessID: invited.ID, AgreementVersion: new(access.BuiltInAgreement().Version), ExpectedVersion: new(1),
	})
	require.NoError(t, err)
	require.Equal(t, access.Active, activated.State)
	require.Equal(t, 2, activated.Version)
	require.Equal(t, &access.Activation{
		At: now, AgreementVersion: access.BuiltInAgreement().Version, AgreementDigest: new(access.BuiltInAgreement().Digest()),
		Names: new(invited.Names()), AcceptedBy: new(w.caller.Actor()),
	}, activated.Activation)
	require.Equal(t, []*access.Access{activated}, w.accesses.Of(w.caller.CompanyID))
}

func TestService_ActivateAccess_Refuses(t *testing.T) {
	for name, test := range map[string]struct {
		state    access.State
		managed  bool
		expected []violation
	}{
		"active":                    {access.Active, true, []violation{notInvited}},
		"deactivated":               {access.Deactivated, true, []violation{notInvited}},
		"managed by its user":       {access.Invited, false, []violation{notManaged}},
		"active, and its user's":    {access.Active, false, []violation{notInvited, notManaged}},
		"deactivated, and its user": {access.Deactivated, false, []violation{notInvited, notManaged}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			stored := w.put(t, test.state)
			stored.Managed = test.managed
			_, err := w.activate(stored.ID)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_ActivateAccess_RefusesAnotherVersionFirst(t *testing.T) {
	w := newWorld(t)
	stored := w.put(t, access.Active)
	activate := func(agreement *string, expected *int) error {
		_, err := w.service.ActivateAccess(context.Background(), w.caller, access.ActivateAccessInput{
			AccessID: stored.ID, AgreementVersion: agreement, ExpectedVersion: expected,
		})
		return err
	}
	domaintest.RequireViolations(t, activate(new("0.9"), new(2)), newViolation(fault.VersionConflict,
		"The object was changed in the meantime: its version is 1 now.",
		map[string]any{"currentVersion": 1, "input.expectedVersion": "must be the current version"}))
	domaintest.RequireViolations(t, activate(new("0.9"), new(1)), newViolation(fault.AccessAgreementVersionConflict,
		"The user agreement is at version 1.0 now.",
		map[string]any{"input.agreementVersion": "must be the current version", "currentVersion": "1.0"}))
	domaintest.RequireViolations(t, activate(new(" "), nil), notInvited)
}

func TestService_ActivateAccess_OneOfTwoWins(t *testing.T) {
	w := newWorld(t)
	invited := w.put(t, access.Invited)
	w.store.Rival = func() {
		_, err := w.activate(invited.ID)
		require.NoError(t, err)
	}
	_, err := w.activate(invited.ID)
	domaintest.RequireViolations(t, err, notInvited)
	require.Equal(t, 1, w.store.Commits())
}

func TestService_UpdateAccess_WithAVersionLosesARaceForGood(t *testing.T) {
	w := newWorld(t)
	stored := w.put(t, access.Active)
	w.store.Rival = func() {
		_, err := w.update(access.UpdateAccessInput{AccessID: stored.ID, LastName: inputs.Of("Åberg")})
		require.NoError(t, err)
	}
	_, err := w.update(access.UpdateAccessInput{AccessID: stored.ID, FirstName: inputs.Of("Eva"), ExpectedVersion: new(1)})
	domaintest.RequireViolations(t, err, newViolation(fault.VersionConflict,
		"The object was changed in the meantime: its version is 2 now.",
		map[string]any{"currentVersion": 2, "input.expectedVersion": "must be the current version"}))
}

func TestService_UpdateAccess_WithoutAVersionMergesWithItsRival(t *testing.T) {
	w := newWorld(t)
	stored := w.put(t, access.Active)
	w.store.Rival = func() {
		_, err := w.update(access.UpdateAccessInput{AccessID: stored.ID, LastName: inputs.Of("Åberg")})
		require.NoError(t, err)
	}
	updated, err := w.update(access.UpdateAccessInput{AccessID: stored.ID, FirstName: inputs.Of("Eva")})
	require.NoError(t, err)
	require.Equal(t, []any{"Eva", "Åberg", 3}, []any{updated.FirstName, updated.LastName, updated.Version})
}

func TestService_UpdateAccess_ChangesOnlyTheFieldsThatAreSet(t *testing.T) {
	w := newWorld(t)
	stored := w.put(t, access.Active)
	same, err := w.update(access.UpdateAccessInput{AccessID: stored.ID, State: inputs.Of(access.Active)})
	require.NoError(t, err)
	require.Equal(t, stored, same)
	w.requireNothingWritten(t)

	updated, err := w.update(access.UpdateAccessInput{
		AccessID: stored.ID, FirstName: inputs.Of(" Eva "), State: inputs.Of(access.Deactivated),
		CorporateName: inputs.Field[string]{IsSet: true}, CorporateRoleName: inputs.Of("  "),
	})
	require.NoError(t, err)
	expected := *stored
	expected.Version, expected.UpdatedAt = 2, now
	expected.FirstName, expected.State, expected.CorporateName, expected.CorporateRoleName = "Eva", access.Deactivated, nil, nil
	require.Equal(t, &expected, updated)
}

func TestService_UpdateAccess_Refuses(t *testing.T) {
	null, long := inputs.Field[string]{IsSet: true}, strings.Repeat("ö", 101)
	for name, test := range map[string]struct {
		private  bool
		input    access.UpdateAccessInput
		expected []violation
	}{
		"null and blank names": {
			input:    access.UpdateAccessInput{FirstName: null, LastName: inputs.Of(" ")},
			expected: []violation{namesMissing},
		},
		"a name too long": {
			input:    access.UpdateAccessInput{LastName: inputs.Of(long)},
			expected: []violation{namesNotValid(map[string]any{"input.lastName": "must have at most 100 characters"})},
		},
		"null state": {
			input:    access.UpdateAccessInput{State: inputs.Field[access.State]{IsSet: true}},
			expected: []violation{namesNotValid(map[string]any{"input.state": "must not be null"})},
		},
		"corporate names of a private access": {
			private: true,
			input:   access.UpdateAccessInput{CorporateName: inputs.Of("Acme"), CorporateRoleName: null},
			expected: []violation{newViolation(fault.AccessCorporateNamesNotAllowed,
				"Input not valid: Corporate name and corporate role name can not be specified for an access of type PRIVATE.",
				map[string]any{"input.corporateName": notSpecified})},
		},
		"all at once, in order": {
			private: true,
			input: access.UpdateAccessInput{
				FirstName: null, LastName: inputs.Of("a\nb"), State: inputs.Of(access.Invited), CorporateRoleName: inputs.Of(long),
			},
			expected: []violation{
				newViolation(namesMissing.Reason, namesMissing.Message, map[string]any{"input.firstName": specified}),
				namesNotValid(map[string]any{"input.lastName": "must not contain control or bidirectional-override characters"}),
				toInvited(access.Active),
				newViolation(fault.AccessCorporateNamesNotAllowed,
					"Input not valid: Corporate name and corporate role name can not be specified for an access of type PRIVATE.",
					map[string]any{"input.corporateRoleName": notSpecified}),
				namesNotValid(map[string]any{"input.corporateRoleName": "must have at most 100 characters"}),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			stored := w.put(t, access.Active)
			if test.private {
				stored.Type, stored.RoleAccountID, stored.CorporateName, stored.CorporateRoleName = access.Private, nil, nil, nil
			}
			test.input.AccessID = stored.ID
			_, err := w.update(test.input)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestAccess_Usable(t *testing.T) {
	w := newWorld(t)
	corporate := w.put(t, access.Active)
	require.True(t, corporate.Usable(w.references()))
	require.False(t, corporate.Usable(access.References{Identity: w.identity}))
	w.role.Enabled = false
	require.False(t, corporate.Usable(w.references()))
	w.role.Enabled, w.account.State = true, roleaccount.AccountDeactivated
	require.False(t, corporate.Usable(w.references()))

	private := *corporate
	private.Type, private.RoleAccountID = access.Private, nil
	require.True(t, private.Usable(access.References{Identity: w.identity}))
	require.False(t, private.Usable(access.References{}))
	w.identity.State = roleaccount.IdentityDeactivated
	require.False(t, private.Usable(access.References{Identity: w.identity}))
	w.identity.State, private.State = roleaccount.IdentityActive, access.Deactivated
	require.False(t, private.Usable(access.References{Identity: w.identity}))
}
