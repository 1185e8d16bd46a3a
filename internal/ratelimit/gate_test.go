package ratelimit_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/ratelimit"
)

// crowd is a gate with those who want to enter, each in a goroutine of its own within a synctest bubble.
type crowd struct {
	t      *testing.T
	gate   *ratelimit.Gate
	served []string
	mutex  sync.Mutex
}

func newCrowd(t *testing.T, running, waiting, waitingPerClient int) *crowd {
	return &crowd{t: t, gate: ratelimit.NewGate(ratelimit.GateLimits{
		Running: running, Waiting: waiting, WaitingPerClient: waitingPerClient, Wait: 2 * time.Second,
	})}
}

// visit is one attempt to enter.
type visit struct {
	cancel context.CancelCauseFunc
	mutex  sync.Mutex
	leave  func()
	result error
	over   bool
}

// done reports whether the attempt is decided.
func (v *visit) done() bool {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	return v.over
}

// err is why the attempt failed; nil when it did not, or waits.
func (v *visit) err() error {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	return v.result
}

// arrive has a client ask to enter, and returns once that is decided or waits.
func (c *crowd) arrive(client string) *visit {
	ctx, cancel := context.WithCancelCause(c.t.Context())
	v := &visit{cancel: cancel}
	go func() {
		leave, err := c.gate.Enter(ctx, client)
		v.mutex.Lock()
		defer v.mutex.Unlock()
		v.leave, v.result, v.over = leave, err, true
		if err == nil {
			c.mutex.Lock()
			defer c.mutex.Unlock()
			c.served = append(c.served, client)
		}
	}()
	synctest.Wait()
	return v
}

func (c *crowd) leave(v *visit) {
	require.True(c.t, v.done())
	require.NoError(c.t, v.err())
	v.leave()
	synctest.Wait()
}

func TestGate_ClientsTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 2, 10, 10)
		inside := []*visit{c.arrive("x"), c.arrive("y")}
		queued := map[string][]*visit{}
		for _, client := range []string{"a", "a", "a", "b", "c", "b"} {
			queued[client] = append(queued[client], c.arrive(client))
		}
		require.Equal(t, 6, c.gate.Waiting())
		c.served = nil
		c.leave(inside[0])
		for _, next := range []*visit{queued["a"][0], queued["b"][0], queued["c"][0], queued["a"][1], queued["b"][1], queued["a"][2]} {
			require.True(t, next.done())
			require.NoError(t, next.err())
			c.leave(next)
		}
		require.Equal(t, []string{"a", "b", "c", "a", "b", "a"}, c.served)
		require.Zero(t, c.gate.Waiting())
		c.leave(inside[1])
	})
}

func TestGate_OneClientHasHalfAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 4, 10, 10)
		first, second, third := c.arrive("a"), c.arrive("a"), c.arrive("a")
		require.True(t, first.done() && second.done())
		require.False(t, third.done(), "there is room, but not for this client")
		other := c.arrive("b")
		require.True(t, other.done(), "nobody is held up by those who wait for their own")
		c.leave(first)
		require.True(t, third.done())
		for _, v := range []*visit{second, third, other} {
			c.leave(v)
		}
	})
}

func TestGate_OnePlaceIsForEverybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 1, 1, 1)
		v := c.arrive("a")
		require.True(t, v.done())
		c.leave(v)
	})
}

func TestGate_TheQueueIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 1, 4, 3)
		inside := c.arrive("x")
		waiting := []*visit{c.arrive("a"), c.arrive("a"), c.arrive("a")}
		tooMany := c.arrive("a")
		require.ErrorIs(t, tooMany.err(), ratelimit.ErrBusy, "three of one client")
		other := c.arrive("b")
		require.Equal(t, 4, c.gate.Waiting())

		newcomer := c.arrive("c")
		require.False(t, newcomer.done(), "a full queue makes room for a client that has nothing in it")
		require.ErrorIs(t, waiting[2].err(), ratelimit.ErrBusy, "at the cost of the last of the longest line")
		require.Equal(t, 4, c.gate.Waiting())
		again := c.arrive("b")
		require.ErrorIs(t, again.err(), ratelimit.ErrBusy, "but not for a line that would be as long")
		newest := c.arrive("d")
		require.False(t, newest.done())
		require.ErrorIs(t, waiting[1].err(), ratelimit.ErrBusy)
		require.ErrorIs(t, c.arrive("e").err(), ratelimit.ErrBusy, "four lines of one each are full")

		for _, v := range []*visit{inside, waiting[0], other, newcomer, newest} {
			require.NoError(t, v.err())
			c.leave(v)
		}
	})
}

func TestGate_TheWaitIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 1, 10, 10)
		inside, waiting := c.arrive("a"), c.arrive("b")
		<-time.After(2*time.Second - time.Nanosecond) // on the clock of the bubble
		synctest.Wait()
		require.False(t, waiting.done())
		<-time.After(time.Nanosecond)
		synctest.Wait()
		require.ErrorIs(t, waiting.err(), ratelimit.ErrBusy)
		require.Zero(t, c.gate.Waiting())
		c.leave(inside)
		require.True(t, c.arrive("a").done())
	})
}

func TestGate_WhoeverLeftIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 1, 10, 10)
		gone := errors.New("the client left")
		inside, leaving, staying := c.arrive("a"), c.arrive("b"), c.arrive("c")
		leaving.cancel(gone)
		synctest.Wait()
		require.ErrorIs(t, leaving.err(), gone)
		require.Equal(t, 1, c.gate.Waiting())
		c.leave(inside)
		require.True(t, staying.done())
		c.leave(staying)

		late := c.arrive("a")
		late.cancel(gone)
		require.NoError(t, late.err(), "inside, leaving is up to the caller")
		c.leave(late)
		dead, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := c.gate.Enter(dead, "a")
		require.ErrorIs(t, err, context.Canceled, "a context that has ended lets nobody in")
		free := c.arrive("a")
		require.True(t, free.done(), "its place was given back")
		c.leave(free)
	})
}

// TestGate_AtTheSameTime has many enter, wait, give up and leave, and counts those inside.
func TestGate_AtTheSameTime(t *testing.T) {
	const running, visitors, visits = 6, 40, 200
	gate := ratelimit.NewGate(ratelimit.GateLimits{Running: running, Waiting: 20, WaitingPerClient: 4, Wait: time.Minute})
	var inside, entered, refused atomic.Int64
	var perClient [8]atomic.Int64
	var everybody sync.WaitGroup
	for visitor := range visitors {
		everybody.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(visitor)))
			client := visitor % len(perClient)
			for range visits {
				ctx, cancel := context.WithCancel(t.Context())
				if random.IntN(4) == 0 {
					go cancel()
				}
				leave, err := gate.Enter(ctx, strconv.Itoa(client))
				if err != nil {
					refused.Add(1)
					cancel()
					continue
				}
				entered.Add(1)
				if now := inside.Add(1); now > running {
					t.Errorf("%d are inside", now)
				}
				if now := perClient[client].Add(1); now > running/2 {
					t.Errorf("%d of one client are inside", now)
				}
				perClient[client].Add(-1)
				inside.Add(-1)
				leave()
				cancel()
			}
		})
	}
	everybody.Wait()
	require.EqualValues(t, visitors*visits, entered.Load()+refused.Load())
	require.Positive(t, entered.Load())
	require.Zero(t, gate.Waiting())
	for client := range running { // nothing has leaked: all places are free
		_, err := gate.Enter(t.Context(), "last"+strconv.Itoa(client))
		require.NoError(t, err)
	}
}
