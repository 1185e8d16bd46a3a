package parallel_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/parallel"
)

func TestDo_RunsAllAndJoinsTheErrorsInOrder(t *testing.T) {
	first, third := errors.New("first"), errors.New("third")
	started := make(chan struct{})
	err := parallel.Do(
		func() error { <-started; return first },
		func() error { close(started); return nil },
		func() error { return third },
	)
	require.ErrorIs(t, err, first)
	require.ErrorIs(t, err, third)
	require.Equal(t, "first\nthird", err.Error())
	require.NoError(t, parallel.Do())
}

func TestDo_APanicIsAnError(t *testing.T) {
	ran := false
	err := parallel.Do(func() error { panic("oh") }, func() error { ran = true; return nil })
	require.ErrorContains(t, err, "a panic: oh")
	require.ErrorContains(t, err, "parallel_test.go")
	require.True(t, ran)
	require.ErrorContains(t, parallel.Guard(func() error { panic("no") }), "a panic: no")
}
