package domaintest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/idempotency"
	"accessgraph/domain/useraccess"
)

// creation is a mutation that is retried with the same key.
type creation struct {
	t       *testing.T
	store   *domaintest.Store
	at      time.Time
	decided int
	// whileDeciding, if set, is called once before the first decision: what it returns refuses the mutation.
	whileDeciding func() error
}

func (c *creation) send(name string) (*useraccess.Customer, bool, error) {
	c.t.Helper()
	attempt, err := actor.NewAttempt("key", "createCustomer", "createCustomer", map[string]any{"name": name})
	require.NoError(c.t, err)
	caller := actor.Caller{CompanyID: "com_1", ApplicationID: "app_1", Attempt: attempt}
	customer, err := commit.Run(c.t.Context(), c.store.Runner(c.at), caller, "createCustomer",
		func(_ context.Context, change *commit.Change) (*useraccess.Customer, error) {
			c.decided++
			if meanwhile := c.whileDeciding; meanwhile != nil {
				c.whileDeciding = nil
				if err := meanwhile(); err != nil {
					return nil, err
				}
			}
			base, err := change.NewBase(id.Customer)
			require.NoError(c.t, err)
			created := &useraccess.Customer{Base: base, Name: name}
			return created, change.Insert(created)
		})
	return customer, attempt.IsReplay(), err
}

func TestRun_AReplayReturnsTheFirstResult(t *testing.T) {
	sender := &creation{t: t, store: domaintest.NewStore(), at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	first, repeated, err := sender.send("Engines Ltd")
	require.NoError(t, err)
	require.False(t, repeated)

	sender.at = sender.at.Add(idempotency.Window - time.Millisecond)
	again, repeated, err := sender.send("Engines Ltd")
	require.NoError(t, err)
	require.True(t, repeated)
	require.Equal(t, first, again)
	require.Equal(t, 1, sender.decided)

	_, _, err = sender.send("Other Ltd")
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, fault.IdempotencyKeyConflict, refusal.First().Reason)

	sender.at = sender.at.Add(time.Millisecond)
	later, repeated, err := sender.send("Other Ltd")
	require.NoError(t, err, "the record is expired, and stored still")
	require.False(t, repeated)
	require.NotEqual(t, first.ID, later.ID)
	again, repeated, err = sender.send("Other Ltd")
	require.NoError(t, err)
	require.True(t, repeated)
	require.Equal(t, later.ID, again.ID)
}

// TestRun_TheSecondOfTwoAtOnceIsAReplay has a rival that commits between the decision and the commit.
func TestRun_TheSecondOfTwoAtOnceIsAReplay(t *testing.T) {
	sender := &creation{t: t, store: domaintest.NewStore(), at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	var first *useraccess.Customer
	sender.store.Rival = func() {
		var err error
		first, _, err = sender.send("Engines Ltd")
		require.NoError(t, err)
	}
	second, repeated, err := sender.send("Engines Ltd")
	require.NoError(t, err)
	require.True(t, repeated)
	require.Equal(t, first.ID, second.ID)
	require.Equal(t, 1, sender.store.Commits())
}

// TestRun_TheLoserOfTwoAtOnceIsAReplay_NotARefusal has a rival that commits before the decision reads what it would change.
func TestRun_TheLoserOfTwoAtOnceIsAReplay_NotARefusal(t *testing.T) {
	sender := &creation{t: t, store: domaintest.NewStore(), at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	var first *useraccess.Customer
	sender.whileDeciding = func() error {
		var err error
		first, _, err = sender.send("Engines Ltd")
		require.NoError(t, err)
		return fault.New(fault.VersionConflict, fault.Number(2)).Err()
	}
	second, repeated, err := sender.send("Engines Ltd")
	require.NoError(t, err)
	require.True(t, repeated)
	require.Equal(t, first.ID, second.ID)
	require.Equal(t, 1, sender.store.Commits())
}

func TestRun_ARefusalWithoutAnEarlierRequestStays(t *testing.T) {
	sender := &creation{t: t, store: domaintest.NewStore(), at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	sender.whileDeciding = func() error { return fault.New(fault.VersionConflict, fault.Number(2)).Err() }
	_, repeated, err := sender.send("Engines Ltd")
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, fault.VersionConflict, refusal.First().Reason)
	require.False(t, repeated)
}

func TestRun_AFailedStoreIsNoFirstRequest(t *testing.T) {
	sender := &creation{t: t, store: domaintest.NewStore(), at: time.Now()}
	sender.store.Failure = errors.New("away")
	_, _, err := sender.send("Engines Ltd")
	require.ErrorContains(t, err, "away")
	require.Zero(t, sender.decided)
}
