package roleaccount

import (
	"slices"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

const stateProblem = "must be a state that the object can be set to"

// Transition is a change of the state of an identity or an account by an update. Setting the current state again is no
// transition.
type Transition[S ~string] struct{ From, To S }

var identityTransitions = []Transition[ExternalPersonalIdentityState]{
	{From: IdentityActive, To: IdentityDeactivated}, {From: IdentityDeactivated, To: IdentityActive},
}

var accountTransitions = []Transition[ExternalRoleAccountState]{
	{From: AccountActive, To: AccountDeactivated}, {From: AccountDeactivated, To: AccountActive},
}

// IdentityTransitions returns the transitions that an update of an identity can make.
func IdentityTransitions() []Transition[ExternalPersonalIdentityState] {
	return slices.Clone(identityTransitions)
}

// AccountTransitions returns the transitions that an update of an account can make.
func AccountTransitions() []Transition[ExternalRoleAccountState] {
	return slices.Clone(accountTransitions)
}

func canTransition[S ~string](transitions []Transition[S], from, to S) bool {
	return from == to || slices.Contains(transitions, Transition[S]{From: from, To: to})
}

// reportState reports the violation of a new state of the identity.
func (i *ExternalPersonalIdentity) reportState(fields *inputs.Fields, to ExternalPersonalIdentityState) {
	switch {
	case canTransition(identityTransitions, i.State, to):
	case to == IdentityInvited:
		fields.Add(fault.New(fault.ExternalPersonalIdentityStateToInvitedNotAllowed, string(i.State)).With(statePath, stateProblem))
	default:
		fields.Add(fault.New(fault.ExternalPersonalIdentityStateFromInvitedNotAllowed, string(to)).With(statePath, stateProblem))
	}
}

// reportState reports the violation of a new state of the account. It returns false if the state is allowed.
func (a *ExternalRoleAccount) reportState(fields *inputs.Fields, to ExternalRoleAccountState) bool {
	if canTransition(accountTransitions, a.State, to) {
		return false
	}
	fields.Add(fault.New(fault.ExternalRoleAccountStateChangeNotAllowed, string(a.State), string(to)).With(statePath, stateProblem))
	return true
}
