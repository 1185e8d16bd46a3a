package roleaccount

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

// check finds what is wrong with the input, in the documented order.
func (i CreateExternalPersonalIdentityInput) check() fault.Violations {
	var found fault.Violations
	given := i.person()
	input.Report(&found, fault.ExternalPersonalIdentityIDNotAllowed, input.Refuse(idPath, input.Given(i.ID)))
	input.Report(&found, fault.ExternalPersonalIdentityNameRequired, given.needNames()...)
	input.Report(&found, fault.DataNotValid, given.boundNames()...)
	input.Report(&found, fault.ExternalPersonalIdentityEmailAddressRequired, given.needEmailAddress())
	input.Report(&found, fault.DataNotValid, given.boundEmailAddress())
	input.Report(&found, fault.ExternalPersonalIdentityManagedRequired, input.Need(managedPath, i.Managed != nil))
	input.Report(&found, fault.ExternalPersonalIdentityStateNotAllowed, input.Refuse(statePath, i.State != nil))
	refuseUserManaged(&found, fault.ExternalPersonalIdentityUserManagedNotSupported, i.Managed)
	given.reportUnrecognized(&found)
	return found
}

func (i CreateExternalPersonalIdentityInput) person() person {
	return newPerson(i.FirstName, i.LastName, i.EmailAddress)
}

// identity is the document of a person who can be dealt with from now on.
func (p person) identity(base document.Base, creator actor.Actor) *ExternalPersonalIdentity {
	return &ExternalPersonalIdentity{
		Base: base, FirstName: p.firstName, LastName: p.lastName, EmailAddress: p.emailAddress, Managed: true, State: IdentityActive,
		CreatedBy: creator,
	}
}
