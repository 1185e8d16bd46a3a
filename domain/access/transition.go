package access

import (
	"slices"

	"accessgraph/domain/fault"
)

// Means is how an access gets from one state to another.
type Means string

// The means.
const (
	// ByActivation is activation by the application, on the user's behalf.
	ByActivation Means = "activation"
	// ByUpdate is a new state in an update.
	ByUpdate Means = "update"
)

// Transition is one step in the life of an access.
type Transition struct {
	From, To State
	By       Means
}

// Transitions returns every step that there is. The first state is INVITED; staying in a state is no step.
func Transitions() []Transition {
	return []Transition{
		{From: Invited, To: Active, By: ByActivation},
		{From: Active, To: Deactivated, By: ByUpdate},
		{From: Deactivated, To: Active, By: ByUpdate},
	}
}

// allowed says whether an access may get from a state to another by some means.
func allowed(from, to State, by Means) bool {
	return slices.Contains(Transitions(), Transition{From: from, To: to, By: by})
}

// updateState is what an update's new state is refused with; false when it is not refused.
func updateState(from, to State) (fault.Fault, bool) {
	if from == to || allowed(from, to, ByUpdate) {
		return fault.Fault{}, false
	}
	const path, problem = "input.state", "must be a state that the access can be set to"
	if to == Invited {
		return fault.New(fault.AccessStateToInvited, string(from)).With(path, problem), true
	}
	return fault.New(fault.AccessStateFromInvited, string(to)).With(path, problem), true
}
