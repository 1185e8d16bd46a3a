package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

// Bounds of what is known of a person, in Unicode characters.
const (
	longestName         = 50
	longestEmailAddress = 100
)

// Paths that the inputs share.
const (
	idPath           = "input.id"
	statePath        = "input.state"
	managedPath      = "input.managed"
	firstNamePath    = "input.firstName"
	lastNamePath     = "input.lastName"
	emailAddressPath = "input.emailAddress"
)

// person is what identities and accounts both know, as it is stored. What is absent is empty.
type person struct {
	firstName, lastName, emailAddress string
}

func newPerson(firstName, lastName, emailAddress *string) person {
	return person{firstName: input.Text(firstName), lastName: input.Text(lastName), emailAddress: input.Text(emailAddress)}
}

func (p person) needNames() []input.Problem {
	return []input.Problem{input.Need(firstNamePath, p.firstName != ""), input.Need(lastNamePath, p.lastName != "")}
}

func (p person) needEmailAddress() input.Problem {
	return input.Need(emailAddressPath, p.emailAddress != "")
}

func (p person) boundNames() []input.Problem {
	return []input.Problem{
		input.Bounds(firstNamePath, p.firstName, longestName), input.Bounds(lastNamePath, p.lastName, longestName),
	}
}

func (p person) boundEmailAddress() input.Problem {
	return input.Bounds(emailAddressPath, p.emailAddress, longestEmailAddress)
}

// verifiable says whether there is an address that is worth being verified.
func (p person) verifiable() bool { return p.emailAddress != "" && p.boundEmailAddress().What == "" }

// reportUnrecognized adds the documented message for an address that mail cannot be sent to.
func reportUnrecognized(found *fault.Violations, unrecognized bool) {
	if unrecognized {
		found.Add(fault.New(fault.EmailAddressNotRecognized).With(emailAddressPath, "must be an address that mail can be sent to"))
	}
}

func refuseUserManaged(found *fault.Violations, reason fault.Reason, managed *bool) {
	if managed != nil && !*managed {
		found.Add(fault.New(reason).With(managedPath, "must be true"))
	}
}
