package ratelimit_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/ratelimit"
)

const perReader, perApplication = 10, 300

func newCodes(t *testing.T) (wrong func(applicationID, reader string) bool, _ *clock) {
	t.Helper()
	stopped := newClock()
	codes, err := ratelimit.NewCodes(stopped.now, ratelimit.CodeLimits{PerReader: perReader, PerApplication: perApplication})
	require.NoError(t, err)
	return func(applicationID, reader string) bool {
		allowed, err := codes.Try(t.Context(), applicationID, reader, func() (bool, error) { return true, nil })
		require.NoError(t, err)
		return allowed
	}, stopped
}

func TestCodes_Try_WrongCodesAtAReaderRunOutAndComeBack(t *testing.T) {
	wrong, clock := newCodes(t)
	for range perReader {
		require.True(t, wrong("app_1", "gate"))
	}
	require.False(t, wrong("app_1", "gate"))
	require.True(t, wrong("app_1", "dock"), "another reader")
	require.True(t, wrong("app_2", "gate"), "another application")
	clock.pass(time.Minute/perReader + time.Millisecond)
	require.True(t, wrong("app_1", "gate"))
	require.False(t, wrong("app_1", "gate"))
}

func TestCodes_Try_ReadersThatAreMadeUpShareTheApplicationsLimit(t *testing.T) {
	wrong, _ := newCodes(t)
	allowed := 0
	for reader := range 20_000 {
		if wrong("app_1", strconv.Itoa(reader)) {
			allowed++
		}
	}
	require.Equal(t, perApplication, allowed)
	require.True(t, wrong("app_2", "gate"))
}

func TestSampler_Pick_OneInASecondCountsTheOthers(t *testing.T) {
	stopped := newClock()
	sampler, err := ratelimit.NewSampler(stopped.now)
	require.NoError(t, err)
	pick := func(reader string) (int, bool) { return sampler.Pick("app_1", reader) }
	requirePicked := func(expected, skipped int, picked bool) {
		t.Helper()
		require.True(t, picked)
		require.Equal(t, expected, skipped)
	}
	skipped, picked := pick("gate")
	requirePicked(0, skipped, picked)
	for range 7 {
		_, picked = pick("gate")
		require.False(t, picked)
	}
	skipped, picked = pick("dock")
	requirePicked(0, skipped, picked)
	stopped.pass(time.Second - 1)
	_, picked = pick("gate")
	require.False(t, picked)
	stopped.pass(1)
	skipped, picked = pick("gate")
	requirePicked(8, skipped, picked)
	sampler.Skip("app_1", "gate", skipped+1)
	stopped.pass(time.Hour)
	skipped, picked = pick("gate")
	requirePicked(9, skipped, picked)
}

func TestSampler_Skip_CountsForAReaderThatWasForgotten(t *testing.T) {
	stopped := newClock()
	sampler, err := ratelimit.NewSampler(stopped.now)
	require.NoError(t, err)
	sampler.Skip("app_1", "gate", 3)
	stopped.pass(time.Second)
	skipped, picked := sampler.Pick("app_1", "gate")
	require.True(t, picked)
	require.Equal(t, 3, skipped)
	for reader := range 20_000 {
		sampler.Pick("app_1", strconv.Itoa(reader))
	}
	skipped, picked = sampler.Pick("app_1", "gate")
	require.True(t, picked, "only so many readers are remembered")
	require.Zero(t, skipped)
}
