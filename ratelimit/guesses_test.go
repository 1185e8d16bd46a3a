package ratelimit_test

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/ratelimit"
)

// clock is a time that only the test moves.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time            { return time.Unix(0, c.at.Load()) }
func (c *clock) pass(passed time.Duration) { c.at.Add(int64(passed)) }

const perReader, perApplication = 10, 300

func newGuesses(t *testing.T) (*ratelimit.Guesses, *clock) {
	t.Helper()
	stopped := &clock{}
	stopped.pass(time.Hour)
	guesses, err := ratelimit.NewGuesses(stopped.now, ratelimit.GuessLimits{PerReader: perReader, PerApplication: perApplication})
	require.NoError(t, err)
	return guesses, stopped
}

func TestGuessesAtAReaderRunOutAndComeBack(t *testing.T) {
	guesses, clock := newGuesses(t)
	for range perReader {
		require.True(t, guesses.Left("app_1", "gate"))
		require.True(t, guesses.Use("app_1", "gate"))
	}
	require.False(t, guesses.Left("app_1", "gate"))
	require.True(t, guesses.Left("app_1", "dock"), "another reader")
	require.True(t, guesses.Left("app_2", "gate"), "another application")
	clock.pass(time.Minute/perReader + time.Millisecond)
	require.True(t, guesses.Left("app_1", "gate"))
	require.True(t, guesses.Use("app_1", "gate"))
	require.False(t, guesses.Left("app_1", "gate"))
}

func TestWhatIsShownBeyondTheLimitIsWaitedFor(t *testing.T) {
	guesses, clock := newGuesses(t)
	var answered atomic.Int64
	var showing sync.WaitGroup
	for range 4 * perReader {
		showing.Go(func() {
			if guesses.Use("app_1", "gate") {
				answered.Add(1)
			}
		})
	}
	showing.Wait()
	require.EqualValues(t, perReader, answered.Load())
	clock.pass(3 * time.Minute)
	require.False(t, guesses.Left("app_1", "gate"))
	clock.pass(time.Minute/perReader + time.Millisecond)
	require.True(t, guesses.Left("app_1", "gate"))
}

func TestReadersThatAreMadeUpShareTheApplicationsLimit(t *testing.T) {
	guesses, _ := newGuesses(t)
	answered := 0
	for reader := range 20_000 {
		if guesses.Left("app_1", strconv.Itoa(reader)) && guesses.Use("app_1", strconv.Itoa(reader)) {
			answered++
		}
	}
	require.Equal(t, perApplication, answered)
	require.True(t, guesses.Left("app_2", "gate"))
}
