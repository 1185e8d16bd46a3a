package roleaccount

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

// check finds what is wrong with the input, in the documented order. role is nil when the company does not have the
// one that is named.
func (i CreateExternalRoleAccountInput) check(role *ExternalRole) fault.Violations {
	var found fault.Violations
	given := i.person()
	input.Report(&found, fault.ExternalRoleAccountRoleIDManagedRequired,
		input.Need(rolePath, input.Given(i.RoleID)), input.Need(managedPath, i.Managed != nil))
	input.Report(&found, fault.ExternalRoleAccountPersonalIdentityIDNotAllowed,
		input.Refuse("input.personalIdentityId", input.Given(i.PersonalIdentityID)))
	input.Report(&found, fault.ExternalRoleAccountIDNotAllowed, input.Refuse(idPath, input.Given(i.ID)))
	input.Report(&found, fault.ExternalRoleAccountStateNotAllowed, input.Refuse(statePath, i.State != nil))
	input.Report(&found, fault.ExternalRoleAccountNamesEmailAddressRequired, append(given.needNames(), given.needEmailAddress())...)
	input.Report(&found, fault.DataNotValid, append(given.boundNames(), given.boundEmailAddress())...)
	refuseUserManaged(&found, fault.ExternalRoleAccountUserManagedNotSupported, i.Managed)
	given.reportUnrecognized(&found)
	i.checkRole(&found, role)
	return found
}

func (i CreateExternalRoleAccountInput) checkRole(found *fault.Violations, role *ExternalRole) {
	switch {
	case !input.Given(i.RoleID):
	case role == nil:
		found.Add(fault.New(fault.ExternalRoleAccountRoleIDNotValid, *i.RoleID).
			With(rolePath, "must be the ID of an external role of the company"))
	case !role.Enabled:
		found.Add(fault.New(fault.ExternalRoleAccountRoleNotEnabled, role.ID).With(rolePath, "must be the ID of a role that is enabled"))
	}
}

func (i CreateExternalRoleAccountInput) person() person {
	return newPerson(i.FirstName, i.LastName, i.EmailAddress)
}

// account is the document of a person who can act in a role from now on.
func (p person) account(base document.Base, roleID, identityID string, creator actor.Actor) *ExternalRoleAccount {
	return &ExternalRoleAccount{
		Base: base, RoleID: roleID, PersonalIdentityID: identityID, FirstName: p.firstName, LastName: p.lastName,
		EmailAddress: p.emailAddress, Managed: true, State: AccountActive, CreatedBy: creator,
	}
}
