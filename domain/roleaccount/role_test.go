package roleaccount_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func TestService_CreateExternalRole_Refuses(t *testing.T) {
	type createInput = roleaccount.CreateExternalRoleInput
	missing := func(data map[string]any) violation {
		return newViolation(fault.ExternalRoleNameEnabledRequired, "Input not valid: Name and enabled must always be specified for an external role.", data)
	}
	idNotAllowed := newViolation(fault.ExternalRoleIDNotAllowed, "Input not valid: ID can't be specified when creating an external role.",
		map[string]any{"input.id": notSpecified})
	for name, test := range map[string]struct {
		input    createInput
		expected []violation
	}{
		"no fields":  {createInput{}, []violation{missing(map[string]any{"input.name": specified, "input.enabled": specified})}},
		"blank name": {createInput{Name: new(" "), Enabled: new(false)}, []violation{missing(map[string]any{"input.name": specified})}},
		"ID":         {createInput{ID: new("x"), Name: new("Buyer"), Enabled: new(true)}, []violation{idNotAllowed}},
		"everything, in the documented order": {
			createInput{ID: new("x"), Name: new(strings.Repeat("ö", 101))},
			[]violation{
				idNotAllowed, missing(map[string]any{"input.enabled": specified}),
				notValid(map[string]any{"input.name": "must have at most 100 characters"}),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, err := w.createRole(test.input)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_CreateExternalRole_NameIsUniqueWithinTheCompany(t *testing.T) {
	w := newWorld(t)
	create := func(name string) error {
		_, err := w.createRole(roleaccount.CreateExternalRoleInput{Name: &name, Enabled: new(true)})
		return err
	}
	taken := newViolation(fault.ExternalRoleNameTaken, "The role name must be unique within the company!",
		map[string]any{"input.name": "must be unique within the company"})
	require.NoError(t, create("Zo\u00eb"))
	domaintest.RequireViolations(t, create(" Zoe\u0308 "), taken)
	for _, alike := range []string{"Zoe", "ZOË", "Ｚｏｅ"} {
		domaintest.RequireViolations(t, create(alike), taken)
	}
	require.NoError(t, create("Zo"))
	w.caller.CompanyID = newID(t, id.Company)
	require.NoError(t, create("Zo\u00eb"), "another company has names of its own")
	require.Equal(t, 3, w.store.Commits())
}

func TestService_CreateExternalRole(t *testing.T) {
	w := newWorld(t)
	created, err := w.createRole(roleaccount.CreateExternalRoleInput{Name: new(" Seller "), Enabled: new(false)})
	require.NoError(t, err)
	require.NoError(t, roleaccount.CheckRoleID(created.ID))
	require.Equal(t, &roleaccount.ExternalRole{Base: created.Base, Named: created.Named, Name: "Seller", Enabled: false, CreatedBy: w.caller.Actor()}, created)
	require.Contains(t, w.roles.Of(w.caller.CompanyID), created)
}

func TestLookup_NotFound(t *testing.T) {
	identityID, roleID, accountID := newID(t, id.ExternalPersonalIdentity), newID(t, id.ExternalRole), newID(t, id.ExternalRoleAccount)
	identity := func(unknownID string) violation {
		return newViolation(fault.ExternalPersonalIdentityNotFound, "The external personal identity with ID "+unknownID+" was not found",
			map[string]any{"externalPersonalIdentityId": "must be the ID of an external personal identity of the company"})
	}
	require.NoError(t, roleaccount.CheckIdentityID(identityID))
	domaintest.RequireViolations(t, roleaccount.CheckIdentityID(roleID), identity(roleID))
	domaintest.RequireViolations(t, roleaccount.IdentityNotFound(identityID), identity(identityID))

	require.NoError(t, roleaccount.CheckRoleID(roleID))
	domaintest.RequireViolations(t, roleaccount.CheckRoleID("rol_x"), newViolation(fault.ExternalRoleIDNotValid, "Invalid role ID format",
		map[string]any{"externalRoleId": "must be the ID of an external role"}))
	domaintest.RequireViolations(t, roleaccount.RoleNotFound(roleID), newViolation(fault.ExternalRoleNotFound, "Role not found!",
		map[string]any{"externalRoleId": "must be the ID of an external role of the company"}))

	require.NoError(t, roleaccount.CheckAccountID(accountID))
	domaintest.RequireViolations(t, roleaccount.CheckAccountID(roleID), newViolation(fault.ExternalRoleAccountIDNotValid, "Invalid role ID format",
		map[string]any{"externalRoleAccountId": "must be the ID of an external role account"}))
	domaintest.RequireViolations(t, roleaccount.AccountNotFound(accountID), newViolation(fault.ExternalRoleAccountNotFound, "Role account not found!",
		map[string]any{"externalRoleAccountId": "must be the ID of an external role account of the company"}))
}
