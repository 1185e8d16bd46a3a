package tenant_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/tenant"
)

// readsOf returns the number of reads of the store for a key while a function runs.
func (w *world) readsOf(function func()) int {
	before := *w.applications.reads
	function()
	return *w.applications.reads - before
}

// requireReads authenticates with a key, and checks that it succeeds with so many reads.
func (w *world) requireReads(t *testing.T, reads int, key string) {
	t.Helper()
	require.Equal(t, reads, w.readsOf(func() {
		identified, err := w.authenticate(key, nil)
		require.NoError(t, err)
		require.Equal(t, reads == 0, identified.Caller.Cached)
	}))
}

func (w *world) requireRefused(t *testing.T, service *tenant.Service, key string) {
	t.Helper()
	_, err := service.Authenticate(context.Background(), key, nil, "request-7")
	domaintest.RequireViolations(t, err, keyNotFound)
}

func TestKeyCache_HoldsAnApplicationForTenSeconds(t *testing.T) {
	w := newWorld(t)
	w.requireReads(t, 1, w.adminKey)
	for range 10 {
		w.at = w.at.Add(999 * time.Millisecond)
		w.requireReads(t, 0, w.adminKey)
	}
	w.at = w.at.Add(10 * time.Millisecond)
	w.requireReads(t, 1, w.adminKey)
	w.requireReads(t, 0, w.adminKey)
}

func TestKeyCache_HoldsNothingOfKeysThatAreRefused(t *testing.T) {
	w := newWorld(t)
	disabled, disabledKey := w.create(t, "Disabled")
	require.NoError(t, w.disable(disabled.ID))
	_, expiredKey, err := w.issue(w.admin.ID, new(w.at.Add(time.Second)))
	require.NoError(t, err)
	w.at = w.at.Add(time.Second)
	for range 2 {
		for name, key := range map[string]string{"unknown": newKey(t), "disabled": disabledKey, "expired": expiredKey} {
			require.Equal(t, 1, w.readsOf(func() { w.requireRefused(t, w.service, key) }), name)
		}
		require.Zero(t, w.readsOf(func() { w.requireRefused(t, w.service, "malformed") }))
	}
}

func TestKeyCache_TheExpiryOfAKeyIsCheckedAtEachUse(t *testing.T) {
	w := newWorld(t)
	_, key, err := w.issue(w.admin.ID, new(w.at.Add(time.Second)))
	require.NoError(t, err)
	w.requireReads(t, 1, key)
	w.at = w.at.Add(999 * time.Millisecond)
	w.requireReads(t, 0, key)
	w.at = w.at.Add(time.Millisecond)
	w.requireRefused(t, w.service, key)
}

// TestKeyCache_AChangeCountsAtOnceHereAndWithinTenSecondsElsewhere changes an application in one of two processes that have cached it.
func TestKeyCache_AChangeCountsAtOnceHereAndWithinTenSecondsElsewhere(t *testing.T) {
	for name, test := range map[string]struct {
		change func(w *world, application *tenant.Application) error
		// seen reports whether a caller is as the change leaves it.
		seen func(identified tenant.Identified, err error) bool
	}{
		"a revoked key": {
			func(w *world, application *tenant.Application) error {
				_, err := w.revoke(application.ID, application.Keys[0].ID)
				return err
			},
			refused,
		},
		"a disabled application": {func(w *world, application *tenant.Application) error { return w.disable(application.ID) }, refused},
		"other scopes": {
			func(w *world, application *tenant.Application) error {
				_, err := w.update(tenant.UpdateApplicationInput{ApplicationID: application.ID, Scopes: inputs.Of([]actor.Scope{actor.AccessRead})})
				return err
			},
			func(identified tenant.Identified, _ error) bool { return !identified.Caller.Holds(actor.Passage) },
		},
		"other grantable roles": {
			func(w *world, application *tenant.Application) error {
				_, err := w.update(tenant.UpdateApplicationInput{ApplicationID: application.ID, GrantableRoles: inputs.Of([]string{"GUEST"})})
				return err
			},
			func(identified tenant.Identified, _ error) bool { return len(identified.Caller.GrantableRoles) == 1 },
		},
		"an application that is gone": {
			func(w *world, application *tenant.Application) error {
				_, err := commit.Run(context.Background(), w.service.Changes, w.caller, "delete", func(_ context.Context, change *commit.Change) (bool, error) {
					return true, change.Delete(application)
				})
				return err
			},
			refused,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			other := w.process()
			application, key := w.create(t, "Door", actor.Passage)
			isSeen := func(service *tenant.Service) bool {
				return test.seen(service.Authenticate(context.Background(), key, nil, "request-7"))
			}
			require.False(t, isSeen(w.service))
			require.False(t, isSeen(other))

			require.NoError(t, test.change(w, application))
			require.True(t, isSeen(w.service), "in the process that changed it")
			w.at = w.at.Add(10*time.Second - time.Millisecond)
			require.False(t, isSeen(other), "in another process, within 10 seconds")
			require.True(t, test.seen(other.AuthenticateFresh(context.Background(), key, nil, "request-7")), "for a mutation there")
			require.True(t, isSeen(other), "after a mutation there")
			w.at = w.at.Add(time.Millisecond)
			require.True(t, isSeen(other), "after 10 seconds")
		})
	}
}

func refused(_ tenant.Identified, err error) bool { return err != nil }

// interrupted calls a function between a read and its result.
type interrupted struct {
	tenant.Credentials
	meanwhile func()
}

func (i *interrupted) ByKeyHash(ctx context.Context, hash string) (*tenant.Application, error) {
	application, err := i.Credentials.ByKeyHash(ctx, hash)
	if meanwhile := i.meanwhile; meanwhile != nil {
		i.meanwhile = nil
		meanwhile()
	}
	return application, err
}

func TestKeyCache_AReadThatBeganBeforeAChangeIsNotCachedAfterIt(t *testing.T) {
	w := newWorld(t)
	application, key := w.create(t, "Door", actor.Passage)
	w.service.Credentials = &interrupted{w.applications, func() {
		_, err := w.revoke(application.ID, application.Keys[0].ID)
		require.NoError(t, err)
	}}
	_, err := w.authenticate(key, nil)
	require.NoError(t, err, "the request began before the revocation")
	w.requireRefused(t, w.service, key)
}

func TestKeyCache_ACommitOfUnknownOutcomeCounts(t *testing.T) {
	w := newWorld(t)
	application, key := w.create(t, "Door", actor.Passage)
	unsure := &unsureCommitter{w.store}
	cache := tenant.NewKeyCache(func() time.Time { return w.at }, cachedKeys)
	w.service.Cache, w.service.Changes.Committer = cache, cache.Watch(unsure)
	w.requireReads(t, 1, key)
	_, err := w.revoke(application.ID, application.Keys[0].ID)
	require.Error(t, err)
	w.requireRefused(t, w.service, key)
}

// unsureCommitter commits, and returns COMMIT_OUTCOME_UNKNOWN.
type unsureCommitter struct{ commit.Committer }

func (u *unsureCommitter) Commit(ctx context.Context, c commit.Commit) error {
	if err := u.Committer.Commit(ctx, c); err != nil {
		return err
	}
	return fault.New(fault.CommitOutcomeUnknown).Err()
}

func TestKeyCache_ItsSizeIsBounded(t *testing.T) {
	w := newWorld(t)
	keys := []string{w.adminKey}
	for number := range cachedKeys {
		_, key := w.create(t, fmt.Sprint("Door ", number), actor.Passage)
		keys = append(keys, key)
	}
	for _, key := range keys[:cachedKeys] {
		w.requireReads(t, 1, key)
	}
	for _, key := range keys[:cachedKeys] {
		w.requireReads(t, 0, key)
	}
	w.requireReads(t, 1, keys[cachedKeys])
	w.requireReads(t, 0, keys[cachedKeys])
	for _, key := range keys[:cachedKeys-1] {
		w.requireReads(t, 1, key)
	}
	w.requireReads(t, 0, keys[cachedKeys])
}

func TestKeyCache_AnApplicationWithManyRolesIsNotCached(t *testing.T) {
	w := newWorld(t)
	application, key := w.create(t, "Portal", actor.UserAccessWrite)
	codes := make([]string, 41)
	for i := range codes {
		codes[i] = fmt.Sprintf("%02d%s", i, strings.Repeat("x", 98))
	}
	for _, test := range []struct{ roles, secondRead int }{{41, 1}, {40, 0}} {
		_, err := w.update(tenant.UpdateApplicationInput{ApplicationID: application.ID, GrantableRoles: inputs.Of(codes[:test.roles])})
		require.NoError(t, err)
		w.requireReads(t, 1, key)
		w.requireReads(t, test.secondRead, key)
	}
}

// TestKeyCache_AChangeDropsItsApplicationOnly checks that the other applications are not read again.
func TestKeyCache_AChangeDropsItsApplicationOnly(t *testing.T) {
	w := newWorld(t)
	application, key := w.create(t, "Door", actor.Passage)
	w.requireReads(t, 1, w.adminKey)
	w.requireReads(t, 1, key)
	require.NoError(t, w.disable(application.ID))
	w.requireReads(t, 0, w.adminKey)
	w.requireRefused(t, w.service, key)
}
