package roleaccount

import (
	"slices"

	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

const stateProblem = "must be a state that the object can be set to"

// Transition is one step in the life of an identity or an account, by an update. Staying in a state is no step.
type Transition[S ~string] struct{ From, To S }

// IdentityTransitions returns every step that an update of an identity can make.
func IdentityTransitions() []Transition[ExternalPersonalIdentityState] {
	return []Transition[ExternalPersonalIdentityState]{
		{From: IdentityActive, To: IdentityDeactivated}, {From: IdentityDeactivated, To: IdentityActive},
	}
}

// AccountTransitions returns every step that an update of an account can make.
func AccountTransitions() []Transition[ExternalRoleAccountState] {
	return []Transition[ExternalRoleAccountState]{
		{From: AccountActive, To: AccountDeactivated}, {From: AccountDeactivated, To: AccountActive},
	}
}

func allowed[S ~string](steps []Transition[S], from, to S) bool {
	return from == to || slices.Contains(steps, Transition[S]{From: from, To: to})
}

// reportNullState refuses null for a state, which is always set.
func reportNullState[S ~string](found *fault.Violations, state document.Field[S]) {
	input.Report(found, fault.DataNotValid, input.NotNull(statePath, state.Given && state.Value == nil))
}

// reportState adds what a new state of an identity is refused with, if it is.
func (i *ExternalPersonalIdentity) reportState(found *fault.Violations, to *ExternalPersonalIdentityState) {
	switch {
	case to == nil || allowed(IdentityTransitions(), i.State, *to):
	case *to == IdentityInvited:
		found.Add(fault.New(fault.ExternalPersonalIdentityStateToInvitedNotAllowed, string(i.State)).With(statePath, stateProblem))
	default:
		found.Add(fault.New(fault.ExternalPersonalIdentityStateFromInvitedNotAllowed, string(*to)).With(statePath, stateProblem))
	}
}

// reportState adds what a new state of an account is refused with, and says whether it is.
func (a *ExternalRoleAccount) reportState(found *fault.Violations, to *ExternalRoleAccountState) bool {
	if to == nil || allowed(AccountTransitions(), a.State, *to) {
		return false
	}
	found.Add(fault.New(fault.ExternalRoleAccountStateChangeNotAllowed, string(a.State), string(*to)).With(statePath, stateProblem))
	return true
}
