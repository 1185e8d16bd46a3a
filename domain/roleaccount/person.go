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

// reportUnrecognized adds the documented message for an address that is not well formed. One that is absent or breaks
// its bounds has its own message.
func (p person) reportUnrecognized(found *fault.Violations) {
	if p.emailAddress == "" || p.boundEmailAddress().What != "" {
		return
	}
	if problem := addressProblem(p.emailAddress); problem != "" {
		found.Add(fault.New(fault.EmailAddressUnknown).With(emailAddressPath, problem))
	}
}

func refuseUserManaged(found *fault.Violations, reason fault.Reason, managed *bool) {
	if managed != nil && !*managed {
		found.Add(fault.New(reason).With(managedPath, "must be true"))
	}
}
