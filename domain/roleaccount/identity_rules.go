package roleaccount

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// newIdentity returns the ACTIVE identity of a person.
func newIdentity(base document.Base, person personDetails, creator actor.Actor) *ExternalPersonalIdentity {
	return &ExternalPersonalIdentity{
		Base: base, FirstName: person.firstName, LastName: person.lastName, EmailAddress: person.emailAddress, Managed: true,
		State: IdentityActive, CreatedBy: creator,
	}
}

func (i *ExternalPersonalIdentity) person() personDetails {
	return personDetails{firstName: i.FirstName, lastName: i.LastName, emailAddress: i.EmailAddress}
}

// update returns the identity after an update.
func (i *ExternalPersonalIdentity) update(input UpdateExternalPersonalIdentityInput) (*ExternalPersonalIdentity, error) {
	if err := i.requireNotErased(inputPrefix + identityArgument); err != nil {
		return nil, err
	}
	person := i.person().update(input.FirstName, input.LastName, input.EmailAddress)
	var fields inputs.Fields
	person.reportIdentityFields(&fields)
	after := *i
	input.State.Apply(&fields, statePath, func(state ExternalPersonalIdentityState) {
		after.State = state
		i.reportState(&fields, state)
	})
	fields.Report(fault.DataNotValid)
	person.reportUnrecognized(&fields)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	after.FirstName, after.LastName, after.EmailAddress = person.firstName, person.lastName, person.emailAddress
	return &after, nil
}
