package clock_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/clock"
	"accessgraph/domain/id"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestClock_FollowsTheWallClockAndNeverRunsBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wall, latest := noon, time.Time{}
		monotonic := clock.New(func() time.Time { return wall })
		for _, step := range rapid.SliceOf(rapid.Int64Range(-7_200_000, 3_600_000)).Draw(t, "milliseconds") {
			wall = wall.Add(time.Duration(step) * time.Millisecond)
			now := monotonic.Now()
			require.False(t, now.Before(latest))
			require.False(t, now.Before(wall))
			if wall.After(latest) {
				require.Equal(t, wall, now, "a clock that is not behind is followed")
			}
			latest = now
		}
	})
}

func TestClock_GoesOnWhileTheWallClockIsBehind(t *testing.T) {
	wall := noon
	monotonic := clock.New(func() time.Time { return wall })
	require.Equal(t, noon, monotonic.Now())
	wall = noon.Add(-time.Hour)
	require.Equal(t, noon, monotonic.Now())
	wall = wall.Add(3 * time.Second)
	require.Equal(t, noon.Add(3*time.Second), monotonic.Now())
	monotonic.NotBefore(noon.Add(time.Minute))
	wall = wall.Add(time.Second)
	require.Equal(t, noon.Add(time.Minute+time.Second), monotonic.Now())
	monotonic.NotBefore(noon)
	require.Equal(t, noon.Add(time.Minute+time.Second), monotonic.Now())
}

func TestIDs_AreGreaterThanAllBefore(t *testing.T) {
	wall := noon
	ids := clock.NewIDs(clock.New(func() time.Time { return wall }))
	previous := ""
	for step := range 20_000 {
		if step == 15_000 {
			wall = wall.Add(-time.Hour)
		}
		text, err := ids.New(id.User)
		require.NoError(t, err)
		require.Greater(t, text, previous)
		previous = text
	}
	require.Equal(t, noon.Add(4*time.Millisecond), id.Time(previous), "a millisecond that is full borrows from the next")
}

func TestIDs_MadeByManyAtOnceAreDifferent(t *testing.T) {
	ids := clock.NewIDs(clock.New(time.Now))
	batches := make([][]string, 16)
	var work sync.WaitGroup
	for i := range batches {
		work.Go(func() {
			for range 1_000 {
				text, err := ids.New(id.Access)
				if err != nil {
					t.Error(err)
				}
				batches[i] = append(batches[i], text)
			}
		})
	}
	work.Wait()
	all := slices.Concat(batches...)
	for _, batch := range batches {
		require.True(t, slices.IsSorted(batch))
	}
	slices.Sort(all)
	require.Len(t, slices.Compact(all), 16_000)
}
