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

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/app"
	"accessgraph/config"
	"accessgraph/domain/tenant"
)

// drainTime is how long running requests may take to finish once the program is told to stop.
const drainTime = 15 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal drains; a second one ends the program at once.
	context.AfterFunc(ctx, stop)
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "accessgraph:", err)
		os.Exit(1)
	}
}

// run carries out one invocation of the program: settings from the environment, then the subcommand and its flags.
func run(ctx context.Context, arguments, environment []string, out, errOut io.Writer) error {
	settings, err := config.FromEnvironment(environment)
	if err != nil {
		return err
	}
	named, rest, err := findCommand(arguments)
	if err != nil {
		return err
	}
	return named.run(ctx, invocation{settings: settings, arguments: rest, out: out, errOut: errOut})
}

// serve opens the store, sets an empty one up, and answers requests until the program is told to stop.
func serve(ctx context.Context, called invocation) (err error) {
	settings := called.settings
	flags := called.flags("serve")
	settings.AddFlags(flags)
	if err := called.parse(flags); err != nil {
		return err
	}
	if settings.BootstrapKey != "" {
		if err := tenant.CheckBootstrapKey(settings.BootstrapKey); err != nil {
			return err
		}
	}
	logger := zerolog.New(called.errOut).With().Timestamp().Logger()
	// The address comes first: a key that is printed once must not be lost to a port that is taken.
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", settings.Listen)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	product, err := open(ctx, settings, logger, exclusively)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, product.Close(context.WithoutCancel(ctx))) }()
	key, err := product.SetUp(ctx, settings.BootstrapKey)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := greet(called.out, listener.Addr(), key); err != nil {
		return errors.Join(err, listener.Close())
	}
	return answer(ctx, listener, product, logger)
}

func greet(out io.Writer, address net.Addr, key string) error {
	if key != "" {
		if _, err := fmt.Fprintf(out, "API key: %s\n", key); err != nil {
			return fmt.Errorf("printing the key: %w", err)
		}
	}
	if _, err := fmt.Fprintf(out, "Endpoint: http://%s/graphql\n", address); err != nil {
		return fmt.Errorf("printing the address: %w", err)
	}
	return nil
}

// answer serves until ctx ends, and then lets running requests finish.
func answer(ctx context.Context, listener net.Listener, product *app.App, logger zerolog.Logger) error {
	server := api.NewServer(listener.Addr().String(), product.Handler, product.Limits)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	logger.Info().Msg("draining")
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		return fmt.Errorf("draining: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}
