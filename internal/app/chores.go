package app

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

const (
	// choreEvery is how often a chore looks for work: what has expired, and what a process left that ended before it was done.
	choreEvery = time.Minute
	// stepTimeout bounds one step of a chore.
	stepTimeout = 30 * time.Second
)

// chore is work off the path of the requests. It is done at regular intervals, and whenever it is woken.
type chore struct {
	woken chan struct{}
	stop  func()
}

// startChore starts work that is done every minute. It names the work as the log does when it fails.
func startChore(name string, work func(context.Context) error, logger zerolog.Logger) *chore {
	return startChoreEvery(choreEvery, name, work, logger)
}

// startChoreEvery is startChore for work with an interval of its own.
func startChoreEvery(every time.Duration, name string, work func(context.Context) error, logger zerolog.Logger) *chore {
	// Not a request's context: a chore goes on until the App is closed.
	ctx, cancel := context.WithCancel(context.Background())
	started := &chore{woken: make(chan struct{}, 1)}
	ticker := time.NewTicker(every)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer ticker.Stop()
		defer logPanic(logger, name)
		started.repeat(ctx, ticker.C, name, work, logger)
	}()
	started.stop = sync.OnceFunc(func() {
		cancel()
		<-done
	})
	return started
}

// wake says that there is work. It never waits.
func (c *chore) wake() {
	select {
	case c.woken <- struct{}{}:
	default:
	}
}

func (c *chore) repeat(ctx context.Context, ticks <-chan time.Time, name string, work func(context.Context) error, logger zerolog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.woken:
		case <-ticks:
		}
		if err := attempt(ctx, work); err != nil && ctx.Err() == nil {
			logger.Warn().Err(err).Msg(name)
		}
	}
}
