package ratelimit_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/ratelimit"
)

func TestAttemptsAreLimitedByKeyAndComeBackWithTime(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)
	attempts, err := ratelimit.NewAttempts(func() time.Time { return now }, 3, 100)
	require.NoError(t, err)
	for range 3 {
		require.True(t, attempts.Allow("a"))
	}
	require.False(t, attempts.Allow("a"))
	require.True(t, attempts.Allow("b"), "each key has its own")
	now = now.Add(20 * time.Second)
	require.True(t, attempts.Allow("a"), "three in a minute are one in twenty seconds")
	require.False(t, attempts.Allow("a"))
}

func TestAttemptsRememberSoManyKeys(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)
	attempts, err := ratelimit.NewAttempts(func() time.Time { return now }, 1, 10)
	require.NoError(t, err)
	require.True(t, attempts.Allow("kept"))
	for key := range 100 {
		attempts.Allow(fmt.Sprint(key))
		require.False(t, attempts.Allow("kept"), "what is tried again and again stays")
	}
	require.True(t, attempts.Allow("0"), "what was not is forgotten")
}

func TestConcurrentAttemptsAreCountedOnce(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)
	attempts, err := ratelimit.NewAttempts(func() time.Time { return now }, 5, 10)
	require.NoError(t, err)
	var allowed atomic.Int32
	var done sync.WaitGroup
	for range 64 {
		done.Go(func() {
			if attempts.Allow("a") {
				allowed.Add(1)
			}
		})
	}
	done.Wait()
	require.EqualValues(t, 5, allowed.Load())
}
