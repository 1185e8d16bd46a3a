// Command accessgraph serves the Accessgraph API, and has subcommands for its operator.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"accessgraph/api"
	"accessgraph/internal/cli"
	"accessgraph/internal/config"
)

// version is the version of the program as the build sets it: go build -ldflags '-X main.version=v1.2.3', which `make build`
// does. It is empty in any other build.
var version string

const (
	// stopTime is how long a stop may take once no more requests are taken: until running ones have finished and the store is closed.
	stopTime = 15 * time.Second
	// lastWordsTime is how long the reason of a failure may take to be written, whoever reads it.
	lastWordsTime = time.Second
)

func main() {
	config.SparingCollector()
	// A reader of standard error that goes away costs lines, not the server.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal drains; a second one ends the program at once.
	context.AfterFunc(ctx, stop)
	program := cli.Program{Version: version, Out: os.Stdout, ErrOut: os.Stderr, Serve: serve}
	if err := config.LimitMemory(); err != nil {
		report(os.Stderr, err) // a system that tells no limit is no reason to do nothing
	}
	err := program.Run(ctx, os.Args[1:], os.Environ())
	stop()
	if err != nil {
		report(os.Stderr, err)
		os.Exit(1)
	}
}

// report writes what fails, and does not wait for somebody to read it.
func report(out io.Writer, err error) {
	written := make(chan struct{})
	go func() {
		defer close(written)
		defer func() { _ = recover() }() // a writer that panics has nobody to tell it to
		_, _ = fmt.Fprintln(out, "accessgraph:", err)
	}()
	select {
	case <-written:
	case <-time.After(lastWordsTime):
	}
}

// serve listens, opens the service, and serves requests until the program is told to stop. The address comes first: a key
// that is printed once must not be lost to a port that is taken.
func serve(ctx context.Context, address string, open cli.OpenService) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	service, err := open(ctx, listener.Addr())
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return server{service}.run(ctx, listener)
}

// server is a service from the moment the process listens until it has stopped.
type server struct{ cli.Service }

// run serves requests until it is told to stop, lets running requests finish, and closes the store. A store that does not respond
// does not keep the process longer than stopTime.
func (s server) run(ctx context.Context, listener net.Listener) error {
	server := api.NewServer(listener.Addr().String(), s.Product.Handler, s.Product.Limits, s.Logger)
	server.TLSConfig = s.TLS
	defer s.reloadOnHangup()() // before anybody can have an answer: a hangup would end the process, or be lost
	failed := make(chan error, 1)
	go accept(server, s.Product.LimitConnections(listener), failed)
	err := s.serveUntilStop(ctx, server, failed)
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err == nil {
		err = s.drain(stopping, server, failed)
	}
	return errors.Join(s.Product.Err(), err, s.Product.Close(stopping))
}

// serveUntilStop returns when ctx ends, the server fails, or its store does. Told to stop, it reports that the server is no longer
// ready, and takes requests for a while longer, so that a balancer can notice.
func (s server) serveUntilStop(ctx context.Context, server *http.Server, failed <-chan error) error {
	var delay time.Duration
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-s.Product.Failed():
		s.Logger.Error().Err(s.Product.Err()).Msg("stopping: nothing can be written any more")
	case <-ctx.Done():
		delay = s.DrainDelay
		s.Logger.Info().Dur("delayMilliseconds", delay).Msg("stopping: no longer ready")
	}
	s.Product.BeginStop()
	server.SetKeepAlivesEnabled(false)
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-s.Product.Failed():
	case <-time.After(delay):
	}
	return nil
}

// accept serves HTTP, or HTTPS if that is configured, until the server is closed, and reports why it ended. net/http recovers
// the panics of handlers.
func accept(server *http.Server, listener net.Listener, ended chan<- error) {
	var err error
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("a panic: %v", problem)
		}
		ended <- err
	}()
	if server.TLSConfig == nil {
		err = server.Serve(listener)
		return
	}
	err = server.ServeTLS(listener, "", "") // the configuration has the certificate
}

// drain closes the listener and lets running requests finish, as long as the context allows.
func (s server) drain(ctx context.Context, server *http.Server, failed <-chan error) error {
	s.Logger.Info().Msg("draining")
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("draining: %w", errors.Join(err, server.Close()))
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// reloadOnHangup reloads the service at every SIGHUP, until end is called.
func (s server) reloadOnHangup() (end func()) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer s.logPanic()
		for range hangups {
			s.Reload()
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(hangups)
		<-done
	}
}

// logPanic is deferred: a panic ends the reloading, and not the server.
func (s server) logPanic() {
	if problem := recover(); problem != nil {
		s.Logger.Error().Msgf("reloading: a panic: %v", problem)
	}
}
