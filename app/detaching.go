package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
)

const (
	// detachEvery is how long work can be left by a process that ended before it was done.
	detachEvery = time.Minute
	// detachTimeout bounds one step.
	detachTimeout = 30 * time.Second
)

// detaching takes the IDs of deleted rules off the identifiers, off the path of the requests: what this process leaves,
// and what another left.
type detaching struct {
	queued chan struct{}
	stop   func()
}

func detachAll(sweeper *accessrule.Sweeper, logger zerolog.Logger) *detaching {
	// Not a request's context: the sweep goes on when the request is over, until the program ends.
	ctx, cancel := context.WithCancel(context.Background())
	running := &detaching{queued: make(chan struct{}, 1)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		running.run(ctx, sweeper, logger)
	}()
	running.stop = sync.OnceFunc(func() {
		cancel()
		<-done
	})
	return running
}

// wake says that there is something to sweep. It never waits.
func (d *detaching) wake() {
	select {
	case d.queued <- struct{}{}:
	default:
	}
}

func (d *detaching) run(ctx context.Context, sweeper *accessrule.Sweeper, logger zerolog.Logger) {
	every := time.NewTicker(detachEvery)
	defer every.Stop()
	for {
		if err := detach(ctx, sweeper); err != nil && ctx.Err() == nil {
			logger.Warn().Err(err).Msg("sweeping the attachments of deleted access rules")
		}
		select {
		case <-ctx.Done():
			return
		case <-d.queued:
		case <-every.C:
		}
	}
}

// detach takes steps until nothing is left.
func detach(ctx context.Context, sweeper *accessrule.Sweeper) error {
	for {
		err := detachStep(ctx, sweeper)
		if errors.Is(err, document.ErrAbsent) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func detachStep(ctx context.Context, sweeper *accessrule.Sweeper) error {
	ctx, cancel := context.WithTimeout(ctx, detachTimeout)
	defer cancel()
	return sweeper.Step(ctx)
}
