// Package api is HTTP around GraphQL: media types, authentication, limits, errors, the request log and health. It knows
// no rule of the business.
package api

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/zerolog"

	"accessgraph/domain/actor"
	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

// Authenticator returns the caller that a key stands for; beside an error, too, when the error is about the acting user
// and not the key. The acting user is nil when the header is absent. An error of the catalogue is sent to
// the client; any other means that the key could not be checked, and lets nobody in.
type Authenticator func(ctx context.Context, key string, actingUser *string, requestID string) (actor.Caller, error)

// Options configure the API.
type Options struct {
	Schema graphql.ExecutableSchema
	// Authenticate returns the caller that a key stands for, as Caller.Cached says possibly from a cache.
	Authenticate Authenticator
	// AuthenticateFresh does so without a cache. It is called for mutations whose caller came from one.
	AuthenticateFresh Authenticator
	// IDsOf returns the IDs of the objects in a mutation's payload: the client is told them if the payload cannot be sent.
	IDsOf func(payload any) []string
	// OnStop registers a function to be called when the server is told to stop. cancel prevents that, and reports whether it was in
	// time. It may be nil.
	OnStop func(stop func()) (cancel func() bool)
	// Ready returns why the server cannot serve requests; nil if it can.
	Ready func(ctx context.Context) error
	// Prepare returns the context of a request for resolvers; the caller is nil if no key was sent. It may be nil.
	Prepare func(ctx context.Context, caller *actor.Caller, visitor actor.Visitor) context.Context
	// WithAttempt returns the context of a root field of a mutation that was sent with an idempotency key.
	WithAttempt func(ctx context.Context, attempt *actor.Attempt) context.Context
	Limits      Limits
	Logger      zerolog.Logger
	// Version is shown to people on the home page.
	Version string
	// Introspection says who may read the schema, and get error messages that suggest names of it.
	Introspection Introspection
	// TrustedDocuments says what is done about operations that are not among those given to [API.Trust].
	TrustedDocuments TrustedDocumentsMode
	// Playground serves / to browsers, and everything under /playground/. Nil if there is none.
	Playground http.Handler
	// Console serves everything under /console/, and /console. Nil if there is none.
	Console http.Handler
	// Proxies are the networks of the proxies before this server, whose X-Forwarded-For is believed. Usually there are none.
	Proxies []netip.Prefix
	// Metrics are counted, and served at /metrics. Nil if there are none. Each API needs its own.
	Metrics *Metrics
	// OnLoopback is set if the server listens on a loopback address only: then the Host must be a loopback one.
	OnLoopback bool
	// PlaygroundDirectOnly keeps the playground from requests that a proxy passed on.
	PlaygroundDirectOnly bool
	// ConsoleDirectOnly keeps the console from requests that a proxy passed on.
	ConsoleDirectOnly bool
	// MetricsDirectOnly keeps /metrics from them.
	MetricsDirectOnly bool
	// Clock is the clock of the limits per minute; time.Now if nil.
	Clock func() time.Time
	// Origins are the origins, such as https://console.example.com, of the web pages that may call the API; * stands for all.
	Origins []string
}

func (o Options) check() error {
	switch {
	case o.Schema == nil:
		return errors.New("the API needs a schema")
	case o.Authenticate == nil || o.AuthenticateFresh == nil:
		return errors.New("the API needs a way to authenticate")
	case o.WithAttempt == nil:
		return errors.New("the API needs a way to hand resolvers an idempotency key")
	case o.IDsOf == nil:
		return errors.New("the API needs the IDs of payloads")
	case o.Ready == nil:
		return errors.New("the API needs a check of readiness")
	case !o.Introspection.isValid():
		return fmt.Errorf("the API knows no introspection %q", o.Introspection)
	}
	return o.Limits.check()
}

// New returns the API, which trusts no documents yet. The error names the option that is missing or out of range.
func New(options Options) (*API, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	endpoint, err := newEndpoint(options)
	if err != nil {
		return nil, err
	}
	served := routes{
		"/graphql": endpoint,
		"/healthz": readOnly(healthy),
		"/readyz":  readOnly(ready(options.Ready)),
		"/":        readOnly(home(options.Version)),
	}
	if options.Playground != nil {
		text := home(options.Version)
		served["/"] = unlessForwarded(options.PlaygroundDirectOnly, readOnly(welcome(options.Playground, text)), readOnly(text))
		served[playgroundFolder] = unlessForwarded(options.PlaygroundDirectOnly, readOnly(options.Playground.ServeHTTP), notFound)
	}
	if options.Console != nil {
		page := unlessForwarded(options.ConsoleDirectOnly, readOnly(options.Console.ServeHTTP), notFound)
		served[consoleFolder], served[strings.TrimSuffix(consoleFolder, "/")] = page, page
	}
	if options.Metrics != nil {
		counted := readOnly(options.Metrics.Handler(options.Logger).ServeHTTP)
		served["/metrics"] = unlessForwarded(options.MetricsDirectOnly, counted, notFound)
	}
	handler, err := compressed(surround(options, boundStreams(newPlaces(options.Limits, options.Proxies), served)))
	if err != nil {
		return nil, err
	}
	return &API{Handler: handler, documents: endpoint.documents}, nil
}

// routes serve exact paths, and the files of the pages; 404 for all others.
type routes map[string]http.Handler

// The folders of the pages.
const (
	playgroundFolder = "/playground/"
	consoleFolder    = "/console/"
)

func (r routes) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	path := request.URL.Path
	for _, folder := range []string{playgroundFolder, consoleFolder} {
		if strings.HasPrefix(path, folder) {
			path = folder
		}
	}
	if handler, ok := r[path]; ok {
		handler.ServeHTTP(w, request)
		return
	}
	notFound(w, request)
}

// surround does what every request needs: its ID, headers that keep browsers from guessing, and a response even to a panic.
func surround(options Options, next http.Handler) http.Handler {
	shared, trusted := newOrigins(options.Origins), proxies(options.Proxies)
	always := http.Header{
		"Content-Security-Policy": {"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
		"X-Content-Type-Options":  {"nosniff"},
		"Referrer-Policy":         {"no-referrer"},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		info := newRequestInfo(options, r)
		ctx := cost.Into(info.into(r.Context()), &info.commands)
		header := w.Header()
		maps.Copy(header, always)
		header.Set(headerRequestID, info.requestID)
		defer respondToPanic(ctx, w, r)
		r = r.WithContext(ctx)
		switch {
		case options.OnLoopback && !trusted.mayName(r):
			refuse(w, r, refuseWith(http.StatusMisdirectedRequest, fault.New(fault.HostNotAllowed).Err()))
		case shared.allow(header, r):
			w.WriteHeader(http.StatusNoContent)
			info.logOperation(http.StatusNoContent, nil)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// respondToPanic responds with SERVER_FAILED after a panic outside of the resolvers. http.ErrAbortHandler passes.
func respondToPanic(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	value := recover()
	if value == nil {
		return
	}
	if aborted, ok := value.(error); ok && errors.Is(aborted, http.ErrAbortHandler) {
		panic(value)
	}
	err := refuseWith(http.StatusInternalServerError, recovered(ctx, value))
	sent := write(ctx, w, refused(ctx, w.Header(), negotiate(r.Header), err))
	infoOf(ctx).finish(sent.status, sent.Errors)
}
