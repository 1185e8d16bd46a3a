package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/domain/access"
	"accessgraph/domain/roleaccount"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
	"accessgraph/internal/mailcheck"
	"accessgraph/mongo"
)

// command is a subcommand by its words.
type command struct {
	words string
	usage string
	run   func(context.Context, invocation) error
}

func commands() []command {
	return []command{
		{"serve", "answer requests (the default)", serve},
		{"key new", "print a new API key, for ACCESSGRAPH_BOOTSTRAP_KEY", newKey},
		{"key issue", "give an application one more key; of two live ones the older gives way: --application ID", issueKey},
		{"company create", "create a company: --name N", createCompany},
		{"application create", "create an application: --company ID --name N --scopes A,B [--grantable-roles X,Y]", createApplication},
		{"export", "write the store to an archive that import and mongorestore take: --archive FILE, - for standard output", exportStore},
		{"import", "fill an empty store from an archive, while no server runs: --archive FILE", importStore},
		{"migrate", "bring a store of an earlier version to this one, while no server runs; creates the indexes that a store lacks", migrate},
		{"verify", "read the whole store and list what is wrong", verify},
		{"repair", "make anew what follows from documents, and a damaged file while no server runs", repair},
		{"schema", "print the GraphQL schema: [--without-oneof], for tools that do not know the directive @oneOf", printSchema},
		{"version", "print the version", printVersion},
		{"help", "print this", help},
	}
}

// findCommand splits arguments into a subcommand and what follows it. Without words it is serve.
func findCommand(arguments []string) (command, []string, error) {
	words := 0
	for words < len(arguments) && !strings.HasPrefix(arguments[words], "-") {
		words++
	}
	if words == 0 {
		if len(arguments) > 0 && isHelp(arguments[0]) {
			return command{run: help}, nil, nil
		}
		return commands()[0], arguments, nil
	}
	wanted := strings.Join(arguments[:words], " ")
	for _, known := range commands() {
		if known.words == wanted {
			return known, arguments[words:], nil
		}
	}
	return command{}, nil, fmt.Errorf("the subcommand %q is unknown; `accessgraph help` lists them", wanted)
}

func isHelp(argument string) bool {
	return argument == "-h" || argument == "-help" || argument == "--help"
}

// invocation is what a subcommand is called with.
type invocation struct {
	settings  config.Config
	arguments []string
	out       io.Writer
	errOut    io.Writer
}

func (i invocation) flags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(i.errOut)
	return flags
}

func (i invocation) parse(flags *flag.FlagSet) error {
	if err := flags.Parse(i.arguments); err != nil {
		return fmt.Errorf("reading the flags of %s: %w", flags.Name(), err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s takes flags only, not %q", flags.Name(), flags.Arg(0))
	}
	return nil
}

// read returns the settings that a subcommand is called with.
func (i invocation) read(name string) (config.Config, error) {
	flags := i.flags(name)
	i.settings.AddFlags(flags)
	err := i.parse(flags)
	return i.settings, err
}

// warnings is the log of a subcommand: an operator wants to read what it prints.
func (i invocation) warnings() zerolog.Logger {
	return zerolog.New(i.errOut).Level(zerolog.WarnLevel).With().Timestamp().Logger()
}

func (i invocation) print(name, value string) error {
	if _, err := fmt.Fprintf(i.out, "%s: %s\n", name, value); err != nil {
		return fmt.Errorf("printing the result: %w", err)
	}
	return nil
}

// required returns the first flag that was left out, as an error.
func required(flags *flag.FlagSet, names []string) error {
	for _, name := range names {
		if strings.TrimSpace(flags.Lookup(name).Value.String()) == "" {
			return fmt.Errorf("the flag --%s is required", name)
		}
	}
	return nil
}

// opening is how a store is opened.
type opening struct {
	// shared has the process share the embedded store with the server that has it open.
	shared bool
	// anyVersion has a store of an earlier version opened, too.
	anyVersion bool
}

func open(ctx context.Context, settings config.Config, logger zerolog.Logger, metrics *api.Metrics, how opening) (*app.App, error) {
	limits, err := limitsOf(settings)
	if err != nil {
		return nil, err
	}
	agreement, err := agreementOf(settings)
	if err != nil {
		return nil, err
	}
	emailAddresses, err := verifierOf(settings)
	if err != nil {
		return nil, err
	}
	proxies, err := settings.Proxies()
	if err != nil {
		return nil, err
	}
	verifyEvery, err := settings.VerificationInterval()
	if err != nil {
		return nil, fmt.Errorf("the setting ACCESSGRAPH_VERIFY_EVERY is not valid: %w", err)
	}
	options := mongo.Options{URI: settings.MongoDBURI, Folder: settings.Data, Shared: how.shared, AnyVersion: how.anyVersion, Logger: logger}
	if metrics != nil {
		options.Observe = metrics.StoreCommand
	}
	store, err := mongo.Open(ctx, options)
	if err != nil {
		return nil, err
	}
	mark, err := store.HighWaterMark(ctx)
	if err != nil {
		return nil, errors.Join(err, store.Close(context.WithoutCancel(ctx)))
	}
	product, err := app.New(app.Options{
		Store: store, Logger: logger, Version: buildVersion(), Clock: time.Now, NotBefore: mark, Limits: limits, Agreement: agreement, EmailAddresses: emailAddresses,
		Playground: settings.HasPlayground(), PlaygroundDirectOnly: settings.Playground == config.Loopback,
		Introspection: introspectionOf(settings), Metrics: metrics, MetricsDirectOnly: settings.Metrics == config.Loopback,
		Proxies: proxies, OnLoopback: settings.OnLoopback, VerifyEvery: verifyEvery,
	})
	if err != nil {
		return nil, errors.Join(err, store.Close(ctx))
	}
	return product, nil
}

func introspectionOf(settings config.Config) api.Introspection {
	switch settings.Introspection {
	case config.IntrospectionKey:
		return api.IntrospectionWithKey
	case config.IntrospectionOff:
		return api.IntrospectionOff
	default:
		return api.IntrospectionPublic
	}
}

func verifierOf(settings config.Config) (roleaccount.EmailAddressVerifier, error) {
	switch settings.EmailVerification {
	case config.EmailMX:
		return mailcheck.MX{Resolver: net.DefaultResolver, Timeout: mailcheck.DefaultTimeout}, nil
	case config.EmailRelay:
		relay, err := mailcheck.ParseRelay(settings.SMTPRelay)
		if err != nil {
			return nil, fmt.Errorf("the setting ACCESSGRAPH_SMTP_RELAY is not valid: %w", err)
		}
		return relay, nil
	default:
		return roleaccount.SyntaxVerifier{}, nil
	}
}

func agreementOf(settings config.Config) (access.UserAgreement, error) {
	if settings.Agreements == "" {
		return access.BuiltInAgreement(), nil
	}
	agreement, err := app.ReadAgreement(os.DirFS(settings.Agreements))
	if err != nil {
		return access.UserAgreement{}, fmt.Errorf("the setting ACCESSGRAPH_AGREEMENTS is not valid: %w", err)
	}
	return agreement, nil
}

func limitsOf(settings config.Config) (api.Limits, error) {
	values, err := settings.LimitValues()
	if err != nil {
		return api.Limits{}, err
	}
	limits, err := api.DefaultLimits().With(values)
	if err != nil {
		return api.Limits{}, fmt.Errorf("the setting ACCESSGRAPH_LIMITS is not valid: %w", err)
	}
	return limits, nil
}

// operate reads the flags of a subcommand, some of them required, and runs it on the store, next to a server if there is one.
func operate(ctx context.Context, called invocation, flags *flag.FlagSet, work func(*app.App) error, needed ...string) error {
	return operateOn(ctx, called, flags, opening{shared: true}, work, needed...)
}

// operateAlone is operate for what must not be done next to a server.
func operateAlone(ctx context.Context, called invocation, flags *flag.FlagSet, work func(*app.App) error, needed ...string) error {
	return operateOn(ctx, called, flags, opening{}, work, needed...)
}

func operateOn(
	ctx context.Context, called invocation, flags *flag.FlagSet, how opening, work func(*app.App) error, needed ...string,
) (err error) {
	settings := called.settings
	settings.AddFlags(flags)
	if err := called.parse(flags); err != nil {
		return err
	}
	if err := required(flags, needed); err != nil {
		return err
	}
	product, err := open(ctx, settings, called.warnings(), nil, how)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, product.Close(context.WithoutCancel(ctx))) }()
	return work(product)
}
