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

// TestASweepFollowsEachTick ticks by hand, and has one of the sweeps fail.
func TestASweepFollowsEachTick(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ticks, swept, done := make(chan time.Time), make(chan int), make(chan struct{})
	var log strings.Builder
	count := 0
	go func() {
		defer close(done)
		sweepAt(ctx, ticks, func(ctx context.Context) error {
			_, bounded := ctx.Deadline()
			count++
			swept <- count
			if !bounded || count == 1 {
				return errors.New("disk full")
			}
			return nil
		}, zerolog.New(&log))
	}()
	for wanted := 1; wanted <= 3; wanted++ {
		ticks <- time.Time{}
		require.Equal(t, wanted, <-swept)
	}
	cancel()
	<-done
	require.Equal(t, 1, strings.Count(log.String(), "disk full"))
}
