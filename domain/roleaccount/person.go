package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// Limits of the fields of a person, in Unicode characters.
const (
	longestName         = 50
	longestEmailAddress = 100
)

// Paths of the fields that several inputs have.
const (
	idPath           = "input.id"
	statePath        = "input.state"
	managedPath      = "input.managed"
	firstNamePath    = "input.firstName"
	lastNamePath     = "input.lastName"
	emailAddressPath = "input.emailAddress"
)

// personDetails has the fields that identities and accounts share, in the form in which they are stored. Absent fields are empty.
type personDetails struct {
	firstName, lastName, emailAddress string
	// storedFirstName and storedLastName are the names before an update. An earlier version may have stored characters that are
	// rejected now: they stay until the name changes.
	storedFirstName, storedLastName string
}

func newPerson(firstName, lastName, emailAddress *string) personDetails {
	return personDetails{firstName: inputs.Text(firstName), lastName: inputs.Text(lastName), emailAddress: storedAddress(emailAddress)}
}

// storedAddress returns an address in the form in which it is stored; "" if it is absent.
func storedAddress(address *string) string {
	if address == nil {
		return ""
	}
	return StoredAddress(*address)
}

// update returns the person after an update.
func (p personDetails) update(firstName, lastName, emailAddress inputs.Field[string]) personDetails {
	p.storedFirstName, p.storedLastName = p.firstName, p.lastName
	firstName.ApplyNullable(func(name *string) { p.firstName = inputs.Text(name) })
	lastName.ApplyNullable(func(name *string) { p.lastName = inputs.Text(name) })
	emailAddress.ApplyNullable(func(address *string) { p.emailAddress = storedAddress(address) })
	return p
}

func (p personDetails) requireNames(fields *inputs.Fields) {
	fields.Require(firstNamePath, inputs.HasVisible(p.firstName))
	fields.Require(lastNamePath, inputs.HasVisible(p.lastName))
}

func (p personDetails) requireEmailAddress(fields *inputs.Fields) {
	fields.Require(emailAddressPath, p.emailAddress != "")
}

func (p personDetails) limitNames(fields *inputs.Fields) {
	if p.firstName != p.storedFirstName {
		fields.OptionalText(firstNamePath, p.firstName, longestName)
	}
	if p.lastName != p.storedLastName {
		fields.OptionalText(lastNamePath, p.lastName, longestName)
	}
}

func (p personDetails) limitEmailAddress(fields *inputs.Fields) {
	fields.OptionalText(emailAddressPath, p.emailAddress, longestEmailAddress)
}

// reportUnrecognized reports the documented message for an email address that is not well formed. An address that is absent or
// breaks its limits has been reported already.
func (p personDetails) reportUnrecognized(fields *inputs.Fields) {
	if text.Problem(p.emailAddress, 1, longestEmailAddress) != "" {
		return
	}
	if problem := addressProblem(p.emailAddress); problem != "" {
		fields.Add(fault.New(fault.EmailAddressUnknown).With(emailAddressPath, problem))
	}
}

// rejectUserManaged reports a reason if managed is false: only objects that the platform manages are supported.
func rejectUserManaged(fields *inputs.Fields, reason fault.Reason, managed *bool) {
	if managed != nil && !*managed {
		fields.Add(fault.New(reason).With(managedPath, "must be true"))
	}
}
