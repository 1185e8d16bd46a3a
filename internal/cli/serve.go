package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/rs/zerolog"

	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/internal/certificate"
	"accessgraph/internal/config"
	"accessgraph/internal/logging"
)

// lastLinesTime is how long the last lines of the log may take to be written, whoever reads them.
const lastLinesTime = time.Second

// Service is what a server serves, from its opening until the process closes it.
type Service struct {
	Product *app.App
	// TLS is the configuration of HTTPS; nil to serve HTTP.
	TLS    *tls.Config
	Logger zerolog.Logger
	// DrainDelay is how long requests are still taken once the server is told to stop.
	DrainDelay time.Duration
	// Reload reads again what may change while the server runs. What cannot be read stays as it was.
	Reload func()
}

// serve opens the store, sets an empty one up, and serves requests until the program is told to stop.
type serve struct {
	config.Server
}

// Run implements the subcommand.
func (s *serve) Run(ctx context.Context, invocation *kong.Context, settings *settings, program Program) error {
	if problems := settings.located(invocation, problemsOf(s.Server)); len(problems) > 0 {
		return errors.Join(problems...)
	}
	level, err := zerolog.ParseLevel(string(s.LogLevel))
	if err != nil {
		return config.Invalid("ACCESSGRAPH_LOG_LEVEL", err)
	}
	lines := logging.NewWriter(program.logOut(s.LogFormat), logging.Lines)
	defer closeLog(context.WithoutCancel(ctx), lines)
	observation := app.Observation{
		Version: buildVersion(program.Version), Logger: zerolog.New(lines).Level(level).With().Timestamp().Logger(), DroppedLines: lines.Dropped,
	}
	var certificates certificate.Source // none for HTTP
	if s.HasTLS() {
		if certificates, err = openCertificates(s.Server, observation.Logger); err != nil {
			return err
		}
	}
	return program.Serve(ctx, string(s.Listen), func(ctx context.Context, address net.Addr) (Service, error) {
		service, err := openService(ctx, s.Reachable(isLoopback(address)), observation, address, program.Out)
		if err == nil && certificates != nil {
			service = secure(ctx, service, certificates)
		}
		return service, err
	})
}

// openService opens the product and tells the person at the terminal how to reach it.
func openService(
	ctx context.Context, settings config.Server, observation app.Observation, address net.Addr, out io.Writer,
) (Service, error) {
	product, err := app.OpenServer(ctx, settings, observation)
	if err != nil {
		return Service{}, err
	}
	warnOfClearText(settings, observation.Logger)
	setup, err := product.SetUp(ctx, settings.BootstrapKey)
	if err == nil {
		err = greeting{
			site: siteOf(settings, address), setup: setup,
			playground: settings.HasPlayground(), console: settings.HasConsole(), keyInLink: settings.OnLoopback && settings.MongoDBURI == "",
		}.write(out)
	}
	if err != nil {
		return Service{}, errors.Join(err, closeProduct(ctx, product))
	}
	return Service{
		Product: product, Logger: observation.Logger, DrainDelay: settings.Drain(),
		Reload: func() {
			reloadAgreements(ctx, product, settings, observation.Logger)
			reloadTrustedDocuments(product, settings, observation.Logger)
		},
	}, nil
}

// reloadAgreements reads the agreements again. If they cannot be read, or the text of a stored version has changed, the current one
// stays in force.
func reloadAgreements(ctx context.Context, product *app.App, settings config.Server, logger zerolog.Logger) {
	agreements, err := app.AgreementsOf(settings)
	if err == nil {
		err = product.SetAgreements(ctx, agreements)
	}
	if err != nil {
		logger.Error().Err(err).Msg("the agreements could not be reloaded: the current one stays in force")
		return
	}
	logger.Info().Str("version", product.CurrentAgreement().Version).Msg("the agreements were reloaded")
}

// closeLog writes the last lines, unless nobody reads them.
func closeLog(ctx context.Context, lines *logging.Writer) {
	ctx, cancel := context.WithTimeout(ctx, lastLinesTime)
	defer cancel()
	_ = lines.Close(ctx) // there is no other place to report it
}

func isLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// greeting is what a person at the terminal is told once the server listens.
type greeting struct {
	// site is the URL of the server, without a path.
	site string
	// setup is empty unless the store was set up just now.
	setup      tenant.Setup
	playground bool
	console    bool
	// keyInLink reports whether the links to the pages may fill the key in: its reader is on the machine of the server.
	keyInLink bool
}

func (g greeting) write(out io.Writer) error {
	var lines strings.Builder
	if g.setup.ApplicationID != "" {
		fmt.Fprintf(&lines, "Company: %s\nApplication: %s\n", g.setup.CompanyID, g.setup.ApplicationID)
	}
	key := g.setup.GeneratedKey
	if key != "" {
		fmt.Fprintf(&lines, "API key: %s\n", key)
	}
	fragment := ""
	if key != "" && g.keyInLink {
		// A browser keeps the fragment to itself: no server and no log sees it.
		fragment = "#key=" + key
	}
	if g.playground {
		fmt.Fprintf(&lines, "Playground: %s/%s\n", g.site, fragment)
	}
	if g.console {
		fmt.Fprintf(&lines, "Console: %s/console/%s\n", g.site, fragment)
	}
	fmt.Fprintf(&lines, "Endpoint: %s/graphql\n", g.site)
	if _, err := io.WriteString(out, lines.String()); err != nil {
		return fmt.Errorf("printing the key and the address: %w", err)
	}
	return nil
}
