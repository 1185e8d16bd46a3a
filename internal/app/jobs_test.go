package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
)

func TestJob_IsRepeated(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	repeated := &job{woken: make(chan struct{}, 1)}
	ticks, worked, done := make(chan time.Time), make(chan int), make(chan struct{})
	var log strings.Builder
	go func() {
		defer close(done)
		count := 0
		repeated.repeat(ctx, ticks, "tidying up", func(context.Context) error {
			count++
			worked <- count
			if count == 1 {
				return errors.New("disk full")
			}
			return nil
		}, zerolog.New(&log))
	}()
	ticks <- time.Time{}
	require.Equal(t, 1, <-worked)
	repeated.wake()
	require.Equal(t, 2, <-worked)
	ticks <- time.Time{}
	require.Equal(t, 3, <-worked)
	cancel()
	<-done
	require.Equal(t, 1, strings.Count(log.String(), "disk full"))
	require.Contains(t, log.String(), "tidying up")
}

// However often a job is woken while it runs, it runs once more.
func TestJob_WakeNeverWaits(t *testing.T) {
	working, release := make(chan struct{}), make(chan struct{})
	started := startJob("waiting", func(ctx context.Context) error {
		select {
		case working <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		<-release
		return nil
	}, zerolog.Nop())
	started.wake()
	<-working
	for range 10 {
		started.wake()
	}
	release <- struct{}{}
	<-working
	require.Empty(t, started.woken)
	close(release)
	require.NoError(t, stopJobs(t.Context(), started, noJob()))
	require.NoError(t, stopJobs(t.Context(), started))
}

func TestJob_GoesOnAfterAPanic(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	repeated := &job{woken: make(chan struct{}, 1)}
	ticks, worked, done := make(chan time.Time), make(chan int), make(chan struct{})
	var log strings.Builder
	go func() {
		defer close(done)
		count := 0
		repeated.repeat(ctx, ticks, "tidying up", func(context.Context) error {
			count++
			worked <- count
			if count == 1 {
				panic("what nobody thought of")
			}
			return nil
		}, zerolog.New(&log))
	}()
	ticks <- time.Time{}
	require.Equal(t, 1, <-worked)
	ticks <- time.Time{}
	require.Equal(t, 2, <-worked)
	cancel()
	<-done
	require.Equal(t, 1, strings.Count(log.String(), "what nobody thought of"))
}

// A job that does not end is named, and not waited for longer than the context allows.
func TestStopJobs_NamesAJobThatDoesNotEnd(t *testing.T) {
	working, release := make(chan struct{}), make(chan struct{})
	stuck := startJob("erasing people", func(context.Context) error {
		close(working)
		<-release
		return nil
	}, zerolog.Nop())
	stuck.wake()
	<-working
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.EqualError(t, stopJobs(ctx, stuck, noJob()), "erasing people has not ended: the store does not respond")
	close(release)
	require.NoError(t, stopJobs(t.Context(), stuck))
}
