package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// CreateExternalRoleAccountInput is the input of createExternalRoleAccount, which also creates the identity of the person.
type CreateExternalRoleAccountInput struct {
	// ID is always rejected: the server sets it.
	ID *string
	// PersonalIdentityID is always rejected: the server creates the identity and links it.
	PersonalIdentityID *string
	// State is always rejected: the server sets it.
	State        *ExternalRoleAccountState
	RoleID       *string
	Managed      *bool
	FirstName    *string
	LastName     *string
	EmailAddress *string
}

// UpdateExternalRoleAccountInput is the input of updateExternalRoleAccount. Absent fields keep their values. Names and state
// are also set on the identity of the account.
type UpdateExternalRoleAccountInput struct {
	ExternalRoleAccountID string
	FirstName             inputs.Field[string]
	LastName              inputs.Field[string]
	EmailAddress          inputs.Field[string]
	State                 inputs.Field[ExternalRoleAccountState]
	ExpectedVersion       *int
}

// validate reports the violations of the input, in the documented order. role is nil if the company does not have the role
// that the input names.
func (i CreateExternalRoleAccountInput) validate(role *ExternalRole) error {
	var fields inputs.Fields
	person := i.person()
	fields.Require(rolePath, !inputs.IsBlank(i.RoleID))
	fields.Require(managedPath, i.Managed != nil)
	fields.Report(fault.ExternalRoleAccountRoleIDManagedRequired)
	fields.Forbid("input.personalIdentityId", !inputs.IsBlank(i.PersonalIdentityID))
	fields.Report(fault.ExternalRoleAccountPersonalIdentityIDNotAllowed)
	fields.Forbid(idPath, !inputs.IsBlank(i.ID))
	fields.Report(fault.ExternalRoleAccountIDNotAllowed)
	fields.Forbid(statePath, i.State != nil)
	fields.Report(fault.ExternalRoleAccountStateNotAllowed)
	person.reportAccountFields(&fields)
	rejectUserManaged(&fields, fault.ExternalRoleAccountUserManagedNotSupported, i.Managed)
	person.reportUnrecognized(&fields)
	i.reportRole(&fields, role)
	return fields.Err()
}

func (i CreateExternalRoleAccountInput) reportRole(fields *inputs.Fields, role *ExternalRole) {
	switch {
	case inputs.IsBlank(i.RoleID):
	case role == nil:
		fields.Add(fault.New(fault.ExternalRoleAccountRoleIDNotValid, *i.RoleID).
			With(rolePath, "must be the ID of an external role of the company"))
	case !role.Enabled:
		fields.Add(fault.New(fault.ExternalRoleAccountRoleNotEnabled, role.ID).With(rolePath, "must be the ID of a role that is enabled"))
	}
}

func (i CreateExternalRoleAccountInput) person() personDetails {
	return newPerson(i.FirstName, i.LastName, i.EmailAddress)
}

// reportAccountFields reports the violations of the names and the email address of an account.
func (p personDetails) reportAccountFields(fields *inputs.Fields) {
	p.requireNames(fields)
	p.requireEmailAddress(fields)
	fields.Report(fault.ExternalRoleAccountNamesEmailAddressRequired)
	p.limitNames(fields)
	p.limitEmailAddress(fields)
	fields.Report(fault.DataNotValid)
}
