package app

import (
	"context"
	"fmt"
	"time"

	"github.com/rs/zerolog"
)

const (
	// sweepInterval is how often what has expired is looked for.
	sweepInterval = time.Minute
	// sweepBatch and sweepBatches bound one sweep: what is left waits for the next.
	sweepBatch   = 500
	sweepBatches = 20
	// sweepTimeout bounds the time of one sweep.
	sweepTimeout = 30 * time.Second
)

// sweeps remove from the store what has expired, off the path of the requests.
type sweeps struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func sweepRegularly(sweep func(context.Context) error, logger zerolog.Logger) *sweeps {
	// Not a request's context: sweeps go on until the App is closed.
	ctx, cancel := context.WithCancel(context.Background())
	started := &sweeps{cancel: cancel, done: make(chan struct{})}
	ticker := time.NewTicker(sweepInterval)
	go func() {
		defer close(started.done)
		defer ticker.Stop()
		sweepAt(ctx, ticker.C, sweep, logger)
	}()
	return started
}

// sweepAt sweeps at each tick until the context is done.
func sweepAt(ctx context.Context, ticks <-chan time.Time, sweep func(context.Context) error, logger zerolog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		bounded, cancel := context.WithTimeout(ctx, sweepTimeout)
		if err := sweep(bounded); err != nil && ctx.Err() == nil {
			logger.Warn().Err(err).Msg("removing what has expired")
		}
		cancel()
	}
}

// stop ends the sweep under way, and all further ones.
func (s *sweeps) stop() {
	s.cancel()
	<-s.done
}

// sweepExpired removes expired idempotency records, a bounded number of them.
func (a *App) sweepExpired(ctx context.Context) error {
	for range sweepBatches {
		removed, err := a.store.SweepIdempotencyRecords(ctx, a.Changes.Clock(), sweepBatch)
		if err != nil {
			return fmt.Errorf("sweeping idempotency records: %w", err)
		}
		if removed < sweepBatch {
			return nil
		}
	}
	return nil
}
