package roleaccount_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
)

func wantedIdentity() roleaccount.CreateExternalPersonalIdentityInput {
	return roleaccount.CreateExternalPersonalIdentityInput{
		FirstName: new("Åsa"), LastName: new("Öberg"), EmailAddress: new("asa@example.com"), Managed: new(true),
	}
}

func identityIDNotAllowed() violation {
	return newViolation(fault.ExternalPersonalIdentityIDNotAllowed, "Input not valid: ID can't be specified when creating an external personal identity.",
		map[string]any{"input.id": notSpecified})
}

func identityNamesMissing(data map[string]any) violation {
	return newViolation(fault.ExternalPersonalIdentityNameRequired,
		"Input not valid: First name and last name must always be specified for an external personal identity.", data)
}

func identityEmailAddressMissing() violation {
	return newViolation(fault.ExternalPersonalIdentityEmailAddressRequired,
		"Input not valid: Email address must always be specified for an external personal identity.",
		map[string]any{"input.emailAddress": specified})
}

func identityManagedMissing() violation {
	return newViolation(fault.ExternalPersonalIdentityManagedRequired, "Input not valid: Managed must be specified when creating an external personal identity.",
		map[string]any{"input.managed": specified})
}

func identityStateNotAllowed() violation {
	return newViolation(fault.ExternalPersonalIdentityStateNotAllowed, "Input not valid: State can't be specified when creating an external personal identity.",
		map[string]any{"input.state": notSpecified})
}

func identityUserManaged() violation {
	return newViolation(fault.ExternalPersonalIdentityUserManagedNotSupported,
		"Input not valid: Your platform does not have support for creating user-managed external personal identities.",
		map[string]any{"input.managed": "must be true"})
}

func unrecognized() violation {
	return newViolation(fault.EmailAddressUnknown, notRecognized,
		map[string]any{"input.emailAddress": "must be an address that mail can be sent to"})
}

func TestService_CreateExternalPersonalIdentity_Refuses(t *testing.T) {
	type createInput = roleaccount.CreateExternalPersonalIdentityInput
	bothNames := map[string]any{"input.firstName": specified, "input.lastName": specified}
	for name, test := range map[string]struct {
		change   func(*createInput)
		expected []violation
	}{
		"no fields": {
			func(i *createInput) { *i = createInput{} },
			[]violation{identityNamesMissing(bothNames), identityEmailAddressMissing(), identityManagedMissing()},
		},
		"blank is absent": {
			func(i *createInput) {
				i.ID, i.FirstName, i.LastName, i.EmailAddress = new(" "), new(""), new("\t"), new("\u2003")
			},
			[]violation{identityNamesMissing(bothNames), identityEmailAddressMissing()},
		},
		"ID":           {func(i *createInput) { i.ID = new("x") }, []violation{identityIDNotAllowed()}},
		"no last name": {func(i *createInput) { i.LastName = nil }, []violation{identityNamesMissing(map[string]any{"input.lastName": specified})}},
		"state":        {func(i *createInput) { i.State = new(roleaccount.IdentityActive) }, []violation{identityStateNotAllowed()}},
		"user-managed": {func(i *createInput) { i.Managed = new(false) }, []violation{identityUserManaged()}},
		"address that is none": {
			func(i *createInput) { i.EmailAddress = new("asa") }, []violation{unrecognized()},
		},
		"names and address too long": {
			func(i *createInput) {
				i.FirstName, i.LastName = new(strings.Repeat("ö", 51)), new("a\nb")
				i.EmailAddress = new(strings.Repeat("a", 90) + "@example.com")
			},
			[]violation{
				notValid(map[string]any{
					"input.firstName": atMost50, "input.lastName": "must not contain control or bidirectional-override characters",
				}),
				notValid(map[string]any{"input.emailAddress": "must have at most 100 characters"}),
			},
		},
		"everything, in the documented order": {
			func(i *createInput) {
				i.ID, i.State, i.Managed = new("x"), new(roleaccount.IdentityInvited), new(false)
				i.FirstName, i.LastName, i.EmailAddress = nil, new(strings.Repeat("ö", 51)), new("asa@localhost")
			},
			[]violation{
				identityIDNotAllowed(), identityNamesMissing(map[string]any{"input.firstName": specified}),
				notValid(map[string]any{"input.lastName": atMost50}), identityStateNotAllowed(), identityUserManaged(), unrecognized(),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			input := wantedIdentity()
			test.change(&input)
			_, err := w.createIdentity(input)
			domaintest.RequireViolations(t, err, test.expected...)
			w.requireNothingWritten(t)
		})
	}
}

func TestService_CreateExternalPersonalIdentity(t *testing.T) {
	w := newWorld(t)
	input := wantedIdentity()
	input.FirstName, input.LastName = new(" A\u030asa "), new(strings.Repeat("ö", 50))
	created, err := w.createIdentity(input)
	require.NoError(t, err)
	require.NoError(t, roleaccount.CheckIdentityID(created.ID))
	require.Equal(t, &roleaccount.ExternalPersonalIdentity{
		Base: created.Base, Named: created.Named, FirstName: "Åsa", LastName: strings.Repeat("ö", 50), EmailAddress: "asa@example.com", Managed: true,
		State: roleaccount.IdentityActive, CreatedBy: w.caller.Actor(),
	}, created)
	require.Equal(t, strings.Repeat("o", 50)+"\x01"+created.ID, created.NameKey)
	require.Equal(t, []*roleaccount.ExternalPersonalIdentity{created}, w.identities.Of(w.caller.CompanyID))
	require.Len(t, w.store.Records(), 1)
	require.Equal(t, "createExternalPersonalIdentity", w.store.Records()[0].Action)
}
