package access

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// longestName is the limit of the names of an access, in Unicode characters.
const longestName = 100

// Paths of the fields that several inputs have.
const (
	firstNamePath         = "input.firstName"
	lastNamePath          = "input.lastName"
	statePath             = "input.state"
	privateIDPath         = "input.privateId"
	roleAccountIDPath     = "input.roleAccountId"
	corporateNamePath     = "input.corporateName"
	corporateRoleNamePath = "input.corporateRoleName"
)

// CreateAccessInput is the input of createAccess. Every field that a documented message is about can be absent.
type CreateAccessInput struct {
	// AccessID is always rejected: the server sets it.
	AccessID *string
	// State is always rejected: the server sets it.
	State             *State
	Type              *Type
	PrivateID         *string
	Managed           *bool
	FirstName         *string
	LastName          *string
	RoleAccountID     *string
	CorporateName     *string
	CorporateRoleName *string
}

// ActivateAccessInput is the input of activateAccess.
type ActivateAccessInput struct {
	AccessID string
	// AgreementVersion is the version of the user agreement that the application has read; nil accepts the current one.
	AgreementVersion *string
	ExpectedVersion  *int
}

// UpdateAccessInput is the input of updateAccess. Absent fields keep their values.
type UpdateAccessInput struct {
	AccessID  string
	FirstName inputs.Field[string]
	LastName  inputs.Field[string]
	// CorporateName and CorporateRoleName are cleared by null.
	CorporateName     inputs.Field[string]
	CorporateRoleName inputs.Field[string]
	State             inputs.Field[State]
	ExpectedVersion   *int
}

// validate reports the violations of the input by itself, in the documented order.
func (i CreateAccessInput) validate() error {
	var fields inputs.Fields
	firstName, lastName := inputs.Text(i.FirstName), inputs.Text(i.LastName)
	fields.Require(firstNamePath, inputs.HasVisible(firstName))
	fields.Require(lastNamePath, inputs.HasVisible(lastName))
	fields.Report(fault.AccessNameRequired)
	fields.OptionalText(firstNamePath, firstName, longestName)
	fields.OptionalText(lastNamePath, lastName, longestName)
	fields.Report(fault.DataNotValid)
	fields.Require("input.type", i.hasType(Private) || i.hasType(Corporate))
	fields.Require(privateIDPath, !inputs.IsBlank(i.PrivateID))
	fields.Require("input.managed", i.Managed != nil)
	fields.Report(fault.AccessTypePrivateIDManagedRequired)
	fields.Require(roleAccountIDPath, !i.hasType(Corporate) || !inputs.IsBlank(i.RoleAccountID))
	fields.Report(fault.AccessCorporateIDRequired)
	fields.Forbid(roleAccountIDPath, i.hasType(Private) && !inputs.IsBlank(i.RoleAccountID))
	fields.Report(fault.AccessCorporateIDNotAllowed)
	fields.Forbid(inputPath, !inputs.IsBlank(i.AccessID))
	fields.Report(fault.AccessIDNotAllowed)
	fields.Forbid(statePath, i.State != nil)
	fields.Report(fault.AccessStateNotAllowed)
	validateCorporateNames(&fields, i.hasType(Private), inputs.Text(i.CorporateName), inputs.Text(i.CorporateRoleName))
	return fields.Err()
}

func (i CreateAccessInput) hasType(accessType Type) bool {
	return i.Type != nil && *i.Type == accessType
}

// accountID returns the ID of the role account of a corporate access, or nil.
func (i CreateAccessInput) accountID() *string {
	if !i.hasType(Corporate) {
		return nil
	}
	return i.RoleAccountID
}

// newAccess returns the access that a valid input describes.
func (i CreateAccessInput) newAccess(base document.Base, creator actor.Actor) *Access {
	return &Access{
		Base: base, Type: *i.Type, State: Invited, Managed: *i.Managed,
		FirstName: inputs.Text(i.FirstName), LastName: inputs.Text(i.LastName),
		PrivateID: *i.PrivateID, RoleAccountID: inputs.OptionalText(i.RoleAccountID),
		CorporateName: inputs.OptionalText(i.CorporateName), CorporateRoleName: inputs.OptionalText(i.CorporateRoleName),
		CreatedBy: creator,
	}
}

// validate reports the violations of the input for an access, in the documented order.
func (i UpdateAccessInput) validate(current *Access) error {
	var fields inputs.Fields
	firstName, lastName := inputs.Text(i.FirstName.Value), inputs.Text(i.LastName.Value)
	fields.Require(firstNamePath, !i.FirstName.IsSet || inputs.HasVisible(firstName))
	fields.Require(lastNamePath, !i.LastName.IsSet || inputs.HasVisible(lastName))
	fields.Report(fault.AccessNameRequired)
	fields.OptionalText(firstNamePath, firstName, longestName)
	fields.OptionalText(lastNamePath, lastName, longestName)
	fields.Report(fault.DataNotValid)
	i.State.Apply(&fields, statePath, func(state State) {
		if refusal, refused := refuseState(current.State, state); refused {
			fields.Add(refusal)
		}
	})
	fields.Report(fault.DataNotValid)
	validateCorporateNames(&fields, current.Type == Private, inputs.Text(i.CorporateName.Value), inputs.Text(i.CorporateRoleName.Value))
	return fields.Err()
}

// validateCorporateNames reports the violations of the corporate names, each of which is empty if it is absent.
func validateCorporateNames(fields *inputs.Fields, isPrivate bool, name, roleName string) {
	fields.Forbid(corporateNamePath, isPrivate && name != "")
	fields.Forbid(corporateRoleNamePath, isPrivate && roleName != "")
	fields.Report(fault.AccessCorporateNamesNotAllowed)
	fields.OptionalText(corporateNamePath, name, longestName)
	fields.OptionalText(corporateRoleNamePath, roleName, longestName)
	fields.Report(fault.DataNotValid)
}
