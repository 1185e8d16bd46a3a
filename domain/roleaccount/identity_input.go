package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// CreateExternalPersonalIdentityInput is the input of createExternalPersonalIdentity. Every field that a documented message is
// about can be absent.
type CreateExternalPersonalIdentityInput struct {
	// ID is always rejected: the server sets it.
	ID *string
	// State is always rejected: the server sets it.
	State        *ExternalPersonalIdentityState
	FirstName    *string
	LastName     *string
	EmailAddress *string
	Managed      *bool
}

// UpdateExternalPersonalIdentityInput is the input of updateExternalPersonalIdentity. Absent fields keep their values.
type UpdateExternalPersonalIdentityInput struct {
	ExternalPersonalIdentityID string
	FirstName                  inputs.Field[string]
	LastName                   inputs.Field[string]
	EmailAddress               inputs.Field[string]
	State                      inputs.Field[ExternalPersonalIdentityState]
	ExpectedVersion            *int
}

// validate reports the violations of the input, in the documented order.
func (i CreateExternalPersonalIdentityInput) validate() error {
	var fields inputs.Fields
	person := i.person()
	fields.Forbid(idPath, !inputs.IsBlank(i.ID))
	fields.Report(fault.ExternalPersonalIdentityIDNotAllowed)
	person.reportIdentityFields(&fields)
	fields.Require(managedPath, i.Managed != nil)
	fields.Report(fault.ExternalPersonalIdentityManagedRequired)
	fields.Forbid(statePath, i.State != nil)
	fields.Report(fault.ExternalPersonalIdentityStateNotAllowed)
	rejectUserManaged(&fields, fault.ExternalPersonalIdentityUserManagedNotSupported, i.Managed)
	person.reportUnrecognized(&fields)
	return fields.Err()
}

func (i CreateExternalPersonalIdentityInput) person() personDetails {
	return newPerson(i.FirstName, i.LastName, i.EmailAddress)
}

// reportIdentityFields reports the violations of the names and the email address of an identity.
func (p personDetails) reportIdentityFields(fields *inputs.Fields) {
	p.requireNames(fields)
	fields.Report(fault.ExternalPersonalIdentityNameRequired)
	p.limitNames(fields)
	fields.Report(fault.DataNotValid)
	p.requireEmailAddress(fields)
	fields.Report(fault.ExternalPersonalIdentityEmailAddressRequired)
	p.limitEmailAddress(fields)
	fields.Report(fault.DataNotValid)
}
