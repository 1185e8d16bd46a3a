// Package config declares the program's settings, each once: its name, environment variable, default and description. It also
// sets the memory limit and the garbage collector of the process.
package config

import "time"

// The tags of a setting, which internal/cli reads: the flag (name), the environment variable (env), the default, and the text
// of the help. A setting tagged noflag has no flag, because other users of the machine can list the flags of a process. One tagged
// secret is never shown: see SecretFileSuffix. A settings file names a setting as its flag, whether it has one or not.

// Store says where the data is. The server and the subcommands of the operator read it.
type Store struct {
	Data       Folder     `name:"data" env:"ACCESSGRAPH_DATA" default:"./data" placeholder:"FOLDER" help:"Folder of the embedded store."`
	MongoDBURI MongoDBURI `name:"mongodb-uri" env:"MONGODB_URI" secret:"" placeholder:"URI" help:"Use this MongoDB instead of the embedded store."`
}

// Listening says where the server listens. Whoever asks the server reads it, too.
type Listening struct {
	Listen Address `name:"listen" env:"ACCESSGRAPH_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen on."`
}

// Documents says which GraphQL documents the operator trusts, and what is done about others.
type Documents struct {
	TrustedDocuments     string               `name:"trusted-documents" env:"ACCESSGRAPH_TRUSTED_DOCUMENTS" placeholder:"PATH" help:"Manifest of trusted documents, as GraphQL Code Generator, Relay and Apollo write it, or a folder of such files. Their operations can be sent by ID."`
	TrustedDocumentsMode TrustedDocumentsMode `name:"trusted-documents-mode" env:"ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE" default:"off" placeholder:"MODE" help:"What is done about operations that are not in the manifest: off (they are executed), log (executed and marked in the log), or enforce (they are refused)."`
}

// Server says how `accessgraph serve` runs.
type Server struct {
	File
	Listening
	TLS
	Store
	Log
	BootstrapKey string `name:"bootstrap-key" env:"ACCESSGRAPH_BOOTSTRAP_KEY" hidden:"" noflag:"" secret:"" help:"Key of the first application of an empty store, as accessgraph key new prints it. Without it a key is generated."`

	Playground        Exposure          `name:"playground" env:"ACCESSGRAPH_PLAYGROUND" default:"loopback" placeholder:"WHEN" help:"The playground at /: on, off, or loopback, which is on only when listening on a loopback address, and not through a proxy."`
	Console           Exposure          `name:"console" env:"ACCESSGRAPH_CONSOLE" default:"loopback" placeholder:"WHEN" help:"The console at /console/: on, off, or loopback, which is on only when listening on a loopback address, and not through a proxy."`
	Metrics           Exposure          `name:"metrics" env:"ACCESSGRAPH_METRICS" default:"loopback" placeholder:"WHEN" help:"The server's counters at /metrics: on, off, or loopback, which is on only when listening on a loopback address, and not through a proxy."`
	Introspection     Introspection     `name:"introspection" env:"ACCESSGRAPH_INTROSPECTION" default:"public" placeholder:"WHO" help:"Who may read the schema from the server: public, key (those with a key), or off."`
	EmailVerification EmailVerification `name:"email-verification" env:"ACCESSGRAPH_EMAIL_VERIFICATION" default:"syntax" placeholder:"HOW" help:"How e-mail addresses are verified: syntax, mx (the domain accepts mail), or relay (the mail server at ACCESSGRAPH_SMTP_RELAY takes the recipient)."`
	SMTPRelay         string            `name:"smtp-relay" env:"ACCESSGRAPH_SMTP_RELAY" placeholder:"URL" help:"Mail server that verifies e-mail addresses, as smtp://host:port or smtps://host:port."`
	SMTPStartTLS      StartTLS          `name:"smtp-starttls" env:"ACCESSGRAPH_SMTP_STARTTLS" default:"offered" placeholder:"WHEN" help:"Whether the connection to a mail server at smtp:// is encrypted by STARTTLS: offered (if the server offers it), required, or off. The server's certificate is verified."`
	Agreements        string            `name:"agreements" env:"ACCESSGRAPH_AGREEMENTS" placeholder:"FOLDER" help:"Folder of the versions of the user agreement, such as 1.0.txt. Another text of a version that was in force is refused. Without it a built-in one, version 1.0, is used."`
	DrainDelay        Delay             `name:"drain-delay" env:"ACCESSGRAPH_DRAIN_DELAY" placeholder:"DURATION" help:"How long requests are still taken after SIGTERM, while /readyz responds with 503, such as 5s. Unset, it is 2s, and 0s on a loopback address."`
	TrustedProxies    Networks          `name:"trusted-proxies" env:"ACCESSGRAPH_TRUSTED_PROXIES" placeholder:"NETWORKS" help:"Addresses and networks of the proxies before the server, such as 10.0.0.0/8,::1, whose X-Forwarded-For names the client."`
	Origins           Origins           `name:"origins" env:"ACCESSGRAPH_ORIGINS" placeholder:"ORIGINS" help:"Origins of the web pages that may call the API, such as https://console.example.com,http://localhost:5173; * for all. Unset, there are none."`
	Limits            Limits            `name:"limits" env:"ACCESSGRAPH_LIMITS" placeholder:"NAME=NUMBER,..." help:"Limits that differ from the defaults, such as depth=20,cost=50000."`
	AuditRetention    Retention         `name:"audit-retention" env:"ACCESSGRAPH_AUDIT_RETENTION" placeholder:"DAYS" help:"How long audit records are kept, such as 400d. Older ones are removed for good. Unset, they are kept for ever."`
	VerifyEvery       Interval          `name:"verify-every" env:"ACCESSGRAPH_VERIFY_EVERY" placeholder:"DURATION" help:"How often the server verifies its store in the background, such as 24h. Unset, it never does."`
	PassageRetention  Retention         `name:"passage-retention" env:"ACCESSGRAPH_PASSAGE_RETENTION" placeholder:"DAYS" help:"How long passages are kept, in days such as 400d. The server removes older ones for good. Unset, they are kept for ever."`
	Documents

	// OnLoopback reports whether the server listens on a loopback address only. It is no setting: Reachable sets it.
	OnLoopback bool `kong:"-"`
}

// Reachable returns the settings of a server that listens: onLoopback reports whether only programs on this machine can reach
// it.
func (s Server) Reachable(onLoopback bool) Server {
	s.OnLoopback = onLoopback
	return s
}

// The default delays between the signal to stop and the end of new requests. Nobody has to be told about a server on loopback.
const (
	drainDelay           = 2 * time.Second
	drainDelayOnLoopback = 0
)

// Drain returns DrainDelay, or the default of this server.
func (s Server) Drain() time.Duration {
	switch {
	case s.DrainDelay.set:
		return s.DrainDelay.duration
	case s.OnLoopback:
		return drainDelayOnLoopback
	default:
		return drainDelay
	}
}

// HasPlayground reports whether the server has a playground.
func (s Server) HasPlayground() bool { return s.exposes(s.Playground) }

// HasConsole reports whether the server has a console.
func (s Server) HasConsole() bool { return s.exposes(s.Console) }

// HasMetrics reports whether the server has metrics.
func (s Server) HasMetrics() bool { return s.exposes(s.Metrics) }

func (s Server) exposes(page Exposure) bool { return page == On || page == Loopback && s.OnLoopback }
