package access

import (
	"slices"

	"accessgraph/domain/fault"
)

// Action is an action on an access that can change its state.
type Action string

// The actions.
const (
	// Activate is the activation by the application, on behalf of the user.
	Activate Action = "ACTIVATE"
	// Invite is the invitation of the user to accept in person. It does not change the state.
	Invite Action = "INVITE"
	// Accept is the acceptance of an invitation by the user.
	Accept Action = "ACCEPT"
	// Deactivate and Reactivate are new states in an update.
	Deactivate Action = "DEACTIVATE"
	Reactivate Action = "REACTIVATE"
)

// Management is who must manage an access for a transition to be allowed.
type Management string

// Who manages an access.
const (
	ByAnyone   Management = "anyone"
	ByPlatform Management = "the platform"
	ByUser     Management = "the user"
)

func (m Management) includes(managed bool) bool {
	return m == ByAnyone || managed == (m == ByPlatform)
}

// Transition is a transition between two states of an access.
type Transition struct {
	Action   Action
	From, To State
	// Managed is who must manage the access.
	Managed Management
}

// transitions has every transition. The first state is INVITED. Setting the current state again is no transition.
var transitions = []Transition{
	{Action: Activate, From: Invited, To: Active, Managed: ByPlatform},
	{Action: Invite, From: Invited, To: Invited, Managed: ByUser},
	{Action: Accept, From: Invited, To: Active, Managed: ByUser},
	{Action: Deactivate, From: Active, To: Deactivated, Managed: ByAnyone},
	{Action: Reactivate, From: Deactivated, To: Active, Managed: ByAnyone},
}

// Transitions returns every transition. The rules, the transitions of an access and the documentation share this table.
func Transitions() []Transition { return slices.Clone(transitions) }

// blockers returns the violations that block the transition for an access: its state first, then its management.
func (t Transition) blockers(access *Access) fault.Violations {
	var violations fault.Violations
	if access.State != t.From {
		violations.Add(t.stateRefusal(access.State))
	}
	if !t.Managed.includes(access.Managed) {
		violations.Add(t.managementRefusal())
	}
	return violations
}

func (t Transition) stateRefusal(state State) fault.Fault {
	switch t.Action {
	case Activate:
		return fault.New(fault.AccessActivationStateNotAllowed).With(inputPath, mustBeInvited)
	case Invite:
		return fault.New(fault.AccessInvitationStateNotAllowed).With(inputPath, mustBeInvited)
	case Accept:
		return invitationNotValid()
	default:
		return updateRefusal(state, t.To)
	}
}

func (t Transition) managementRefusal() fault.Fault {
	switch t.Action {
	case Activate:
		return fault.New(fault.AccessActivationManagedRequired).With(inputPath, mustBePlatforms)
	case Invite:
		return fault.New(fault.AccessInvitationManagedNotAllowed).With(inputPath, mustBeUsers)
	default:
		return invitationNotValid()
	}
}

const (
	mustBeInvited   = "must be the ID of an access that is INVITED"
	mustBePlatforms = "must be the ID of an access that the platform manages"
	mustBeUsers     = "must be the ID of an access that its user manages"
)

// requireAllowed returns the violations that block an action on the access, or nil if it is allowed.
func (a *Access) requireAllowed(action Action) error {
	for _, transition := range transitions {
		if transition.Action == action {
			return transition.blockers(a).Err()
		}
	}
	return fault.New(fault.ServerFailed).Err()
}

// Option is an action on one access, allowed or blocked.
type Option struct {
	Action Action
	// Target is the state of the access after the action.
	Target State
	// BlockedBy is the first violation that the action raises; nil if it is allowed.
	BlockedBy *fault.Fault
}

// Allowed reports whether the action is allowed now.
func (o Option) Allowed() bool { return o.BlockedBy == nil }

// Transitions returns the actions of an application on the access, with what blocks them. It omits updates to the current
// state, which change nothing.
func (a *Access) Transitions() []Option {
	var options []Option
	for _, transition := range transitions {
		changesNothing := transition.Action != Invite && transition.Action != Activate && a.State == transition.To
		if transition.Action == Accept || changesNothing {
			continue
		}
		option := Option{Action: transition.Action, Target: transition.To}
		if violations := transition.blockers(a); len(violations) > 0 {
			option.BlockedBy = &violations[0]
		}
		options = append(options, option)
	}
	return options
}

// refuseState returns the fault of an update that sets a new state; refused is false if the update is allowed.
func refuseState(from, to State) (refusal fault.Fault, refused bool) {
	isTransition := slices.ContainsFunc(transitions, func(t Transition) bool {
		return t.From == from && t.To == to && (t.Action == Deactivate || t.Action == Reactivate)
	})
	if from == to || isTransition {
		return fault.Fault{}, false
	}
	return updateRefusal(from, to), true
}

func updateRefusal(from, to State) fault.Fault {
	const problem = "must be a state that the access can be set to"
	if to == Invited {
		return fault.New(fault.AccessStateToInvitedNotAllowed, string(from)).With(statePath, problem)
	}
	return fault.New(fault.AccessStateFromInvitedNotAllowed, string(to)).With(statePath, problem)
}
