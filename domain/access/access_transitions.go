package access

import (
	"slices"
	"time"

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
	// RevokeInvitation takes the pending invitation back. It does not change the state.
	RevokeInvitation Action = "REVOKE_INVITATION"
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
	{Action: RevokeInvitation, From: Invited, To: Invited, Managed: ByUser},
	{Action: Accept, From: Invited, To: Active, Managed: ByUser},
	{Action: Deactivate, From: Active, To: Deactivated, Managed: ByAnyone},
	{Action: Reactivate, From: Deactivated, To: Active, Managed: ByAnyone},
}

// Transitions returns every transition. The rules, the transitions of an access and the documentation share this table.
func Transitions() []Transition { return slices.Clone(transitions) }

// blockers returns the violations of the access by itself that block the transition at an instant: its erasure, or its state and then
// its management. What the access refers to can block it, too: see References.
func (t Transition) blockers(access *Access, at time.Time) fault.Violations {
	var violations fault.Violations
	if access.ErasedAt != nil {
		violations.Add(access.erasedRefusal())
		return violations
	}
	if t.Action == RevokeInvitation {
		if !access.hasPendingInvitation(at) { // which an access has only while it is INVITED and its user manages it
			violations.Add(fault.New(fault.AccessInvitationRevocationNotAllowed).With(inputPath, mustHaveInvitation))
		}
		return violations
	}
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

	mustHaveInvitation = "must be the ID of an access whose invitation is PENDING"
)

// requireAllowed returns the violations of the access by itself that block an action at an instant, or nil if there are none.
func (a *Access) requireAllowed(action Action, at time.Time) error {
	for _, transition := range transitions {
		if transition.Action == action {
			return transition.blockers(a, at).Err()
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

// Transitions returns the actions of an application on the access at an instant, with what blocks them: the access itself, or
// what it refers to. It omits updates to the current state, which change nothing.
func (a *Access) Transitions(refs References, at time.Time) []Option {
	var options []Option
	for _, transition := range transitions {
		changesNothing := transition.byUpdate() && a.State == transition.To
		if transition.Action == Accept || changesNothing {
			continue
		}
		option := Option{Action: transition.Action, Target: transition.To}
		violations := transition.blockers(a, at)
		if len(violations) == 0 && transition.To == Active {
			violations = refs.at(transition.path())
		}
		if len(violations) > 0 {
			option.BlockedBy = &violations[0]
		}
		options = append(options, option)
	}
	return options
}

// byUpdate reports whether the transition is made by an update that sets the state.
func (t Transition) byUpdate() bool { return t.Action == Deactivate || t.Action == Reactivate }

// path returns the path of the field by which an input asks for the transition.
func (t Transition) path() string {
	if t.byUpdate() {
		return statePath
	}
	return inputPath
}

// refuseState returns the fault of an update that sets a new state; refused is false if the update is allowed.
func refuseState(from, to State) (refusal fault.Fault, refused bool) {
	isTransition := slices.ContainsFunc(transitions, func(t Transition) bool {
		return t.byUpdate() && t.From == from && t.To == to
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
