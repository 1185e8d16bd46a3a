// Command accessgraph serves the Accessgraph API, and has subcommands for its operator.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/domain/tenant"
	"accessgraph/internal/config"
	"accessgraph/internal/logging"
)

const (
	// drainTime is how long running requests may take to finish once no more are taken.
	drainTime = 15 * time.Second
	// lastLinesTime is how long the last lines may take to be written, whoever reads them.
	lastLinesTime = time.Second
)

func main() {
	config.SparingCollector()
	// A reader of standard error that goes away costs lines, not the server.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal drains; a second one ends the program at once.
	context.AfterFunc(ctx, stop)
	err := errors.Join(config.LimitMemory(), run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
	stop()
	if err != nil {
		tell(os.Stderr, err)
		os.Exit(1)
	}
}

// tell writes why the program fails, and does not wait for somebody to read it.
func tell(out io.Writer, why error) {
	written := make(chan struct{})
	go func() {
		defer close(written)
		defer func() { _ = recover() }() // a writer that panics has nobody to tell it to
		_, _ = fmt.Fprintln(out, "accessgraph:", why)
	}()
	select {
	case <-written:
	case <-time.After(lastLinesTime):
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
	lines := logging.NewWriter(called.errOut, logging.Lines)
	defer closeLog(context.WithoutCancel(ctx), lines)
	logger := zerolog.New(lines).With().Timestamp().Logger()
	// The address comes first: a key that is printed once must not be lost to a port that is taken.
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", settings.Listen)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	settings = settings.Reachable(isLoopback(listener.Addr()))
	metrics, err := metricsOf(settings, lines)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	product, err := open(ctx, settings, logger, metrics, opening{})
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
		playground: settings.HasPlayground(), keyInLink: settings.OnLoopback && settings.MongoDBURI == "",
	}
	if err := greeting.write(called.out); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serving{product: product, settings: settings, logger: logger}.run(ctx, listener)
}

// closeLog has the last lines written, unless nobody reads them.
func closeLog(ctx context.Context, lines *logging.Writer) {
	ctx, cancel := context.WithTimeout(ctx, lastLinesTime)
	defer cancel()
	_ = lines.Close(ctx) // there is no other place to tell it
}

// metricsOf returns the metrics that the settings ask for; nil for none.
func metricsOf(settings config.Config, lines *logging.Writer) (*api.Metrics, error) {
	var metrics *api.Metrics
	if settings.HasMetrics() {
		metrics = api.NewMetrics(buildVersion())
	}
	return metrics, metrics.WatchLog(lines.Dropped)
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
