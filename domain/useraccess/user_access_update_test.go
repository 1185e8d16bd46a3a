package useraccess_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/useraccess"
)

const (
	events = "CLIENTNMS_WEBSERVICE_EVENT_R"
	dns    = "CLIENTNMS_WEBSERVICE_DNS_RW"
)

func ui() useraccess.UserAccessTypeInput {
	return useraccess.UserAccessTypeInput{Ui: &useraccess.UiAccessInput{}}
}

func api(language *string) useraccess.UserAccessTypeInput {
	return useraccess.UserAccessTypeInput{Api: &useraccess.ApiAccessInput{Name: "Robot", Language: language}}
}

// access creates an access of a user as an administrator.
func (w *world) access(t *testing.T, user *useraccess.User, kind useraccess.UserAccessTypeInput, roles ...string) *useraccess.StoredUserAccess {
	t.Helper()
	userAccess, err := w.CreateUserAccess(t.Context(), administrator(), useraccess.CreateUserAccessInput{UserID: user.ID, Type: kind, Roles: roles})
	require.NoError(t, err)
	return userAccess.Stored()
}

// holders returns the value of the counter of the accesses that have a role.
func (w *world) holders(t *testing.T, code string) int {
	t.Helper()
	roles, err := w.Roles.ByCode(t.Context(), "com_1", []string{code})
	require.NoError(t, err)
	at, ok := w.store.Counter(commit.UserAccessesOfRole, roles[code].ID)
	require.True(t, ok)
	return at
}

func null[T any]() inputs.Field[T] { return inputs.Field[T]{IsSet: true} }

func TestService_UpdateCustomerAndUser(t *testing.T) {
	w := newWorld(t)
	customer, err := w.UpdateCustomer(t.Context(), caller(), useraccess.UpdateCustomerInput{CustomerID: w.customer.ID, Name: inputs.Of(" Pier ")})
	require.NoError(t, err)
	expected := *w.customer
	expected.Name, expected.Version, expected.Named = "Pier", 2, customer.Named
	require.Equal(t, &expected, customer)

	user, err := w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{UserID: w.user.ID, Language: inputs.Of("PT-br"), ExpectedVersion: new(1)})
	require.NoError(t, err)
	changed := *w.user
	changed.Language, changed.Version = "pt-BR", 2
	require.Equal(t, &changed, user)

	commits := w.store.Commits()
	_, err = w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{UserID: w.user.ID, FirstName: inputs.Of("Ada")})
	require.NoError(t, err)
	require.Equal(t, commits, w.store.Commits(), "what changes nothing is not written")
}

func TestService_UpdateCustomerAndUser_Refuse(t *testing.T) {
	w := newWorld(t)
	for _, customerID := range []string{"", w.user.ID, w.foreign.ID} {
		_, err := w.UpdateCustomer(t.Context(), caller(), useraccess.UpdateCustomerInput{CustomerID: customerID, Name: inputs.Of("Pier")})
		domaintest.RequireViolations(t, err, newViolation(fault.CustomerNotFound, "The customer with ID "+customerID+" was not found",
			map[string]any{"input.customerId": "must be the ID of a customer of the company"}))
	}
	_, err := w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{UserID: w.foreignUser.ID})
	domaintest.RequireViolations(t, err, newViolation(fault.UserNotFound, "The user with ID "+w.foreignUser.ID+" was not found",
		map[string]any{"input.userId": "must be the ID of a user of the company"}))
	_, err = w.UpdateCustomer(t.Context(), caller(), useraccess.UpdateCustomerInput{CustomerID: w.customer.ID, Name: null[string]()})
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.name": "must not be null"}))
	_, err = w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{
		UserID: w.user.ID, FirstName: inputs.Of(" "), LastName: null[string](), Language: inputs.Of("english"),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{
		"input.firstName": "must be specified", "input.lastName": "must not be null",
		"input.language": "must be a BCP 47 language tag, such as en or pt-BR",
	}))
	for _, stale := range []func() error{
		func() error {
			_, err := w.UpdateCustomer(t.Context(), caller(), useraccess.UpdateCustomerInput{CustomerID: w.customer.ID, ExpectedVersion: new(2)})
			return err
		},
		func() error {
			_, err := w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{UserID: w.user.ID, ExpectedVersion: new(2)})
			return err
		},
	} {
		domaintest.RequireViolations(t, stale(), newViolation(fault.VersionConflict,
			"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1, "input.expectedVersion": "must be the current version"}))
	}
}

func TestService_UpdateUserAccess_ChangesOnlyTheFieldsThatAreSet(t *testing.T) {
	w := newWorld(t)
	_, second := w.people(t, administrator())
	for name, test := range map[string]struct {
		before *useraccess.StoredUserAccess
		input  useraccess.UpdateUserAccessInput
		change func(*useraccess.StoredUserAccess)
	}{
		"second factor": {
			w.access(t, w.user, ui()), useraccess.UpdateUserAccessInput{TwoFaEnabled: inputs.Of(true)},
			func(r *useraccess.StoredUserAccess) { r.TwoFaEnabled = true },
		},
		"SSO ID": {
			w.access(t, second, sso("ada")), useraccess.UpdateUserAccessInput{SsoID: inputs.Of(" ada@idp ")},
			func(r *useraccess.StoredUserAccess) { r.SsoID = new("ada@idp") },
		},
		"name": {
			w.access(t, w.user, api(new("sv")), events), useraccess.UpdateUserAccessInput{Name: inputs.Of("Import")},
			func(r *useraccess.StoredUserAccess) { r.Name = new("Import") },
		},
		"language": {
			w.access(t, w.user, api(nil)), useraccess.UpdateUserAccessInput{Language: inputs.Of("DE")},
			func(r *useraccess.StoredUserAccess) { r.Language = new("de") },
		},
		"language cleared": {
			w.access(t, w.user, api(new("sv"))), useraccess.UpdateUserAccessInput{Language: null[string]()},
			func(r *useraccess.StoredUserAccess) { r.Language = nil },
		},
		"roles": {
			w.access(t, w.user, profile("Day"), events), useraccess.UpdateUserAccessInput{Roles: inputs.Of([]string{dns, events, dns})},
			func(r *useraccess.StoredUserAccess) { r.Roles = []string{dns, events} },
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.input.UserAccessID = test.before.ID
			userAccess, err := w.UpdateUserAccess(t.Context(), caller(), test.input)
			require.NoError(t, err)
			expected := *test.before
			expected.Version = 2
			test.change(&expected)
			require.Equal(t, &expected, userAccess.Stored())
			stored, err := w.UserAccesses.Get(t.Context(), "com_1", test.before.ID)
			require.NoError(t, err)
			require.Equal(t, &expected, stored)
		})
	}
}

func TestService_UpdateUserAccess_RefusesFieldsOfAnotherType(t *testing.T) {
	w := newWorld(t)
	all := useraccess.UpdateUserAccessInput{
		TwoFaEnabled: inputs.Of(true), SsoID: inputs.Of("ada"), Name: inputs.Of("Import"), Language: null[string](),
	}
	_, second := w.people(t, administrator())
	for _, test := range []struct {
		access *useraccess.StoredUserAccess
		own    []string
	}{
		{w.access(t, w.user, ui()), []string{"input.twoFaEnabled"}},
		{w.access(t, second, sso("ada")), []string{"input.ssoId"}},
		{w.access(t, w.user, api(nil)), []string{"input.name", "input.language"}},
		{w.access(t, w.user, profile("Day")), []string{"input.name"}},
	} {
		data := map[string]any{}
		for _, path := range []string{"input.twoFaEnabled", "input.ssoId", "input.name", "input.language"} {
			if !slices.Contains(test.own, path) {
				data[path] = "must not be specified for an access of the type " + string(test.access.Type)
			}
		}
		input := all
		input.UserAccessID = test.access.ID
		_, err := w.UpdateUserAccess(t.Context(), caller(), input)
		domaintest.RequireViolations(t, err, invalid(data))
	}
}

func TestService_UpdateUserAccess_Refuses(t *testing.T) {
	w := newWorld(t)
	way := w.access(t, w.user, ui())
	_, err := w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{
		UserAccessID: way.ID, TwoFaEnabled: null[bool](), Roles: null[[]string](),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.twoFaEnabled": "must not be null", "input.roles": "must not be null"}))
	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: way.ID, ExpectedVersion: new(7)})
	domaintest.RequireViolations(t, err, newViolation(fault.VersionConflict,
		"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1, "input.expectedVersion": "must be the current version"}))
	other := administrator()
	other.CompanyID = "com_2"
	for _, tried := range []func() error{
		func() error {
			_, err := w.UpdateUserAccess(t.Context(), other, useraccess.UpdateUserAccessInput{UserAccessID: way.ID})
			return err
		},
		func() error {
			_, err := w.DeleteUserAccess(t.Context(), other, useraccess.DeleteUserAccessInput{UserAccessID: way.ID})
			return err
		},
		func() error {
			_, err := w.RecordUserAccessLogin(t.Context(), other, useraccess.RecordUserAccessLoginInput{UserAccessID: way.ID})
			return err
		},
	} {
		domaintest.RequireViolations(t, tried(), newViolation(fault.UserAccessNotFound, "The user access with ID "+way.ID+" was not found",
			map[string]any{"input.userAccessId": "must be the ID of a user access of the company"}))
	}
}

// The caller may grant events and dns. OPERATOR was granted by an administrator.
func TestService_UpdateUserAccess_GrantsOnlyNewRoles(t *testing.T) {
	w := newWorld(t)
	held := w.access(t, w.user, profile("Day"), "OPERATOR", events)
	userAccess, err := w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{
		UserAccessID: held.ID, Roles: inputs.Of([]string{dns, "OPERATOR"}),
	})
	require.NoError(t, err, "keeping a role is no grant")
	require.Equal(t, []string{dns, "OPERATOR"}, userAccess.Stored().Roles)
	require.Equal(t, []int{0, 1, 1}, []int{w.holders(t, events), w.holders(t, dns), w.holders(t, "OPERATOR")})

	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: held.ID, Roles: inputs.Of([]string{})})
	require.NoError(t, err, "withdrawing a role is no grant")
	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{
		UserAccessID: held.ID, Roles: inputs.Of([]string{events, "NONE", "OPERATOR"}),
	})
	domaintest.RequireViolations(t, err,
		newViolation(fault.UserAccessRoleUnknown, "The company does not have these roles: NONE.",
			map[string]any{"input.roles[1]": "must be the code of a role of the company"}),
		newViolation(fault.UserAccessRoleNotAllowed, "Permission denied: the application may not grant these roles: OPERATOR.",
			map[string]any{"input.roles[2]": "must be a role that the application may grant"}))
	require.Equal(t, []int{0, 0, 0}, []int{w.holders(t, events), w.holders(t, dns), w.holders(t, "OPERATOR")})
}

func TestService_UpdateUserAccess_ExchangesAHundredRolesForAHundredOthers(t *testing.T) {
	w := newWorld(t)
	var first, second []string
	for i := range 2 * useraccess.MaxRoles {
		code := fmt.Sprint("ROLE_", i)
		w.role(t, administrator(), code)
		if i < useraccess.MaxRoles {
			first = append(first, code)
		} else {
			second = append(second, code)
		}
	}
	held := w.access(t, w.user, profile("Day"), first...)
	_, err := w.UpdateUserAccess(t.Context(), administrator(), useraccess.UpdateUserAccessInput{UserAccessID: held.ID, Roles: inputs.Of(second)})
	require.NoError(t, err)
	require.Zero(t, w.holders(t, first[0]))
	require.Equal(t, 1, w.holders(t, second[99]))
}

func TestService_UpdateUserAccess_MovesTheClaimOfTheSsoID(t *testing.T) {
	w := newWorld(t)
	_, second := w.people(t, administrator())
	first, other := w.access(t, w.user, sso("ada")), w.access(t, second, sso("eve"))
	move := func(access *useraccess.StoredUserAccess, ssoID string) error {
		_, err := w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: access.ID, SsoID: inputs.Of(ssoID)})
		return err
	}
	domaintest.RequireViolations(t, move(first, "eve"), newViolation(fault.UserAccessSSOIDTaken, "The SSO ID must be unique within the company.",
		map[string]any{"input.ssoId": "must be unique within the company"}))
	require.NoError(t, move(first, "ada"))
	require.NoError(t, move(first, "grace"))
	require.NoError(t, move(other, "ada"), "a released value can be claimed")
}

func TestService_DeleteUserAccess_ReleasesItsClaims(t *testing.T) {
	w := newWorld(t)
	held := w.access(t, w.user, sso("ada"), events)
	deleted, err := w.DeleteUserAccess(t.Context(), caller(), useraccess.DeleteUserAccessInput{UserAccessID: held.ID, ExpectedVersion: new(1)})
	require.NoError(t, err)
	require.Equal(t, useraccess.DeletedUserAccess{ID: held.ID, UserID: w.user.ID}, deleted)
	_, err = w.UserAccesses.Get(t.Context(), "com_1", held.ID)
	require.ErrorIs(t, err, document.ErrAbsent)
	require.Zero(t, w.holders(t, events))
	auditRecords := w.store.Records()
	require.Equal(t, "deleteUserAccess", auditRecords[len(auditRecords)-1].Action)
	require.Contains(t, auditRecords[len(auditRecords)-1].Changes, audit.FieldChange{Field: "ssoId", Before: "ada"})

	w.access(t, w.user, sso("ada"))
	stale := w.access(t, w.user, profile("Day"))
	_, err = w.DeleteUserAccess(t.Context(), caller(), useraccess.DeleteUserAccessInput{UserAccessID: stale.ID, ExpectedVersion: new(2)})
	domaintest.RequireViolations(t, err, newViolation(fault.VersionConflict,
		"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1, "input.expectedVersion": "must be the current version"}))
}

func TestService_RecordUserAccessLogin_NeverMovesBackAndNoVersion(t *testing.T) {
	w := newWorld(t)
	access := w.access(t, w.user, profile("Day"))
	login := func(at *time.Time) *useraccess.StoredUserAccess {
		userAccess, err := w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{UserAccessID: access.ID, At: at})
		require.NoError(t, err)
		return userAccess.Stored()
	}
	expected := *access
	expected.LastLoginAt = new(now().Add(-time.Hour))
	zone := time.FixedZone("", 3600)
	require.Equal(t, &expected, login(new(now().Add(-time.Hour).Add(999*time.Microsecond).In(zone))))
	commits := w.store.Commits()
	require.Equal(t, &expected, login(new(now().Add(-2*time.Hour))), "an earlier login is no error, and changes nothing")
	require.Equal(t, &expected, login(expected.LastLoginAt))
	require.Equal(t, commits, w.store.Commits())
	expected.LastLoginAt = new(now())
	require.Equal(t, &expected, login(nil))
	auditRecords := w.store.Records()
	require.Equal(t, []audit.FieldChange{{Field: "lastLoginAt", Before: now().Add(-time.Hour), After: now()}}, auditRecords[len(auditRecords)-1].Changes)

	other := w.access(t, w.user, profile("Night"))
	first, err := w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{UserAccessID: other.ID, At: &time.Time{}})
	require.NoError(t, err)
	require.Equal(t, &time.Time{}, first.Stored().LastLoginAt, "the first instant there is, and not now")

	_, err = w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{
		UserAccessID: access.ID, At: new(now().Add(useraccess.MaxClockSkew + time.Millisecond)),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.at": "must not lie in the future"}))
}

func TestService_RecordUserAccessLogin_TheLatestOfManyStays(t *testing.T) {
	w := newWorld(t)
	access := w.access(t, w.user, profile("Day"))
	errs := make([]error, 64)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			at := now().Add(-time.Duration(i) * time.Second)
			_, errs[i] = w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{UserAccessID: access.ID, At: &at})
		})
	}
	group.Wait()
	require.NoError(t, errors.Join(errs...))
	stored, err := w.UserAccesses.Get(t.Context(), "com_1", access.ID)
	require.NoError(t, err)
	require.Equal(t, now(), *stored.LastLoginAt)
	require.Equal(t, 1, stored.Version)
}
