package tenant_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/tenant"
)

// lastAdmin returns the violation of an input that takes the last administrator away by a field.
func lastAdmin(path string) domaintest.Violation {
	return newViolation(fault.AdminApplicationRequired,
		"This is the last usable application with the scope ADMIN: it cannot be disabled, lose the scope or lose its last key.",
		map[string]any{path: "must leave an application with ADMIN that is usable for 7 days"})
}

// takeAway has the three ways to make an application unusable for administration.
func (w *world) takeAway() map[string]func(*tenant.Application) error {
	return map[string]func(*tenant.Application) error{
		"disable": func(application *tenant.Application) error { return w.disable(application.ID) },
		"strip": func(application *tenant.Application) error {
			_, err := w.update(tenant.UpdateApplicationInput{ApplicationID: application.ID, Scopes: inputs.Of([]actor.Scope{actor.AccessRead})})
			return err
		},
		"revoke": func(application *tenant.Application) error {
			_, err := w.revoke(application.ID, application.Keys[0].ID)
			return err
		},
	}
}

// ways returns the field by which each way takes an administrator away.
func ways() map[string]string {
	return map[string]string{"disable": "input.enabled", "strip": "input.scopes", "revoke": "input.apiKeyId"}
}

func TestLastAdmin_Stays(t *testing.T) {
	for way, path := range ways() {
		t.Run(way, func(t *testing.T) {
			w := newWorld(t)
			w.create(t, "Portal", actor.AccessRead)
			disabled, _ := w.create(t, "Disabled", actor.Admin)
			require.NoError(t, w.disable(disabled.ID))
			keyless, _ := w.create(t, "Keyless", actor.Admin)
			_, err := w.revoke(keyless.ID, keyless.Keys[0].ID)
			require.NoError(t, err)
			w.putForeignAdmin(t)

			domaintest.RequireViolations(t, w.takeAway()[way](w.admin), lastAdmin(path))
			require.Equal(t, w.admin, w.stored(t, w.admin.ID))

			w.create(t, "Another", actor.Admin)
			require.NoError(t, w.takeAway()[way](w.admin))
			require.False(t, w.stored(t, w.admin.ID).UsableAdmin(w.at))
		})
	}
}

// putForeignAdmin stores an administrator of another company, which must not count for this one.
func (w *world) putForeignAdmin(t *testing.T) {
	foreign := *w.admin
	foreign.ID, foreign.CompanyID = newID(t, id.Application), newID(t, id.Company)
	w.store.Put(&foreign)
}

func TestLastAdmin_AnExpiredKeyDoesNotCount(t *testing.T) {
	w := newWorld(t)
	other, _ := w.create(t, "Another", actor.Admin)
	_, _, err := w.issue(other.ID, new(w.at.Add(time.Hour)))
	require.NoError(t, err)
	_, err = w.revoke(other.ID, other.Keys[0].ID)
	require.NoError(t, err)

	w.at = w.at.Add(time.Hour)
	domaintest.RequireViolations(t, w.disable(w.admin.ID), lastAdmin("input.enabled"))
	require.NoError(t, w.disable(other.ID), "one that cannot be used can be disabled")
}

// A stand-in must be usable for a week, so that there is time to issue another key; so must the key that stays when one is revoked.
func TestLastAdmin_TheKeyOfAStandInLastsForAWeek(t *testing.T) {
	const week = 7 * 24 * time.Hour
	for lifetime, isStandIn := range map[time.Duration]bool{2 * time.Second: false, week: false, week + time.Second: true} {
		w := newWorld(t)
		other, _ := w.create(t, "Another", actor.Admin)
		_, _, err := w.issue(other.ID, new(w.at.Add(lifetime)))
		require.NoError(t, err)
		_, err = w.revoke(other.ID, other.Keys[0].ID)
		require.NoError(t, err)
		if err := w.disable(w.admin.ID); isStandIn {
			require.NoError(t, err, lifetime)
		} else {
			domaintest.RequireViolations(t, err, lastAdmin("input.enabled"))
		}
	}
	w := newWorld(t)
	_, _, err := w.issue(w.admin.ID, new(w.at.Add(time.Hour)))
	require.NoError(t, err)
	_, err = w.revoke(w.admin.ID, w.admin.Keys[0].ID)
	domaintest.RequireViolations(t, err, lastAdmin("input.apiKeyId"))
}

func TestLastAdmin_TheStandInIsFoundBehindManyOthers(t *testing.T) {
	w := newWorld(t)
	for at := range 2 * document.MaxPageSize {
		useless, _ := w.create(t, fmt.Sprint("Useless ", at), actor.Admin)
		useless.Enabled = false
		w.store.Put(useless)
	}
	domaintest.RequireViolations(t, w.disable(w.admin.ID), lastAdmin("input.enabled"))
	w.create(t, "Another", actor.Admin)
	require.NoError(t, w.disable(w.admin.ID))
}

func TestLastAdmin_OneOfTwoWhoDisableEachOtherStays(t *testing.T) {
	w := newWorld(t)
	other, _ := w.create(t, "Another", actor.Admin)
	w.store.Rival = func() { require.NoError(t, w.disable(w.admin.ID)) }
	domaintest.RequireViolations(t, w.disable(other.ID), lastAdmin("input.enabled"))
	require.True(t, w.stored(t, other.ID).UsableAdmin(w.at))
}

func TestLastAdmin_AFailedListIsNotARefusal(t *testing.T) {
	w := newWorld(t)
	away := errors.New("the store is away")
	w.service.Applications = awayLists{w.applications, away}
	require.ErrorIs(t, w.disable(w.admin.ID), away)
}

type awayLists struct {
	applications
	failure error
}

func (a awayLists) List(
	context.Context, string, tenant.ApplicationFilter, document.PageRequest,
) (document.Page[tenant.Application], error) {
	return document.Page[tenant.Application]{}, a.failure
}

// TestLastAdmin_ACompanyCanAlwaysBeAdministered applies random changes in random order, with concurrent rivals.
func TestLastAdmin_ACompanyCanAlwaysBeAdministered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		pick := func(t *rapid.T, label string) *tenant.Application {
			return rapid.SampledFrom(w.applications.Of(w.caller.CompanyID)).Draw(t, label)
		}
		act := func(t *rapid.T, label string) error {
			application := pick(t, label)
			way := rapid.SampledFrom(slices.Sorted(maps.Keys(ways()))).Draw(t, label+" by")
			if way == "revoke" && len(application.Keys) == 0 {
				return nil
			}
			return w.takeAway()[way](application)
		}
		t.Repeat(map[string]func(*rapid.T){
			"create": func(t *rapid.T) { w.create(t, "Another", actor.Admin) },
			"issue": func(t *rapid.T) {
				_, _, err := w.issue(pick(t, "application").ID, nil)
				requireRefusal(t, err, fault.APIKeyCountExceeded)
			},
			"enable": func(t *rapid.T) {
				_, err := w.update(tenant.UpdateApplicationInput{
					ApplicationID: pick(t, "application").ID, Enabled: enabled(), Scopes: inputs.Of([]actor.Scope{actor.Admin}),
				})
				require.NoError(t, err)
			},
			"take away": func(t *rapid.T) { requireRefusal(t, act(t, "application"), fault.AdminApplicationRequired) },
			"race": func(t *rapid.T) {
				w.store.Rival = func() { requireRefusal(t, act(t, "rival"), fault.AdminApplicationRequired) }
				requireRefusal(t, act(t, "application"), fault.AdminApplicationRequired, fault.APIKeyNotFound)
				w.store.Rival = nil
			},
			"": func(t *rapid.T) {
				require.True(t, slices.ContainsFunc(w.applications.Of(w.caller.CompanyID), func(application *tenant.Application) bool {
					return application.UsableAdmin(w.at)
				}))
			},
		})
	})
}

// requireRefusal requires success, or a refusal for one of the reasons.
func requireRefusal(t *rapid.T, err error, reasons ...fault.Reason) {
	if err == nil {
		return
	}
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	require.Contains(t, reasons, refusal.First().Reason)
}
