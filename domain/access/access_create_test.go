package access_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/text"
)

const (
	specified    = "must be specified"
	notSpecified = "must not be specified"
	ofCompany    = "must be the ID of an object of the company"
	unknown      = "An unexpected error occurred: An unknown error has occurred"
)

var (
	namesMissing = newViolation(fault.AccessNameRequired,
		"Input not valid: First name and last name must always be specified.",
		map[string]any{"input.firstName": specified, "input.lastName": specified})
	idNotAllowed = newViolation(fault.AccessIDNotAllowed,
		"Input not valid: Access ID can not be specified when creating an access.",
		map[string]any{"input.accessId": notSpecified})
	stateNotAllowed = newViolation(fault.AccessStateNotAllowed,
		"Input not valid: State can not be specified when creating an access.",
		map[string]any{"input.state": notSpecified})
)

func typeMissing(data map[string]any) violation {
	return newViolation(fault.AccessTypePrivateIDManagedRequired, "Input not valid: Type, private ID and managed must be specified when creating an access.", data)
}

func namesNotValid(data map[string]any) violation {
	return newViolation(fault.DataNotValid, "Data validation error", data)
}

func TestService_CreateAccess_RefusesTheInput(t *testing.T) {
	blank, long := " \u2003\t", strings.Repeat("ö", 101)
	for name, test := range map[string]struct {
		corporate bool
		change    func(*access.CreateAccessInput)
		expected  []violation
	}{
		"no fields": {
			change: func(i *access.CreateAccessInput) { *i = access.CreateAccessInput{} },
			expected: []violation{namesMissing, typeMissing(map[string]any{
				"input.type": specified, "input.privateId": specified, "input.managed": specified,
			})},
		},
		"blank is absent": {
			change: func(i *access.CreateAccessInput) {
				i.FirstName, i.LastName, i.PrivateID = &blank, &blank, &blank
				i.AccessID, i.RoleAccountID, i.CorporateName = &blank, &blank, &blank
			},
			expected: []violation{namesMissing, typeMissing(map[string]any{"input.privateId": specified})},
		},
		"one name": {
			change:   func(i *access.CreateAccessInput) { i.LastName = nil },
			expected: []violation{newViolation(namesMissing.Reason, namesMissing.Message, map[string]any{"input.lastName": specified})},
		},
		"names too long or with marks that deceive": {
			change: func(i *access.CreateAccessInput) { i.FirstName, i.LastName = &long, new("Ö\u202eberg") },
			expected: []violation{namesNotValid(map[string]any{
				"input.firstName": "must have at most 100 characters",
				"input.lastName":  "must not contain control or bidirectional-override characters",
			})},
		},
		"one name missing, the other too long": {
			change: func(i *access.CreateAccessInput) { i.FirstName, i.LastName = nil, &long },
			expected: []violation{
				newViolation(namesMissing.Reason, namesMissing.Message, map[string]any{"input.firstName": specified}),
				namesNotValid(map[string]any{"input.lastName": "must have at most 100 characters"}),
			},
		},
		"a type that there is not": {
			change:   func(i *access.CreateAccessInput) { i.Type = new(access.Type("PUBLIC")) },
			expected: []violation{typeMissing(map[string]any{"input.type": specified})},
		},
		"managed missing": {
			change:   func(i *access.CreateAccessInput) { i.Managed = nil },
			expected: []violation{typeMissing(map[string]any{"input.managed": specified})},
		},
		"corporate without a role account": {
			corporate: true,
			change:    func(i *access.CreateAccessInput) { i.RoleAccountID = nil },
			expected: []violation{newViolation(fault.AccessCorporateIDRequired,
				"Input not valid: Corporate ID must be specified when creating access of type CORPORATE.",
				map[string]any{"input.roleAccountId": specified})},
		},
		"private with a role account": {
			change: func(i *access.CreateAccessInput) { i.RoleAccountID = new("era_1") },
			expected: []violation{newViolation(fault.AccessCorporateIDNotAllowed,
				"Input not valid: Corporate ID can not be specified when creating access of type PRIVATE.",
				map[string]any{"input.roleAccountId": notSpecified})},
		},
		"access ID": {
			change:   func(i *access.CreateAccessInput) { i.AccessID = new("x") },
			expected: []violation{idNotAllowed},
		},
		"state": {
			change:   func(i *access.CreateAccessInput) { i.State = new(access.Invited) },
			expected: []violation{stateNotAllowed},
		},
		"private with corporate names": {
			change: func(i *access.CreateAccessInput) { i.CorporateName, i.CorporateRoleName = new("Acme"), new("Buyer") },
			expected: []violation{newViolation(fault.AccessCorporateNamesNotAllowed,
				"Input not valid: Corporate name and corporate role name can not be specified for an access of type PRIVATE.",
				map[string]any{"input.corporateName": notSpecified, "input.corporateRoleName": notSpecified})},
		},
		"corporate names too long": {
			corporate: true,
			change:    func(i *access.CreateAccessInput) { i.CorporateName, i.CorporateRoleName = &long, new("a\x00b") },
			expected: []violation{namesNotValid(map[string]any{
				"input.corporateName":     "must have at most 100 characters",
				"input.corporateRoleName": "must not contain control or bidirectional-override characters",
			})},
		},
		"unknown references beside a fault of the input are not looked at": {
			corporate: true,
			change: func(i *access.CreateAccessInput) {
				i.State, i.PrivateID, i.RoleAccountID = new(access.Active), new("x"), new("y")
			},
			expected: []violation{stateNotAllowed},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			input := w.private()
			if test.corporate {
				input = w.corporate()
			}
			test.change(&input)
			_, err := w.create(input)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_CreateAccess_ReportsInTheDocumentedOrder(t *testing.T) {
	w := newWorld(t)
	_, err := w.create(access.CreateAccessInput{
		AccessID: new("x"), State: new(access.Active), Type: new(access.Private), RoleAccountID: new("y"), CorporateName: new("Acme"),
	})
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	var reasons []fault.Reason
	for _, refused := range refusal.Violations {
		reasons = append(reasons, refused.Reason)
	}
	require.Equal(t, []fault.Reason{
		fault.AccessNameRequired, fault.AccessTypePrivateIDManagedRequired, fault.AccessCorporateIDNotAllowed,
		fault.AccessIDNotAllowed, fault.AccessStateNotAllowed, fault.AccessCorporateNamesNotAllowed,
	}, reasons)
	require.EqualError(t, err, namesMissing.Message)
}

func TestService_CreateAccess_RefusesTheReferences(t *testing.T) {
	for name, test := range map[string]struct {
		change   func(*testing.T, *world, *access.CreateAccessInput)
		expected func(*world) []violation
	}{
		"malformed": {
			change: func(_ *testing.T, _ *world, i *access.CreateAccessInput) {
				i.PrivateID, i.RoleAccountID = new("x"), new("y")
			},
			expected: func(*world) []violation {
				return []violation{
					newViolation(fault.AccessPrivateIDUnknown, unknown, map[string]any{"input.privateId": ofCompany}),
					newViolation(fault.AccessRoleAccountIDUnknown, unknown, map[string]any{"input.roleAccountId": ofCompany}),
				}
			},
		},
		"of another type": {
			change: func(_ *testing.T, w *world, i *access.CreateAccessInput) { i.PrivateID = &w.account.ID },
			expected: func(*world) []violation {
				return []violation{newViolation(fault.AccessPrivateIDUnknown, unknown, map[string]any{"input.privateId": ofCompany})}
			},
		},
		"unknown": {
			change: func(t *testing.T, _ *world, i *access.CreateAccessInput) {
				i.RoleAccountID = new(newID(t, id.ExternalRoleAccount))
			},
			expected: func(*world) []violation {
				return []violation{newViolation(fault.AccessRoleAccountIDUnknown, unknown, map[string]any{"input.roleAccountId": ofCompany})}
			},
		},
		"of another company": {
			change: func(t *testing.T, w *world, _ *access.CreateAccessInput) {
				w.identity.CompanyID = newID(t, id.Company)
				w.account.CompanyID = w.identity.CompanyID
			},
			expected: func(*world) []violation {
				return []violation{
					newViolation(fault.AccessPrivateIDUnknown, unknown, map[string]any{"input.privateId": ofCompany}),
					newViolation(fault.AccessRoleAccountIDUnknown, unknown, map[string]any{"input.roleAccountId": ofCompany}),
				}
			},
		},
		"not usable": {
			change: func(_ *testing.T, w *world, _ *access.CreateAccessInput) {
				w.identity.State, w.account.State = roleaccount.IdentityDeactivated, roleaccount.AccountDeactivated
				w.role.Enabled = false
			},
			expected: func(w *world) []violation {
				return []violation{
					newViolation(fault.AccessPrivateIdentityNotActive,
						"Input not valid: The external personal identity '"+w.identity.ID+"' is DEACTIVATED, not ACTIVE.",
						map[string]any{"input.privateId": "must be ACTIVE"}),
					newViolation(fault.AccessRoleAccountNotActive,
						"Input not valid: The external role account '"+w.account.ID+"' is DEACTIVATED, not ACTIVE.",
						map[string]any{"input.roleAccountId": "must be ACTIVE"}),
					newViolation(fault.AccessRoleNotEnabled,
						"Input not valid: The external role of the role account '"+w.account.ID+"' is not enabled.",
						map[string]any{"input.roleAccountId": "must be of a role that is enabled"}),
				}
			},
		},
		"identity of somebody else": {
			change: func(t *testing.T, w *world, i *access.CreateAccessInput) { i.PrivateID = &w.putIdentity(t).ID },
			expected: func(w *world) []violation {
				return []violation{newViolation(fault.AccessPrivateIDMismatch,
					"Input not valid: The private ID is not the personal identity of the external role account '"+w.account.ID+"'.",
					map[string]any{"input.privateId": "must be the personal identity of the role account"})}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			input := w.corporate()
			test.change(t, w, &input)
			_, err := w.create(input)
			domaintest.RequireViolations(t, err, test.expected(w)...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_CreateAccess(t *testing.T) {
	w := newWorld(t)
	input := w.corporate()
	input.Managed, input.FirstName, input.CorporateName = new(false), new("  Zoe\u0308 "), new(" Acme ")
	created, err := w.create(input)
	require.NoError(t, err)
	require.NoError(t, access.CheckID(created.ID))
	require.Equal(t, &access.Access{
		Base: created.Base, Named: document.Named{NameKey: "oberg\x01" + created.ID, FoldVersion: text.FoldVersion}, Type: access.Corporate, State: access.Invited, Managed: false, FirstName: "Zo\u00eb", LastName: "Öberg",
		PrivateID: w.identity.ID, RoleAccountID: &w.account.ID, CorporateName: new("Acme"), CreatedBy: w.caller.Actor(),
	}, created)
	require.Equal(t, []*access.Access{created}, w.accesses.Of(w.caller.CompanyID))

	auditRecords := w.store.Records()
	require.Len(t, auditRecords, 1)
	require.Equal(t, "createAccess", auditRecords[0].Action)
	require.Equal(t, created.ID, auditRecords[0].SubjectID)
	require.Equal(t, w.caller.Actor(), auditRecords[0].Actor)
}

func TestService_CreateAccess_DecidesAgainWhenAReferenceChanges(t *testing.T) {
	for name, rival := range map[string]func(*world){
		"identity": func(w *world) {
			changed := *w.identity
			changed.Version, changed.State = 2, roleaccount.IdentityDeactivated
			w.store.Put(&changed)
		},
		"account": func(w *world) {
			changed := *w.account
			changed.Version, changed.State = 2, roleaccount.AccountDeactivated
			w.store.Put(&changed)
		},
		"role": func(w *world) {
			changed := *w.role
			changed.Version, changed.Enabled = 2, false
			w.store.Put(&changed)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.store.Rival = func() { rival(w) }
			_, err := w.create(w.corporate())
			var refusal *fault.Error
			require.ErrorAs(t, err, &refusal)
			require.Len(t, refusal.Violations, 1)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_CreateAccess_OutlastsARaceThatChangesNothingForIt(t *testing.T) {
	w := newWorld(t)
	w.store.Rival = func() {
		changed := *w.identity
		changed.Version, changed.LastName = 2, "Åberg"
		w.store.Put(&changed)
	}
	_, err := w.create(w.private())
	require.NoError(t, err)
	require.Equal(t, 1, w.store.Commits())
}

func TestService_CreateAccess_AFailedStoreIsNotAnAbsentDocument(t *testing.T) {
	w := newWorld(t)
	w.store.Failure = errors.New("the store is away")
	_, err := w.create(w.private())
	require.ErrorIs(t, err, w.store.Failure)
	var refusal *fault.Error
	require.NotErrorAs(t, err, &refusal)

	_, err = w.service.UpdateAccess(context.Background(), w.caller, access.UpdateAccessInput{AccessID: newID(t, id.Access)})
	require.ErrorIs(t, err, w.store.Failure)
	require.NotErrorIs(t, err, commit.ErrLostRace)
	require.NotErrorAs(t, err, &refusal)
}
