package access_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
)

func states() []access.State {
	return []access.State{access.Invited, access.Active, access.Deactivated}
}

func fromInvited(to access.State) violation {
	return told(fault.AccessStateFromInvited,
		"Input not valid: Changing state of an access from INVITED to "+string(to)+" is not allowed.",
		map[string]any{"input.state": "must be a state that the access can be set to"})
}

func toInvited(from access.State) violation {
	return told(fault.AccessStateToInvited,
		"Input not valid: Changing state of an access from "+string(from)+" to INVITED is not allowed.",
		map[string]any{"input.state": "must be a state that the access can be set to"})
}

func TestEveryPairOfStatesInAnUpdate(t *testing.T) {
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
				updated, err := w.update(access.UpdateAccess{AccessID: stored.ID, State: document.Of(to)})
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

// TestTheLifeOfAnAccess does anything in any order, and checks each step against the table of transitions.
func TestTheLifeOfAnAccess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		wanted := w.private()
		wanted.Managed = new(rapid.Bool().Draw(t, "managed"))
		created, err := w.create(wanted)
		require.NoError(t, err)
		state, version := created.State, created.Version
		require.Equal(t, access.Invited, state)

		t.Repeat(map[string]func(*rapid.T){
			"activate": func(t *rapid.T) {
				activated, err := w.activate(created.ID)
				possible := state == access.Invited && *wanted.Managed
				require.Equal(t, possible, err == nil)
				if possible {
					require.Equal(t, version+1, activated.Version)
					state, version = access.Active, activated.Version
				}
			},
			"set the state": func(t *rapid.T) {
				to := rapid.SampledFrom(states()).Draw(t, "to")
				updated, err := w.update(access.UpdateAccess{AccessID: created.ID, State: document.Of(to)})
				if to == state {
					require.NoError(t, err, "the same state is never an error")
					require.Equal(t, version, updated.Version, "and no change")
					return
				}
				possible := slices.Contains(access.Transitions(), access.Transition{From: state, To: to, By: access.ByUpdate})
				require.Equal(t, possible, err == nil)
				if possible {
					state, version = to, updated.Version
				}
			},
			"set a name": func(t *rapid.T) {
				updated, err := w.update(access.UpdateAccess{
					AccessID: created.ID, FirstName: document.Of(rapid.StringMatching(`[A-Za-zÅÄÖ]{1,20}`).Draw(t, "name")),
				})
				require.NoError(t, err)
				version = updated.Version
			},
			"": func(t *rapid.T) {
				stored := w.accesses.Of(w.caller.CompanyID)[0]
				require.Equal(t, state, stored.State, "nothing but activation and the two updates changes the state")
				require.Equal(t, version, stored.Version)
				require.Equal(t, state == access.Invited, stored.Activation == nil, "what was accepted is recorded once and kept")
				require.True(t, slices.ContainsFunc(access.Transitions(), func(step access.Transition) bool {
					return step.From == state
				}), "there is a way on")
			},
		})
	})
}
