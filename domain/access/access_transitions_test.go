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

// TestAccess_LifeFollowsTheTransitions applies random actions in random order, also to what the access refers to, and checks each
// against the table of transitions.
func TestAccess_LifeFollowsTheTransitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		input := w.corporate()
		input.Managed = new(rapid.Bool().Draw(t, "managed"))
		created, err := w.create(input)
		require.NoError(t, err)
		state, version := created.State, created.Version
		tokens := []string{"accessinvite_NEVER"}
		require.Equal(t, access.Invited, state)

		t.Repeat(map[string]func(*rapid.T){
			"activate": func(t *rapid.T) {
				activated, err := w.activate(created.ID)
				possible := state == access.Invited && *input.Managed && w.on()
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
			"revoke": func(t *rapid.T) {
				current := w.accesses.Of(w.caller.CompanyID)[0].Invitation
				possible := current != nil && w.service.InvitationStatus(*current) == access.InvitationPending
				revoked, err := w.revoke(created.ID)
				require.Equal(t, possible, err == nil)
				if possible {
					require.Equal(t, access.InvitationRevoked, w.service.InvitationStatus(*revoked.Invitation))
					require.Nil(t, revoked.InvitationHash)
					version = revoked.Version
				}
			},
			"turn what it refers to on or off": func(t *rapid.T) {
				rapid.SampledFrom([]func(){w.deactivateIdentity, w.deactivateAccount, w.disableRole, w.turnOn}).Draw(t, "change")()
			},
			"accept": func(t *rapid.T) {
				token := rapid.SampledFrom(tokens).Draw(t, "token")
				current := w.accesses.Of(w.caller.CompanyID)[0].Invitation
				possible := state == access.Invited && current != nil && token == tokens[len(tokens)-1] &&
					w.service.InvitationStatus(*current) == access.InvitationPending && w.on()
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
				}) && (to != access.Active || w.on())
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
				require.Equal(t, w.possible(t, stored), w.allowedActions(stored), "what it says can be done is what can be done")
				require.Equal(t, state == access.Active && w.on(), stored.Usable(w.stored()))
				w.requireWay(t, stored)
			},
		})
	})
}

// requireWay checks that an access is ACTIVE, or that it can become ACTIVE or be invited again once what it refers to is on: no state is
// an end.
func (w *world) requireWay(t require.TestingT, of *access.Access) {
	require.True(t, of.State == access.Active || slices.ContainsFunc(of.Transitions(w.references(), w.now), func(next access.Option) bool {
		return next.Allowed() && (next.Target == access.Active || next.Action == access.Invite)
	}), "there is a way to ACTIVE or to a fresh invitation")
}

func (w *world) allowedActions(of *access.Access) []access.Action {
	var actions []access.Action
	for _, option := range of.Transitions(w.stored(), w.now) {
		if option.Allowed() {
			actions = append(actions, option.Action)
		}
	}
	return actions
}

// possible tries each action on a copy, and returns the actions that change something.
func (w *world) possible(t require.TestingT, of *access.Access) []access.Action {
	var actions []access.Action
	for _, action := range []access.Action{access.Activate, access.Invite, access.RevokeInvitation, access.Deactivate, access.Reactivate} {
		trial := newWorld(t)
		trial.at(w.now)
		trial.caller.CompanyID = w.caller.CompanyID
		copied, refs := *of, w.stored()
		trial.store.Put(&copied, refs.Identity, refs.Account, refs.Role)
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
	case access.RevokeInvitation:
		_, err = w.revoke(accessID)
	case access.Deactivate:
		_, err = w.update(access.UpdateAccessInput{AccessID: accessID, State: inputs.Of(access.Deactivated)})
	default:
		_, err = w.update(access.UpdateAccessInput{AccessID: accessID, State: inputs.Of(access.Active)})
	}
	return err
}

func TestAccess_Transitions_AreBlockedByTheRefusalOfTheAction(t *testing.T) {
	for name, change := range map[string]func(*world){
		"on": (*world).turnOn, "identity off": (*world).deactivateIdentity, "account off": (*world).deactivateAccount, "role off": (*world).disableRole,
	} {
		for _, state := range states() {
			for _, managed := range []bool{true, false} {
				w := newWorld(t)
				stored := w.put(t, state)
				stored.Managed = managed
				change(w)
				for _, option := range stored.Transitions(w.stored(), w.now) {
					if option.Allowed() {
						continue
					}
					var refused *fault.Error
					require.ErrorAs(t, w.do(option.Action, stored.ID), &refused)
					require.Equal(t, refused.First(), *option.BlockedBy, "%s: %s %v %s", name, state, managed, option.Action)
				}
			}
		}
	}
}

// TestService_TransitionsToActive_LookAgain checks each transition to ACTIVE with an identity, an account or a role that is off.
func TestService_TransitionsToActive_LookAgain(t *testing.T) {
	off := map[string]struct {
		change func(*world)
		reason fault.Reason
		needed string
	}{
		"identity": {(*world).deactivateIdentity, fault.AccessPrivateIdentityNotActive, "needs an identity that is ACTIVE"},
		"account":  {(*world).deactivateAccount, fault.AccessRoleAccountNotActive, "needs a role account that is ACTIVE"},
		"role":     {(*world).disableRole, fault.AccessRoleNotEnabled, "needs a role that is enabled"},
	}
	for name, test := range off {
		for action, from := range map[access.Action]access.State{access.Activate: access.Invited, access.Reactivate: access.Deactivated} {
			t.Run(string(action)+", "+name+" off", func(t *testing.T) {
				w := newWorld(t)
				stored := w.put(t, from)
				test.change(w)
				path := "input.accessId"
				if action == access.Reactivate {
					path = "input.state"
				}
				var refused *fault.Error
				require.ErrorAs(t, w.do(action, stored.ID), &refused)
				require.Len(t, refused.Violations, 1)
				require.Equal(t, test.reason, refused.First().Reason)
				require.Equal(t, map[string]any{path: test.needed}, refused.First().Data)
				w.requireNothingWritten(t)
				w.turnOn()
				require.NoError(t, w.do(action, stored.ID))
			})
			t.Run(string(action)+", "+name+" off in the meantime", func(t *testing.T) {
				w := newWorld(t)
				stored := w.put(t, from)
				w.store.Rival = func() { test.change(w) }
				var refused *fault.Error
				require.ErrorAs(t, w.do(action, stored.ID), &refused)
				require.Equal(t, test.reason, refused.First().Reason)
				w.requireNothingWritten(t)
			})
		}
	}
}
