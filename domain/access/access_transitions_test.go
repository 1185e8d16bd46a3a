package access_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/access"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

func states() []access.State {
	return []access.State{access.Invited, access.Active, access.Deactivated}
}

func fromInvited(to access.State) violation {
	return newViolation(fault.AccessStateFromInvitedNotAllowed,
		"Input not valid: Changing state of an access from INVITED to "+string(to)+" is not allowed.",
		map[string]any{"input.state": "must be a state that the access can be set to"})
}

func toInvited(from access.State) violation {
	return newViolation(fault.AccessStateToInvitedNotAllowed,
		"Input not valid: Changing state of an access from "+string(from)+" to INVITED is not allowed.",
		map[string]any{"input.state": "must be a state that the access can be set to"})
}

func TestService_UpdateAccess_EveryPairOfStates(t *testing.T) {
	refusals := map[[2]access.State]violation{
		{access.Invited, access.Active}:      fromInvited(access.Active),
		{access.Invited, access.Deactivated}: fromInvited(access.Deactivated),
		{access.Active, access.Invited}:      toInvited(access.Active),
		{access.Deactivated, access.Invited}: toInvited(access.Deactivated),
	}
	for _, from := range states() {
		for _, to := range states() {
			t.Run(string(from)+" to "+string(to), func(t *testing.T) {
				w := newWorld(t)
				stored := w.put(t, from)
				updated, err := w.update(access.UpdateAccessInput{AccessID: stored.ID, State: inputs.Of(to)})
				if refusal, refused := refusals[[2]access.State{from, to}]; refused {
					domaintest.RequireViolations(t, err, refusal)
					w.requireNothingWritten(t)
					return
				}
				require.NoError(t, err)
				require.Equal(t, to, updated.State)
			})
		}
	}
}

// TestAccess_LifeFollowsTheTransitions applies random actions in random order, and checks each against the table of transitions.
func TestAccess_LifeFollowsTheTransitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		input := w.private()
		input.Managed = new(rapid.Bool().Draw(t, "managed"))
		created, err := w.create(input)
		require.NoError(t, err)
		state, version := created.State, created.Version
		tokens := []string{"accessinvite_NEVER"}
		require.Equal(t, access.Invited, state)

		t.Repeat(map[string]func(*rapid.T){
			"activate": func(t *rapid.T) {
				activated, err := w.activate(created.ID)
				possible := state == access.Invited && *input.Managed
				require.Equal(t, possible, err == nil)
				if possible {
					require.Equal(t, version+1, activated.Version)
					state, version = access.Active, activated.Version
				}
			},
			"invite": func(t *rapid.T) {
				invited, token, err := w.invite(created.ID, 1)
				possible := state == access.Invited && !*input.Managed
				require.Equal(t, possible, err == nil)
				if possible {
					require.Equal(t, version+1, invited.Version)
					version, tokens = invited.Version, append(tokens, token)
				}
			},
			"accept": func(t *rapid.T) {
				token := rapid.SampledFrom(tokens).Draw(t, "token")
				current := w.accesses.Of(w.caller.CompanyID)[0].Invitation
				possible := state == access.Invited && current != nil && token == tokens[len(tokens)-1] &&
					w.service.InvitationStatus(*current) == access.InvitationPending
				accepted, err := w.accept(token)
				require.Equal(t, possible, err == nil)
				if possible {
					require.Nil(t, accepted.Activation.AcceptedBy)
					state, version = access.Active, accepted.Version
				}
			},
			"wait": func(*rapid.T) { w.at(w.now.Add(40 * time.Minute)) },
			"set the state": func(t *rapid.T) {
				to := rapid.SampledFrom(states()).Draw(t, "to")
				updated, err := w.update(access.UpdateAccessInput{AccessID: created.ID, State: inputs.Of(to)})
				if to == state {
					require.NoError(t, err, "the same state is never an error")
					require.Equal(t, version, updated.Version, "and no change")
					return
				}
				possible := slices.ContainsFunc(access.Transitions(), func(step access.Transition) bool {
					return step.From == state && step.To == to && step.Managed == access.ByAnyone
				})
				require.Equal(t, possible, err == nil)
				if possible {
					state, version = to, updated.Version
				}
			},
			"set a name": func(t *rapid.T) {
				updated, err := w.update(access.UpdateAccessInput{
					AccessID: created.ID, FirstName: inputs.Of(rapid.StringMatching(`[A-Za-zÅÄÖ]{1,20}`).Draw(t, "name")),
				})
				require.NoError(t, err)
				version = updated.Version
			},
			"": func(t *rapid.T) {
				stored := w.accesses.Of(w.caller.CompanyID)[0]
				require.Equal(t, state, stored.State, "nothing but activation and the two updates changes the state")
				require.Equal(t, version, stored.Version)
				require.Equal(t, state == access.Invited, stored.Activation == nil, "what was accepted is recorded once and kept")
				require.Equal(t, w.possible(t, stored), allowedActions(stored), "what it says can be done is what can be done")
				require.True(t, slices.ContainsFunc(stored.Transitions(), func(next access.Option) bool {
					return next.Allowed() && (next.Target == access.Active || next.Action == access.Invite || stored.State == access.Active)
				}), "there is a way to ACTIVE or to a fresh invitation")
			},
		})
	})
}

func allowedActions(of *access.Access) []access.Action {
	var actions []access.Action
	for _, option := range of.Transitions() {
		if option.Allowed() {
			actions = append(actions, option.Action)
		}
	}
	return actions
}

// possible tries each action on a copy, and returns the actions that change something.
func (w *world) possible(t require.TestingT, of *access.Access) []access.Action {
	var actions []access.Action
	for _, action := range []access.Action{access.Activate, access.Invite, access.Deactivate, access.Reactivate} {
		trial := newWorld(t)
		copied := *of
		copied.CompanyID = trial.caller.CompanyID
		trial.store.Put(&copied)
		if trial.do(action, of.ID) == nil && trial.store.Commits() == 1 {
			actions = append(actions, action)
		}
	}
	return actions
}

func (w *world) do(action access.Action, accessID string) error {
	var err error
	switch action {
	case access.Activate:
		_, err = w.activate(accessID)
	case access.Invite:
		_, _, err = w.invite(accessID, 1)
	case access.Deactivate:
		_, err = w.update(access.UpdateAccessInput{AccessID: accessID, State: inputs.Of(access.Deactivated)})
	default:
		_, err = w.update(access.UpdateAccessInput{AccessID: accessID, State: inputs.Of(access.Active)})
	}
	return err
}

func TestAccess_Transitions_AreBlockedByTheRefusalOfTheAction(t *testing.T) {
	for _, state := range states() {
		for _, managed := range []bool{true, false} {
			w := newWorld(t)
			stored := w.put(t, state)
			stored.Managed = managed
			for _, option := range stored.Transitions() {
				if option.Allowed() {
					continue
				}
				var refused *fault.Error
				require.ErrorAs(t, w.do(option.Action, stored.ID), &refused)
				require.Equal(t, refused.First(), *option.BlockedBy, "%s %v %s", state, managed, option.Action)
			}
		}
	}
}
