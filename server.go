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
	"strings"
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
	config.SparingCollector()
	if err := config.LimitMemory(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "accessgraph:", err)
	}
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
	local := isLoopback(listener.Addr())
	settings = settings.Reachable(local)
	product, err := open(ctx, settings, logger, opening{})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, product.Close(context.WithoutCancel(ctx))) }()
	key, err := product.SetUp(ctx, settings.BootstrapKey)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	greeting := greeting{
		address: listener.Addr(), key: key,
		playground: settings.HasPlayground(), keyInLink: local && settings.MongoDBURI == "",
	}
	if err := greeting.write(called.out); err != nil {
		return errors.Join(err, listener.Close())
	}
	return answer(ctx, listener, product, logger)
}

func isLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// greeting is what a person at the terminal is told once the server listens.
type greeting struct {
	address net.Addr
	// key is empty unless it was generated just now.
	key        string
	playground bool
	// keyInLink says whether the playground's link may fill the key in: on the machine of the one who reads it.
	keyInLink bool
}

func (g greeting) write(out io.Writer) error {
	var lines strings.Builder
	if g.key != "" {
		fmt.Fprintf(&lines, "API key: %s\n", g.key)
	}
	if g.playground {
		fmt.Fprintf(&lines, "Playground: http://%s/", g.address)
		if g.key != "" && g.keyInLink {
			// A browser keeps the fragment to itself: no server and no log sees it.
			fmt.Fprintf(&lines, "#key=%s", g.key)
		}
		lines.WriteString("\n")
	}
	fmt.Fprintf(&lines, "Endpoint: http://%s/graphql\n", g.address)
	if _, err := io.WriteString(out, lines.String()); err != nil {
		return fmt.Errorf("printing the key and the address: %w", err)
	}
	return nil
}

// answer serves until ctx ends, and then lets running requests finish.
func answer(ctx context.Context, listener net.Listener, product *app.App, logger zerolog.Logger) error {
	server := api.NewServer(listener.Addr().String(), product.Handler, product.Limits, logger)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(product.LimitConnections(listener)) }()
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
