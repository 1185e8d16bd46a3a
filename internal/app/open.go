package app

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/domain/roleaccount"
	"accessgraph/internal/config"
	"accessgraph/internal/mailcheck"
	"accessgraph/mongo"
)

// Opening says how a store is opened for a subcommand of the operator.
type Opening struct {
	Version string
	Logger  zerolog.Logger
	// Shared has the process share the embedded store with the server that has it open.
	Shared bool
	// AnyVersion opens a store of an earlier version, too.
	AnyVersion bool
}

// Open opens a store for a subcommand of the operator: nothing is served.
func Open(ctx context.Context, settings config.Store, opening Opening) (*App, error) {
	store := storeOptions(settings, opening.Logger)
	store.Shared, store.AnyVersion = opening.Shared, opening.AnyVersion
	return open(ctx, store, Options{Logger: opening.Logger, Version: opening.Version, Limits: api.DefaultLimits()})
}

// Observation says where a server reports what it does.
type Observation struct {
	Version string
	Logger  zerolog.Logger
	// DroppedLines returns how many lines of the log were dropped.
	DroppedLines func() int
}

// OpenServer opens the store of a server and puts the product together as its settings say.
func OpenServer(ctx context.Context, settings config.Server, observation Observation) (*App, error) {
	options, err := serverOptions(settings, observation)
	if err != nil {
		return nil, err
	}
	store := storeOptions(settings.Store, observation.Logger)
	if options.Metrics != nil {
		store.Observe = options.Metrics.StoreCommand
	}
	return open(ctx, store, options)
}

func storeOptions(settings config.Store, logger zerolog.Logger) mongo.Options {
	return mongo.Options{URI: string(settings.MongoDBURI), Folder: string(settings.Data), Logger: logger}
}

// open opens a store and completes the options of the product with it.
func open(ctx context.Context, storeOptions mongo.Options, options Options) (*App, error) {
	store, err := mongo.Open(ctx, storeOptions)
	if err != nil {
		return nil, err
	}
	notBefore, err := store.HighWaterMark(ctx)
	if err != nil {
		return nil, errors.Join(err, store.Close(context.WithoutCancel(ctx)))
	}
	options.Store, options.Clock, options.NotBefore = store, time.Now, notBefore
	product, err := New(options)
	if err != nil {
		return nil, errors.Join(err, store.Close(ctx))
	}
	return product, nil
}

// CheckSettings returns every error, joined, for which OpenServer would not open a server with these settings, except those of
// its store. What they name, such as a folder, is read.
func CheckSettings(settings config.Server) error {
	_, err := readSettings(settings)
	return err
}

// readSettings returns the options that are read from what settings name, with the errors of all of them.
func readSettings(settings config.Server) (Options, error) {
	limits, err := api.DefaultLimits().With(settings.Limits)
	limitsErr := config.Invalid("ACCESSGRAPH_LIMITS", err)
	agreements, agreementsErr := AgreementsOf(settings)
	documents, documentsErr := TrustedDocumentsOf(settings)
	if limitsErr == nil && documentsErr == nil {
		documentsErr = notTrusted(api.CheckTrusted(Schema(), limits, documents))
	}
	emailAddresses, emailErr := verifierOf(settings)
	return Options{
		Limits: limits, Agreements: agreements, TrustedDocuments: documents, EmailAddresses: emailAddresses,
	}, errors.Join(limitsErr, agreementsErr, documentsErr, emailErr)
}

// serverOptions translates the settings of a server, except those of its store.
func serverOptions(settings config.Server, observation Observation) (Options, error) {
	options, err := readSettings(settings)
	if err != nil {
		return Options{}, err
	}
	var metrics *api.Metrics
	if settings.HasMetrics() {
		metrics = api.NewMetrics(observation.Version)
	}
	if err := metrics.WatchLog(observation.DroppedLines); err != nil {
		return Options{}, err
	}
	options.Logger, options.Version = observation.Logger, observation.Version
	options.Playground, options.PlaygroundDirectOnly = settings.HasPlayground(), settings.Playground == config.Loopback
	options.Console, options.ConsoleDirectOnly = settings.HasConsole(), settings.Console == config.Loopback
	options.Metrics, options.MetricsDirectOnly = metrics, settings.Metrics == config.Loopback
	options.Introspection = introspectionOf(settings)
	options.Proxies, options.Origins, options.OnLoopback = settings.TrustedProxies, settings.Origins, settings.OnLoopback
	options.TrustedDocumentsMode = trustedDocumentsMode(settings)
	options.VerifyEvery = time.Duration(settings.VerifyEvery)
	options.PassageRetention = time.Duration(settings.PassageRetention)
	options.AuditRetention = time.Duration(settings.AuditRetention)
	return options, nil
}

func introspectionOf(settings config.Server) api.Introspection {
	switch settings.Introspection {
	case config.IntrospectionKey:
		return api.IntrospectionWithKey
	case config.IntrospectionOff:
		return api.IntrospectionOff
	default:
		return api.IntrospectionPublic
	}
}

func verifierOf(settings config.Server) (roleaccount.EmailAddressVerifier, error) {
	switch settings.EmailVerification {
	case config.EmailMX:
		return mailcheck.MX{Resolver: net.DefaultResolver, Timeout: mailcheck.DefaultTimeout}, nil
	case config.EmailRelay:
		relay, err := mailcheck.ParseRelay(settings.SMTPRelay)
		if err != nil {
			return nil, config.Invalid("ACCESSGRAPH_SMTP_RELAY", err)
		}
		relay.StartTLS = startTLS(settings.SMTPStartTLS)
		return relay, nil
	default:
		return roleaccount.SyntaxVerifier{}, nil
	}
}
func startTLS(setting config.StartTLS) mailcheck.StartTLS {
	switch setting {
	case config.StartTLSRequired:
		return mailcheck.StartTLSRequired
	case config.StartTLSOff:
		return mailcheck.StartTLSOff
	default:
		return mailcheck.StartTLSOffered
	}
}
