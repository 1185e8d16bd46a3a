// Package config reads the program's settings: from the environment, and from flags of the same meaning, which win.
package config

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Config is how the program was told to run.
type Config struct {
	// Listen is the address of the HTTP server, as host:port.
	Listen string
	// Data is the folder of the embedded store.
	Data string
	// MongoDBURI is set when MongoDB is used instead of the embedded store.
	MongoDBURI string
	// BootstrapKey is the key of the first application of an empty store; without it one is generated.
	BootstrapKey string
	// Playground says when the page at / is the playground: On, Off or Loopback.
	Playground string
	// Metrics says when /metrics answers: On, Off or Loopback.
	Metrics string
	// Introspection says who may read the schema from the server: IntrospectionPublic, IntrospectionKey or IntrospectionOff.
	Introspection string
	// EmailVerification is how e-mail addresses are verified: EmailSyntax, EmailMX or EmailRelay.
	EmailVerification string
	// SMTPRelay is the mail server that EmailRelay asks, as smtp://host:port.
	SMTPRelay string
	// Agreements is the folder of the versions of the user agreement; empty for the built-in one.
	Agreements string
	// DrainDelay is how long requests are still taken once the server is told to stop, as a duration. See Reachable.
	DrainDelay string
	// TrustedProxies are the addresses and networks of proxies whose X-Forwarded-For is believed. See Proxies.
	TrustedProxies string
	// Limits sets limits of the API by their names, as `depth=20,cost=50000`. See LimitValues.
	Limits string
	// VerifyEvery is how often the store is verified in the background, as `24h`; empty for never. See VerificationInterval.
	VerifyEvery string
	// OnLoopback says that the server listens on a loopback address only. It is no setting: Reachable sets it.
	OnLoopback bool
}

// The values of Playground and of Metrics. The last means on for requests that come straight from the server's own machine:
// it listens on a loopback address only, and no proxy says that it passed the request on.
const (
	On       = "on"
	Off      = "off"
	Loopback = "loopback"
)

// The values of Introspection: everybody, those with a key, nobody.
const (
	IntrospectionPublic = "public"
	IntrospectionKey    = "key"
	IntrospectionOff    = "off"
)

// setting is one row of the table of settings.
type setting struct {
	variable string
	// flag is empty for a setting that must not be seen in a list of processes.
	flag     string
	fallback string
	usage    string
	field    func(*Config) *string
	// problem says what is wrong with a value; empty when it is fine.
	problem func(value string) string
}

func settings() []setting { return slices.Concat(servedSettings(), ruledSettings()) }

// servedSettings say where the server listens, where it keeps its data, and what it shows to whom.
func servedSettings() []setting {
	return []setting{
		{
			variable: "ACCESSGRAPH_LISTEN", flag: "listen", fallback: "127.0.0.1:8080",
			usage: "address to listen on, as host:port",
			field: func(c *Config) *string { return &c.Listen }, problem: addressProblem,
		},
		{
			variable: "ACCESSGRAPH_DATA", flag: "data", fallback: "./data",
			usage: "folder of the embedded store",
			field: func(c *Config) *string { return &c.Data }, problem: emptyProblem,
		},
		{
			variable: "MONGODB_URI", flag: "mongodb-uri",
			usage: "use this MongoDB instead of the embedded store",
			field: func(c *Config) *string { return &c.MongoDBURI }, problem: uriProblem,
		},
		{
			variable: "ACCESSGRAPH_BOOTSTRAP_KEY",
			usage:    "key of the first application of an empty store, as `accessgraph key new` prints it",
			field:    func(c *Config) *string { return &c.BootstrapKey }, problem: noProblem,
		},
		{
			variable: "ACCESSGRAPH_PLAYGROUND", flag: "playground", fallback: Loopback,
			usage: "the playground at /: on, off, or loopback, which is on only when listening on a loopback address, and not through a proxy",
			field: func(c *Config) *string { return &c.Playground }, problem: oneOf(On, Off, Loopback),
		},
		{
			variable: "ACCESSGRAPH_METRICS", flag: "metrics", fallback: Loopback,
			usage: "what the server counts, at /metrics: on, off, or loopback, which is on only when listening on a loopback address, and not through a proxy",
			field: func(c *Config) *string { return &c.Metrics }, problem: oneOf(On, Off, Loopback),
		},
		{
			variable: "ACCESSGRAPH_INTROSPECTION", flag: "introspection", fallback: IntrospectionPublic,
			usage: "who may read the schema from the server: public, key (those with a key), or off",
			field: func(c *Config) *string { return &c.Introspection }, problem: oneOf(IntrospectionPublic, IntrospectionKey, IntrospectionOff),
		},
	}
}

// ruledSettings say what the server checks and how far it goes.
func ruledSettings() []setting {
	return []setting{
		{
			variable: "ACCESSGRAPH_EMAIL_VERIFICATION", flag: "email-verification", fallback: EmailSyntax,
			usage: "how e-mail addresses are verified: syntax, mx (the domain accepts mail), or relay (the mail server at ACCESSGRAPH_SMTP_RELAY takes the recipient)",
			field: func(c *Config) *string { return &c.EmailVerification }, problem: oneOf(EmailSyntax, EmailMX, EmailRelay),
		},
		{
			variable: "ACCESSGRAPH_SMTP_RELAY", flag: "smtp-relay",
			usage: "mail server that verifies e-mail addresses, as smtp://host:port or smtps://host:port",
			field: func(c *Config) *string { return &c.SMTPRelay }, problem: noProblem,
		},
		{
			variable: "ACCESSGRAPH_AGREEMENTS", flag: "agreements",
			usage: "folder of the versions of the user agreement, as 1.0.txt; without it a built-in one is used",
			field: func(c *Config) *string { return &c.Agreements }, problem: noProblem,
		},
		{
			variable: "ACCESSGRAPH_DRAIN_DELAY", flag: "drain-delay",
			usage: "how long requests are still taken after SIGTERM, while /readyz answers 503, such as 5s; unset it is 2s, and 0s on a loopback address",
			field: func(c *Config) *string { return &c.DrainDelay }, problem: durationProblem,
		},
		{
			variable: "ACCESSGRAPH_TRUSTED_PROXIES", flag: "trusted-proxies",
			usage: "addresses and networks of the proxies before the server, as 10.0.0.0/8,::1, whose X-Forwarded-For says whom a request comes from",
			field: func(c *Config) *string { return &c.TrustedProxies }, problem: proxiesProblem,
		},
		{
			variable: "ACCESSGRAPH_LIMITS", flag: "limits",
			usage: "limits of the API that differ from the defaults, as depth=20,cost=50000; serverInfo lists them",
			field: func(c *Config) *string { return &c.Limits }, problem: limitsProblem,
		},
		{
			variable: "ACCESSGRAPH_VERIFY_EVERY", flag: "verify-every",
			usage: "how often the server verifies its store in the background, such as 24h; the log and the metrics tell what it finds",
			field: func(c *Config) *string { return &c.VerifyEvery }, problem: intervalProblem,
		},
	}
}

// Reachable returns the settings for a server that can be reached from its own machine only, or from others.
func (c Config) Reachable(fromThisMachineOnly bool) Config {
	c.OnLoopback = fromThisMachineOnly
	return c
}

// The delays before a server that is told to stop takes no more requests, where none is set: nobody has to be told of a
// server on loopback.
const (
	drainDelay           = 2 * time.Second
	drainDelayOnLoopback = 0
)

// Drain returns DrainDelay, or what stands for it on this server.
func (c Config) Drain() time.Duration {
	if delay, err := time.ParseDuration(c.DrainDelay); err == nil {
		return delay
	}
	if c.OnLoopback {
		return drainDelayOnLoopback
	}
	return drainDelay
}

// HasPlayground reports whether there is a playground at all.
func (c Config) HasPlayground() bool { return c.has(c.Playground) }

// HasMetrics reports whether there are metrics at all.
func (c Config) HasMetrics() bool { return c.has(c.Metrics) }

func (c Config) has(value string) bool { return value == On || value == Loopback && c.OnLoopback }

// LimitValues are the limits that are set, by name.
func (c Config) LimitValues() (map[string]int, error) {
	values := map[string]int{}
	for part := range strings.SplitSeq(c.Limits, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, text, found := strings.Cut(part, "=")
		value, err := strconv.Atoi(strings.TrimSpace(text))
		if !found || err != nil {
			return nil, errors.New("it must be name=number, with commas between, as depth=20,cost=50000")
		}
		values[strings.TrimSpace(name)] = value
	}
	return values, nil
}

// shortestInterval is the shortest time between two verifications of the store.
const shortestInterval = time.Minute

// VerificationInterval is the time between two verifications of the store; zero for none.
func (c Config) VerificationInterval() (time.Duration, error) {
	if c.VerifyEvery == "" {
		return 0, nil
	}
	every, err := time.ParseDuration(c.VerifyEvery)
	if err != nil || every < shortestInterval {
		return 0, errors.New("it must be a duration of at least 1m, such as 24h")
	}
	return every, nil
}

// Proxies are the networks of TrustedProxies, a single address being a network of its own.
func (c Config) Proxies() ([]netip.Prefix, error) {
	var networks []netip.Prefix
	for part := range strings.SplitSeq(c.TrustedProxies, ",") {
		text := strings.TrimSpace(part)
		if text == "" {
			continue
		}
		network, err := netip.ParsePrefix(text)
		if err != nil {
			address, err := netip.ParseAddr(text)
			if err != nil {
				return nil, errors.New("it must be addresses and networks with commas between, as 10.0.0.0/8,::1")
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}

// The ways to verify e-mail addresses.
const (
	EmailSyntax = "syntax"
	EmailMX     = "mx"
	EmailRelay  = "relay"
)

const ownPrefix = "ACCESSGRAPH_"

// FromEnvironment reads the settings from an environment of NAME=value entries. The error is a sentence that names the
// setting which is unknown or malformed; it never quotes the value of a secret.
func FromEnvironment(environment []string) (Config, error) {
	var config Config
	given := map[string]string{}
	for _, entry := range environment {
		name, value, _ := strings.Cut(entry, "=")
		given[name] = value
	}
	for _, known := range settings() {
		value, set := given[known.variable]
		if !set || (value == "" && known.fallback == "") {
			value = known.fallback
		}
		if value != "" || set {
			if problem := known.problem(value); problem != "" {
				return Config{}, fmt.Errorf("the setting %s is not valid: %s", known.variable, problem)
			}
		}
		*known.field(&config) = value
	}
	return config, unknown(given)
}

func unknown(given map[string]string) error {
	var strangers []string
	for name := range given {
		isKnown := slices.ContainsFunc(settings(), func(known setting) bool { return known.variable == name })
		if strings.HasPrefix(name, ownPrefix) && !isKnown {
			strangers = append(strangers, name)
		}
	}
	if len(strangers) == 0 {
		return nil
	}
	slices.Sort(strangers)
	return fmt.Errorf("the setting %s is unknown", strangers[0])
}

// AddFlags registers the flags of the settings: one that is given wins over the environment.
func (c *Config) AddFlags(flags *flag.FlagSet) {
	for _, known := range settings() {
		if known.flag == "" {
			continue
		}
		flags.Func(known.flag, known.usage+" ("+known.variable+")", func(value string) error {
			if problem := known.problem(value); problem != "" {
				return errors.New(problem)
			}
			*known.field(c) = value
			return nil
		})
	}
}

// Describe writes the table of settings for people.
func Describe(out io.Writer) error {
	for _, known := range settings() {
		fallback := known.fallback
		if fallback == "" {
			fallback = "unset"
		}
		if _, err := fmt.Fprintf(out, "  %-26s %s (default %s)\n", known.variable, known.usage, fallback); err != nil {
			return fmt.Errorf("describing the settings: %w", err)
		}
	}
	return nil
}

func noProblem(string) string { return "" }

// oneOf takes one of these words and nothing else.
func oneOf(words ...string) func(string) string {
	return func(value string) string {
		if slices.Contains(words, value) {
			return ""
		}
		return "it must be one of " + strings.Join(words, ", ")
	}
}

func emptyProblem(value string) string {
	if strings.TrimSpace(value) == "" {
		return "it must not be empty"
	}
	return ""
}

func limitsProblem(value string) string {
	if _, err := (Config{Limits: value}).LimitValues(); err != nil {
		return err.Error()
	}
	return ""
}

func intervalProblem(value string) string {
	if _, err := (Config{VerifyEvery: value}).VerificationInterval(); err != nil {
		return err.Error()
	}
	return ""
}

func proxiesProblem(value string) string {
	if _, err := (Config{TrustedProxies: value}).Proxies(); err != nil {
		return err.Error()
	}
	return ""
}

func durationProblem(value string) string {
	if value == "" {
		return ""
	}
	if length, err := time.ParseDuration(value); err != nil || length < 0 {
		return "it must be a duration such as 500ms, 5s or 1m"
	}
	return ""
}

func addressProblem(value string) string {
	_, port, err := net.SplitHostPort(value)
	if err != nil || port == "" {
		return "it must be host:port, as 127.0.0.1:8080"
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "its port must be a number from 0 to 65535"
	}
	return ""
}

func uriProblem(value string) string {
	if strings.HasPrefix(value, "mongodb://") || strings.HasPrefix(value, "mongodb+srv://") {
		return ""
	}
	return "it must begin with mongodb:// or mongodb+srv://"
}
