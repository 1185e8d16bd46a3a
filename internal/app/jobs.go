package app

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

const (
	// jobEvery is how often a job looks for work: expired documents, and work that another process left unfinished.
	jobEvery = time.Minute
	// stepTimeout bounds one step of a job.
	stepTimeout = 30 * time.Second
)

// job is background work, done at regular intervals and whenever it is woken.
type job struct {
	woken chan struct{}
	stop  func()
}

// startJob starts a job that is done every minute. The log names it when it fails.
func startJob(name string, work func(context.Context) error, logger zerolog.Logger) *job {
	return startJobEvery(jobEvery, name, work, logger)
}

// startJobEvery is startJob with an interval.
func startJobEvery(every time.Duration, name string, work func(context.Context) error, logger zerolog.Logger) *job {
	// Not a request's context: a job goes on until the App is closed.
	ctx, cancel := context.WithCancel(context.Background())
	started := &job{woken: make(chan struct{}, 1)}
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

// wake has the job done soon. It never waits.
func (j *job) wake() {
	select {
	case j.woken <- struct{}{}:
	default:
	}
}

func (j *job) repeat(ctx context.Context, ticks <-chan time.Time, name string, work func(context.Context) error, logger zerolog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-j.woken:
		case <-ticks:
		}
		if err := attempt(ctx, work); err != nil && ctx.Err() == nil {
			logger.Warn().Err(err).Msg(name)
		}
	}
}
