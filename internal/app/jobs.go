package app

import (
	"context"
	"errors"
	"fmt"
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
	name  string
	woken chan struct{}
	// cancel tells the job to stop, and done is closed once it has.
	cancel context.CancelFunc
	done   chan struct{}
}

// noJob returns a job that is never done.
func noJob() *job {
	none := &job{cancel: func() {}, done: make(chan struct{})}
	close(none.done)
	return none
}

// startJob starts a job that is done every minute. The log names it when it fails.
func startJob(name string, work func(context.Context) error, logger zerolog.Logger) *job {
	return startJobEvery(jobEvery, name, work, logger)
}

// startJobEvery is startJob with an interval.
func startJobEvery(every time.Duration, name string, work func(context.Context) error, logger zerolog.Logger) *job {
	// Not a request's context: a job goes on until the App is closed.
	ctx, cancel := context.WithCancel(context.Background())
	started := &job{name: name, woken: make(chan struct{}, 1), cancel: cancel, done: make(chan struct{})}
	ticker := time.NewTicker(every)
	go func() {
		defer close(started.done)
		defer ticker.Stop()
		defer logPanic(logger, name)
		started.repeat(ctx, ticker.C, name, work, logger)
	}()
	return started
}

// stopJobs stops jobs, and waits for them as long as the context allows. A commit does not end with its job: if the store does not
// respond, it ends with its deadline.
func stopJobs(ctx context.Context, jobs ...*job) error {
	for _, j := range jobs {
		j.cancel()
	}
	var late []error
	for _, j := range jobs {
		if !j.ends(ctx) {
			late = append(late, fmt.Errorf("%s has not ended: the store does not respond", j.name))
		}
	}
	return errors.Join(late...)
}

// ends waits for the end of a job as long as the context allows, and reports whether it has ended.
func (j *job) ends(ctx context.Context) bool {
	select {
	case <-j.done:
		return true
	case <-ctx.Done():
	}
	select {
	case <-j.done:
		return true
	default:
		return false
	}
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
