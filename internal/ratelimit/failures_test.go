package ratelimit_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/ratelimit"
)

// clock is a time that only the test moves.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	stopped := &clock{}
	stopped.pass(time.Hour)
	return stopped
}

func (c *clock) now() time.Time            { return time.Unix(0, c.at.Load()) }
func (c *clock) pass(passed time.Duration) { c.at.Add(int64(passed)) }

const perMinute = 5

func newFailures(t *testing.T, keys int) (*ratelimit.Failures[string], *clock) {
	t.Helper()
	stopped := newClock()
	failures, err := ratelimit.NewFailures[string](stopped.now, perMinute, keys)
	require.NoError(t, err)
	return failures, stopped
}

// try makes an attempt that fails or not, and returns whether it was allowed.
func try(t *testing.T, failures *ratelimit.Failures[string], key string, fails bool) bool {
	t.Helper()
	allowed, err := failures.Try(t.Context(), key, func() (bool, error) { return fails, nil })
	require.NoError(t, err)
	return allowed
}

func TestFailures_Try_FailuresRunOutAndComeBack(t *testing.T) {
	failures, clock := newFailures(t, 10)
	for range perMinute {
		require.True(t, try(t, failures, "a", true))
	}
	require.False(t, try(t, failures, "a", false), "whether it would have failed is not looked at")
	require.True(t, try(t, failures, "b", true), "each key has its own")
	clock.pass(time.Minute/perMinute + time.Millisecond)
	require.True(t, try(t, failures, "a", false))
	require.True(t, try(t, failures, "a", true))
	require.False(t, try(t, failures, "a", true))
	clock.pass(time.Minute)
	for range perMinute {
		require.True(t, try(t, failures, "a", true))
	}
	require.False(t, try(t, failures, "a", true), "no more than the limit is saved up")
}

func TestFailures_Try_SuccessIsFree(t *testing.T) {
	failures, _ := newFailures(t, 10)
	for range 100 * perMinute {
		require.True(t, try(t, failures, "a", false))
	}
}

func TestFailures_Try_AnErrorIsTheAttemptsAndCountsAsItReports(t *testing.T) {
	failures, _ := newFailures(t, 10)
	away := errors.New("the store is away")
	for range 10 * perMinute {
		allowed, err := failures.Try(t.Context(), "a", func() (bool, error) { return false, away })
		require.True(t, allowed)
		require.ErrorIs(t, err, away)
	}
	for range perMinute {
		_, err := failures.Try(t.Context(), "a", func() (bool, error) { return true, away })
		require.ErrorIs(t, err, away)
	}
	require.False(t, try(t, failures, "a", false))
}

func TestFailures_Try_APanicGivesThePlaceBack(t *testing.T) {
	failures, _ := newFailures(t, 10)
	for range 10 * perMinute {
		require.Panics(t, func() {
			_, _ = failures.Try(t.Context(), "a", func() (bool, error) { panic("oh") })
		})
	}
	require.True(t, try(t, failures, "a", false))
}

// TestFailures_Try_ABurst makes many attempts at once: of failures, just as many as the limit are looked at; of successes,
// none is refused.
func TestFailures_Try_ABurst(t *testing.T) {
	for name, test := range map[string]struct {
		fails   bool
		allowed int64
	}{"of failures": {true, perMinute}, "of successes": {false, 64}} {
		t.Run(name, func(t *testing.T) {
			failures, _ := newFailures(t, 10)
			var allowed atomic.Int64
			var failed atomic.Pointer[error]
			places := make(chan struct{}, perMinute)
			var trying sync.WaitGroup
			for range 64 {
				trying.Go(func() {
					within, err := failures.Try(t.Context(), "a", func() (bool, error) {
						select {
						case places <- struct{}{}:
							runtime.Gosched()
							<-places
							return test.fails, nil
						default:
							return false, errors.New("more attempts are under way than may fail")
						}
					})
					if within {
						allowed.Add(1)
					}
					if err != nil {
						failed.Store(&err)
					}
				})
			}
			trying.Wait()
			require.Nil(t, failed.Load())
			require.Equal(t, test.allowed, allowed.Load())
		})
	}
}

func TestFailures_Try_WaitsNoLongerThanItsContext(t *testing.T) {
	failures, _ := newFailures(t, 10)
	entered, release := make(chan struct{}), make(chan struct{})
	var trying sync.WaitGroup
	for range perMinute {
		trying.Go(func() {
			_, _ = failures.Try(t.Context(), "a", func() (bool, error) {
				entered <- struct{}{}
				<-release
				return false, nil
			})
		})
	}
	for range perMinute {
		<-entered
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	allowed, err := failures.Try(ctx, "a", func() (bool, error) { panic("there is no place") })
	require.False(t, allowed)
	require.ErrorIs(t, err, context.Canceled)
	close(release)
	trying.Wait()
	require.True(t, try(t, failures, "a", false))
}

func TestFailures_Try_RemembersSoManyKeysThatFailed(t *testing.T) {
	failures, _ := newFailures(t, 10)
	exhaust := func(key string) {
		for range perMinute {
			require.True(t, try(t, failures, key, true))
		}
		require.False(t, try(t, failures, key, true))
	}
	exhaust("a")
	for key := range 1000 {
		require.True(t, try(t, failures, fmt.Sprint("good ", key), false))
	}
	require.False(t, try(t, failures, "a", true), "what succeeds takes no room")
	for key := range 10 {
		exhaust(fmt.Sprint("bad ", key))
	}
	require.True(t, try(t, failures, "a", true), "what was used least recently is forgotten")
}
