package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// serving is a server from the moment it listens until it has stopped.
type serving struct {
	product  *app.App
	settings config.Config
	logger   zerolog.Logger
}

// run answers requests until ctx ends, the server fails, or its store does. Told to stop, it says that it is no longer ready
// and takes requests for a while longer, so that a balancer can notice. Then it closes the listener and lets running
// requests finish.
func (s serving) run(ctx context.Context, listener net.Listener) error {
	server := api.NewServer(listener.Addr().String(), s.product.Handler, s.product.Limits, s.logger)
	failed := make(chan error, 1)
	go answer(server, s.product.LimitConnections(listener), failed)
	defer s.rereadOnHangup()()
	var delay time.Duration
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-s.product.Failed():
		s.logger.Error().Err(s.product.Err()).Msg("stopping: nothing can be written any more")
	case <-ctx.Done():
		delay = s.settings.Drain()
		s.logger.Info().Dur("delayMilliseconds", delay).Msg("stopping: no longer ready")
	}
	s.product.BeginStop()
	server.SetKeepAlivesEnabled(false)
	select {
	case err := <-failed:
		return errors.Join(s.product.Err(), fmt.Errorf("serving: %w", err))
	case <-s.product.Failed():
	case <-time.After(delay):
	}
	drained := s.drain(context.WithoutCancel(ctx), server, failed)
	return errors.Join(s.product.Err(), drained)
}

// answer serves until the server is closed, and tells why it ended. What handlers do is recovered by net/http.
func answer(server *http.Server, listener net.Listener, ended chan<- error) {
	var err error
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("a panic: %v", problem)
		}
		ended <- err
	}()
	err = server.Serve(listener)
}

// drain lets running requests finish, for some seconds.
func (s serving) drain(ctx context.Context, server *http.Server, failed <-chan error) error {
	s.logger.Info().Msg("draining")
	ctx, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("draining: %w", errors.Join(err, server.Close()))
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// rereadOnHangup has the agreements read again at every SIGHUP, until end is called. Those that cannot be read leave the
// one in force.
func (s serving) rereadOnHangup() (end func()) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer s.logPanic()
		for range hangups {
			s.reread()
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(hangups)
		<-done
	}
}

// logPanic is deferred: a panic ends the reading of agreements, and not the server.
func (s serving) logPanic() {
	if problem := recover(); problem != nil {
		s.logger.Error().Msgf("reading the agreements again: a panic: %v", problem)
	}
}

func (s serving) reread() {
	agreement, err := agreementOf(s.settings)
	if err != nil {
		s.logger.Error().Err(err).Msg("the agreements could not be read again: the one in force stays")
		return
	}
	s.product.SetAgreement(agreement)
	s.logger.Info().Str("version", agreement.Version).Msg("the agreements were read again")
}
