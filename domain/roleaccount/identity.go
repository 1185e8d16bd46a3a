package roleaccount

import (
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

// check finds what is wrong with the input, in the documented order.
func (i CreateExternalPersonalIdentityInput) check() fault.Violations {
	var found fault.Violations
	given := i.person()
	input.Report(&found, fault.IdentityIDNotAllowed, input.Refuse(idPath, input.Given(i.ID)))
	input.Report(&found, fault.IdentityNameRequired, given.needNames()...)
	input.Report(&found, fault.DataValidationError, given.boundNames()...)
	input.Report(&found, fault.IdentityEmailAddressRequired, given.needEmailAddress())
	input.Report(&found, fault.DataValidationError, given.boundEmailAddress())
	input.Report(&found, fault.IdentityManagedRequired, input.Need(managedPath, i.Managed != nil))
	input.Report(&found, fault.IdentityStateNotAllowed, input.Refuse(statePath, i.State != nil))
	refuseUserManaged(&found, fault.IdentityUserManagedNotSupported, i.Managed)
	given.reportUnrecognized(&found)
	return found
}

func (i CreateExternalPersonalIdentityInput) person() person {
	return newPerson(i.FirstName, i.LastName, i.EmailAddress)
}

// identity is the document of a person who can be dealt with from now on.
func (p person) identity(base document.Base) *ExternalPersonalIdentity {
	return &ExternalPersonalIdentity{
		Base: base, FirstName: p.firstName, LastName: p.lastName, EmailAddress: p.emailAddress, Managed: true, State: IdentityActive,
	}
}
