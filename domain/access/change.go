package access

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

// activate returns the access as it is once its application has activated it.
func (a *Access) activate(agreement UserAgreement, accepted *string, by actor.Actor, at time.Time) (*Access, error) {
	if version := input.Text(accepted); version != "" {
		if err := agreement.checkVersion(version); err != nil {
			return nil, err
		}
	}
	if err := a.check(Activate); err != nil {
		return nil, err
	}
	after := *a
	after.State = Active
	after.Activation = &Activation{At: at, AgreementVersion: agreement.Version, AcceptedBy: &by}
	return &after, nil
}

// update returns the access as it is once the fields that were given are changed.
func (a *Access) update(given UpdateAccess) (*Access, error) {
	var found fault.Violations
	checkNewNames(&found, given)
	a.checkNewState(&found, given.State)
	checkCorporateNames(&found, a.Type == Private, input.Text(given.CorporateName.Value), input.Text(given.CorporateRoleName.Value))
	if err := found.Err(); err != nil {
		return nil, err
	}
	after := *a
	if given.FirstName.Given {
		after.FirstName = input.Text(given.FirstName.Value)
	}
	if given.LastName.Given {
		after.LastName = input.Text(given.LastName.Value)
	}
	if given.CorporateName.Given {
		after.CorporateName = input.Optional(given.CorporateName.Value)
	}
	if given.CorporateRoleName.Given {
		after.CorporateRoleName = input.Optional(given.CorporateRoleName.Value)
	}
	if given.State.Given {
		after.State = *given.State.Value
	}
	return &after, nil
}

func checkNewNames(found *fault.Violations, given UpdateAccess) {
	firstName, lastName := input.Text(given.FirstName.Value), input.Text(given.LastName.Value)
	input.Report(found, fault.AccessNameRequired,
		input.Need("input.firstName", !given.FirstName.Given || firstName != ""),
		input.Need("input.lastName", !given.LastName.Given || lastName != ""))
	input.Report(found, fault.DataNotValid,
		input.Bounds("input.firstName", firstName, longestName), input.Bounds("input.lastName", lastName, longestName))
}

func (a *Access) checkNewState(found *fault.Violations, state document.Field[State]) {
	if !state.Given {
		return
	}
	if state.Value == nil {
		input.Report(found, fault.DataNotValid, input.NotNull("input.state", true))
		return
	}
	if refusal, refused := updateState(a.State, *state.Value); refused {
		found.Add(refusal)
	}
}
