package access

import (
	"slices"

	"accessgraph/domain/fault"
)

// Action is what somebody does that can change where an access is in its life.
type Action string

// The actions.
const (
	// Activate is activation by the application, on the user's behalf.
	Activate Action = "ACTIVATE"
	// Invite is an invitation of the user to accept in person. The access stays as it is.
	Invite Action = "INVITE"
	// Accept is acceptance of an invitation by the user.
	Accept Action = "ACCEPT"
	// Deactivate and Reactivate are new states in an update.
	Deactivate Action = "DEACTIVATE"
	Reactivate Action = "REACTIVATE"
)

// Management says for whose accesses a transition is.
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

// Transition is one step in the life of an access.
type Transition struct {
	Action   Action
	From, To State
	// Managed says who manages the accesses that can take the step.
	Managed Management
}

// Transitions returns every step that there is. The first state is INVITED; setting the state that an access has is no
// step. Rules, what an access says can be done with it, and the documentation all read this table.
func Transitions() []Transition {
	return []Transition{
		{Action: Activate, From: Invited, To: Active, Managed: ByPlatform},
		{Action: Invite, From: Invited, To: Invited, Managed: ByUser},
		{Action: Accept, From: Invited, To: Active, Managed: ByUser},
		{Action: Deactivate, From: Active, To: Deactivated, Managed: ByAnyone},
		{Action: Reactivate, From: Deactivated, To: Active, Managed: ByAnyone},
	}
}

// blocks finds what keeps an access from a step: its state first, then who manages it.
func (t Transition) blocks(of *Access) fault.Violations {
	var found fault.Violations
	if of.State != t.From {
		found.Add(t.stateRefusal(of.State))
	}
	if !t.Managed.includes(of.Managed) {
		found.Add(t.managementRefusal())
	}
	return found
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

// check returns what keeps an access from an action; nil, when nothing does.
func (a *Access) check(action Action) error {
	for _, step := range Transitions() {
		if step.Action == action {
			return step.blocks(a).Err()
		}
	}
	return fault.New(fault.ServerFailed).Err()
}

// Option is an action, as far as one access is concerned.
type Option struct {
	Action Action
	// Target is the state that the access has after the action.
	Target State
	// BlockedBy is what the action is refused with; nil when it is allowed.
	BlockedBy *fault.Fault
}

// Allowed says whether the action can be done now.
func (o Option) Allowed() bool { return o.BlockedBy == nil }

// Transitions says what an application can do with the access next, and what blocks the rest. An update to the state that
// the access has would change nothing, and is left out.
func (a *Access) Transitions() []Option {
	var options []Option
	for _, step := range Transitions() {
		changesNothing := step.Action != Invite && step.Action != Activate && a.State == step.To
		if step.Action == Accept || changesNothing {
			continue
		}
		option := Option{Action: step.Action, Target: step.To}
		if blocked := step.blocks(a); len(blocked) > 0 {
			option.BlockedBy = &blocked[0]
		}
		options = append(options, option)
	}
	return options
}

// updateState is what an update's new state is refused with; false when it is not refused.
func updateState(from, to State) (fault.Fault, bool) {
	possible := slices.ContainsFunc(Transitions(), func(step Transition) bool {
		return step.From == from && step.To == to && (step.Action == Deactivate || step.Action == Reactivate)
	})
	if from == to || possible {
		return fault.Fault{}, false
	}
	return updateRefusal(from, to), true
}

func updateRefusal(from, to State) fault.Fault {
	const path, problem = "input.state", "must be a state that the access can be set to"
	if to == Invited {
		return fault.New(fault.AccessStateToInvitedNotAllowed, string(from)).With(path, problem)
	}
	return fault.New(fault.AccessStateFromInvitedNotAllowed, string(to)).With(path, problem)
}
