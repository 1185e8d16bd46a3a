package config

import (
	"errors"
	"math"
	"os"
	"runtime/debug"
	"testing"

	"github.com/KimMachineGun/automemlimit/memlimit"
	"github.com/stretchr/testify/require"
)

// memoryLimitAfter is the limit of the Go runtime once it was set from a provider; what it was before is restored.
func memoryLimitAfter(t *testing.T, provider memlimit.Provider) (int64, error) {
	t.Helper()
	before := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(before) })
	err := limitMemory(provider)
	return debug.SetMemoryLimit(-1), err
}

func unsetMemoryLimit(t *testing.T) {
	t.Helper()
	t.Setenv("GOMEMLIMIT", "") // so that it is restored
	require.NoError(t, os.Unsetenv("GOMEMLIMIT"))
}

func TestLimitMemory_NineTenthsOfTheCgroup(t *testing.T) {
	unsetMemoryLimit(t)
	limit, err := memoryLimitAfter(t, memlimit.Limit(2_000_000_000))
	require.NoError(t, err)
	require.EqualValues(t, 1_800_000_000, limit)
}

func TestLimitMemory_TheEnvironmentWins(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "1GiB")
	before := debug.SetMemoryLimit(-1)
	limit, err := memoryLimitAfter(t, memlimit.Limit(2_000_000_000))
	require.NoError(t, err)
	require.Equal(t, before, limit, "what the runtime has read of it stays")
}

func TestLimitMemory_NoLimit(t *testing.T) {
	unsetMemoryLimit(t)
	for name, provided := range map[string]error{
		"no limit": memlimit.ErrNoLimit, "no cgroup": memlimit.ErrNoCgroup, "another system": memlimit.ErrCgroupsNotSupported,
	} {
		t.Run(name, func(t *testing.T) {
			limit, err := memoryLimitAfter(t, func() (uint64, error) { return 0, provided })
			require.NoError(t, err)
			require.EqualValues(t, math.MaxInt64, limit)
		})
	}
}

func TestLimitMemory_WhatCannotBeRead(t *testing.T) {
	unsetMemoryLimit(t)
	broken := errors.New("broken")
	limit, err := memoryLimitAfter(t, func() (uint64, error) { return 0, broken })
	require.ErrorIs(t, err, broken)
	require.EqualValues(t, math.MaxInt64, limit)
}
