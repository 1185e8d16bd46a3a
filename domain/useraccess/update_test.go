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

// access gives a user an access, as an administrator.
func (w *world) access(t *testing.T, user *useraccess.User, kind useraccess.UserAccessTypeInput, roles ...string) *useraccess.Record {
	t.Helper()
	made, err := w.CreateUserAccess(t.Context(), administrator(), useraccess.CreateUserAccessInput{UserID: user.ID, Type: kind, Roles: roles})
	require.NoError(t, err)
	return made.Stored()
}

// holders is how many accesses the counter of a role says that hold it.
func (w *world) holders(t *testing.T, code string) int {
	t.Helper()
	roles, err := w.Roles.ByCode(t.Context(), "com_1", []string{code})
	require.NoError(t, err)
	at, found := w.store.Counter(commit.UserAccessesOfRole, roles[code].ID)
	require.True(t, found)
	return at
}

func null[T any]() inputs.Field[T] { return inputs.Field[T]{IsSet: true} }

func TestUpdateCustomerAndUser(t *testing.T) {
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

	written := w.store.Commits()
	_, err = w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{UserID: w.user.ID, FirstName: inputs.Of("Ada")})
	require.NoError(t, err)
	require.Equal(t, written, w.store.Commits(), "what changes nothing is not written")
}

func TestUpdatesOfCustomersAndUsersThatAreRefused(t *testing.T) {
	w := newWorld(t)
	for _, customerID := range []string{"", w.user.ID, w.foreign.ID} {
		_, err := w.UpdateCustomer(t.Context(), caller(), useraccess.UpdateCustomerInput{CustomerID: customerID, Name: inputs.Of("Pier")})
		domaintest.RequireViolations(t, err, told(fault.CustomerNotFound, "The customer with ID "+customerID+" was not found",
			map[string]any{"input.customerId": "must be the ID of a customer of the company"}))
	}
	_, err := w.UpdateUser(t.Context(), caller(), useraccess.UpdateUserInput{UserID: w.foreignUser.ID})
	domaintest.RequireViolations(t, err, told(fault.UserNotFound, "The user with ID "+w.foreignUser.ID+" was not found",
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
		domaintest.RequireViolations(t, stale(), told(fault.VersionConflict,
			"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1}))
	}
}

func TestUpdateChangesOnlyWhatIsGiven(t *testing.T) {
	w := newWorld(t)
	_, second := w.people(t, administrator())
	for name, test := range map[string]struct {
		before *useraccess.Record
		wanted useraccess.UpdateUserAccessInput
		change func(*useraccess.Record)
	}{
		"second factor": {
			w.access(t, w.user, ui()), useraccess.UpdateUserAccessInput{TwoFaEnabled: inputs.Of(true)},
			func(r *useraccess.Record) { r.TwoFaEnabled = true },
		},
		"SSO ID": {
			w.access(t, second, sso("ada")), useraccess.UpdateUserAccessInput{SsoID: inputs.Of(" ada@idp ")},
			func(r *useraccess.Record) { r.SsoID = new("ada@idp") },
		},
		"name": {
			w.access(t, w.user, api(new("sv")), events), useraccess.UpdateUserAccessInput{Name: inputs.Of("Import")},
			func(r *useraccess.Record) { r.Name = new("Import") },
		},
		"language": {
			w.access(t, w.user, api(nil)), useraccess.UpdateUserAccessInput{Language: inputs.Of("DE")},
			func(r *useraccess.Record) { r.Language = new("de") },
		},
		"language cleared": {
			w.access(t, w.user, api(new("sv"))), useraccess.UpdateUserAccessInput{Language: null[string]()},
			func(r *useraccess.Record) { r.Language = nil },
		},
		"roles": {
			w.access(t, w.user, profile("Day"), events), useraccess.UpdateUserAccessInput{Roles: inputs.Of([]string{dns, events, dns})},
			func(r *useraccess.Record) { r.Roles = []string{dns, events} },
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.wanted.UserAccessID = test.before.ID
			made, err := w.UpdateUserAccess(t.Context(), caller(), test.wanted)
			require.NoError(t, err)
			expected := *test.before
			expected.Version = 2
			test.change(&expected)
			require.Equal(t, &expected, made.Stored())
			stored, err := w.UserAccesses.Get(t.Context(), "com_1", test.before.ID)
			require.NoError(t, err)
			require.Equal(t, &expected, stored)
		})
	}
}

func TestAFieldOfAnotherTypeIsRefused(t *testing.T) {
	w := newWorld(t)
	all := useraccess.UpdateUserAccessInput{
		TwoFaEnabled: inputs.Of(true), SsoID: inputs.Of("ada"), Name: inputs.Of("Import"), Language: null[string](),
	}
	_, second := w.people(t, administrator())
	for _, test := range []struct {
		access *useraccess.Record
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
		wanted := all
		wanted.UserAccessID = test.access.ID
		_, err := w.UpdateUserAccess(t.Context(), caller(), wanted)
		domaintest.RequireViolations(t, err, invalid(data))
	}
}

func TestUpdatesOfAccessesThatAreRefused(t *testing.T) {
	w := newWorld(t)
	way := w.access(t, w.user, ui())
	_, err := w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{
		UserAccessID: way.ID, TwoFaEnabled: null[bool](), Roles: null[[]string](),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.twoFaEnabled": "must not be null", "input.roles": "must not be null"}))
	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: way.ID, ExpectedVersion: new(7)})
	domaintest.RequireViolations(t, err, told(fault.VersionConflict,
		"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1}))
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
		domaintest.RequireViolations(t, tried(), told(fault.UserAccessNotFound, "The user access with ID "+way.ID+" was not found",
			map[string]any{"input.userAccessId": "must be the ID of a user access of the company"}))
	}
}

// A caller may grant events and dns; OPERATOR was granted by an administrator.
func TestOnlyARoleThatIsNewIsGranted(t *testing.T) {
	w := newWorld(t)
	held := w.access(t, w.user, profile("Day"), "OPERATOR", events)
	made, err := w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{
		UserAccessID: held.ID, Roles: inputs.Of([]string{dns, "OPERATOR"}),
	})
	require.NoError(t, err, "keeping a role is no grant")
	require.Equal(t, []string{dns, "OPERATOR"}, made.Stored().Roles)
	require.Equal(t, []int{0, 1, 1}, []int{w.holders(t, events), w.holders(t, dns), w.holders(t, "OPERATOR")})

	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: held.ID, Roles: inputs.Of([]string{})})
	require.NoError(t, err, "withdrawing a role is no grant")
	_, err = w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{
		UserAccessID: held.ID, Roles: inputs.Of([]string{events, "NONE", "OPERATOR"}),
	})
	domaintest.RequireViolations(t, err,
		told(fault.UserAccessRoleUnknown, "The company does not have these roles: NONE.",
			map[string]any{"input.roles[1]": "must be the code of a role of the company"}),
		told(fault.UserAccessRoleNotAllowed, "Permission denied: the application may not grant these roles: OPERATOR.",
			map[string]any{"input.roles[2]": "must be a role that the application may grant"}))
	require.Equal(t, []int{0, 0, 0}, []int{w.holders(t, events), w.holders(t, dns), w.holders(t, "OPERATOR")})
}

func TestAHundredRolesCanBeExchangedForAHundredOthers(t *testing.T) {
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

func TestAnSsoIDMovesWithItsClaim(t *testing.T) {
	w := newWorld(t)
	_, second := w.people(t, administrator())
	first, other := w.access(t, w.user, sso("ada")), w.access(t, second, sso("eve"))
	move := func(access *useraccess.Record, ssoID string) error {
		_, err := w.UpdateUserAccess(t.Context(), caller(), useraccess.UpdateUserAccessInput{UserAccessID: access.ID, SsoID: inputs.Of(ssoID)})
		return err
	}
	domaintest.RequireViolations(t, move(first, "eve"), told(fault.UserAccessSSOIDTaken, "The SSO ID must be unique within the company.",
		map[string]any{"input.ssoId": "must be unique within the company"}))
	require.NoError(t, move(first, "ada"))
	require.NoError(t, move(first, "grace"))
	require.NoError(t, move(other, "ada"), "what was given up can be taken")
}

func TestADeletedAccessGivesUpWhatItClaimed(t *testing.T) {
	w := newWorld(t)
	held := w.access(t, w.user, sso("ada"), events)
	deleted, err := w.DeleteUserAccess(t.Context(), caller(), useraccess.DeleteUserAccessInput{UserAccessID: held.ID, ExpectedVersion: new(1)})
	require.NoError(t, err)
	require.Equal(t, useraccess.DeletedUserAccess{ID: held.ID, UserID: w.user.ID}, deleted)
	_, err = w.UserAccesses.Get(t.Context(), "com_1", held.ID)
	require.ErrorIs(t, err, document.ErrAbsent)
	require.Zero(t, w.holders(t, events))
	records := w.store.Records()
	require.Equal(t, "deleteUserAccess", records[len(records)-1].Action)
	require.Contains(t, records[len(records)-1].Changes, audit.FieldChange{Field: "ssoId", Before: "ada"})

	w.access(t, w.user, sso("ada"))
	stale := w.access(t, w.user, profile("Day"))
	_, err = w.DeleteUserAccess(t.Context(), caller(), useraccess.DeleteUserAccessInput{UserAccessID: stale.ID, ExpectedVersion: new(2)})
	domaintest.RequireViolations(t, err, told(fault.VersionConflict,
		"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1}))
}

func TestALoginNeverMovesBackAndNoVersion(t *testing.T) {
	w := newWorld(t)
	access := w.access(t, w.user, profile("Day"))
	login := func(at *time.Time) *useraccess.Record {
		made, err := w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{UserAccessID: access.ID, At: at})
		require.NoError(t, err)
		return made.Stored()
	}
	expected := *access
	expected.LastLoginAt = new(now().Add(-time.Hour))
	zone := time.FixedZone("", 3600)
	require.Equal(t, &expected, login(new(now().Add(-time.Hour).Add(999*time.Microsecond).In(zone))))
	written := w.store.Commits()
	require.Equal(t, &expected, login(new(now().Add(-2*time.Hour))), "an earlier login is no error, and changes nothing")
	require.Equal(t, &expected, login(expected.LastLoginAt))
	require.Equal(t, written, w.store.Commits())
	expected.LastLoginAt = new(now())
	require.Equal(t, &expected, login(nil))
	records := w.store.Records()
	require.Equal(t, []audit.FieldChange{{Field: "lastLoginAt", Before: now().Add(-time.Hour), After: now()}}, records[len(records)-1].Changes)

	other := w.access(t, w.user, profile("Night"))
	first, err := w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{UserAccessID: other.ID, At: &time.Time{}})
	require.NoError(t, err)
	require.Equal(t, &time.Time{}, first.Stored().LastLoginAt, "the first instant there is, and not now")

	_, err = w.RecordUserAccessLogin(t.Context(), caller(), useraccess.RecordUserAccessLoginInput{
		UserAccessID: access.ID, At: new(now().Add(useraccess.MaxClockSkew + time.Millisecond)),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.at": "must not lie in the future"}))
}

func TestTheLatestOfManyLoginsAtOnceStays(t *testing.T) {
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
