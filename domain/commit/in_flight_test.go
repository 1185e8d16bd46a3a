package commit

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestInFlight_Horizon(t *testing.T) {
	var registry InFlight
	require.True(t, registry.Horizon().IsZero(), "nobody knows a clock")
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	registry.AddClock(func() time.Time { return now })
	registry.AddClock(func() time.Time { return now.Add(time.Second) })
	require.Equal(t, now, registry.Horizon(), "the slowest clock")

	at := func(seconds int) time.Time { return now.Add(time.Duration(seconds) * time.Second) }
	start := now
	var first, second, third flight
	registry.begin(&first, start)
	registry.begin(&second, start.Add(time.Second))
	registry.begin(&third, start.Add(2*time.Second))
	now = at(10)
	require.Equal(t, start, registry.Horizon())
	registry.end(&second, false)
	require.Equal(t, start, registry.Horizon())
	registry.end(&first, false)
	require.Equal(t, start.Add(2*time.Second), registry.Horizon())
	registry.end(&third, true)
	require.Equal(t, start.Add(2*time.Second), registry.Horizon(), "it may be carried out still")
	now = start.Add(2*time.Second + Lag)
	require.Equal(t, start.Add(2*time.Second), registry.Horizon())
	now = now.Add(time.Millisecond)
	require.Equal(t, now, registry.Horizon())
	require.Nil(t, registry.oldest)
	require.Nil(t, registry.latest)
}

// TestInFlight_CostsNoAllocation counts what a mutation costs more.
func TestInFlight_CostsNoAllocation(t *testing.T) {
	registry := &InFlight{}
	change, now := &Change{}, time.Now()
	require.Zero(t, testing.AllocsPerRun(100, func() {
		registry.begin(&change.flight, now)
		registry.end(&change.flight, false)
	}))
}
