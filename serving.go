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
	"accessgraph/app"
	"accessgraph/config"
)

// serving is a server from the moment it listens until it has stopped.
type serving struct {
	product  *app.App
	settings config.Config
	logger   zerolog.Logger
}

// run answers requests until ctx ends or the server fails. Then it says that it is no longer ready, takes requests for a
// while longer so that a balancer can notice, closes the listener, and lets running requests finish.
func (s serving) run(ctx context.Context, listener net.Listener) error {
	server := api.NewServer(listener.Addr().String(), s.product.Handler, s.product.Limits, s.logger)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(s.product.LimitConnections(listener)) }()
	defer s.rereadOnHangup()()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	s.logger.Info().Dur("delayMilliseconds", s.settings.Drain()).Msg("stopping: no longer ready")
	s.product.BeginStop()
	server.SetKeepAlivesEnabled(false)
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-time.After(s.settings.Drain()):
	}
	return s.drain(context.WithoutCancel(ctx), server, failed)
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

func (s serving) reread() {
	agreement, err := agreementOf(s.settings)
	if err != nil {
		s.logger.Error().Err(err).Msg("the agreements could not be read again: the one in force stays")
		return
	}
	s.product.SetAgreement(agreement)
	s.logger.Info().Str("version", agreement.Version).Msg("the agreements were read again")
}
