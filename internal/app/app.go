// Package app puts the product together: the store, the rules, the schema's resolvers and the HTTP API around them.
package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/clock"
	"accessgraph/domain/commit"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/timeprofile/zones"
	"accessgraph/graph/generated"
	"accessgraph/internal/ratelimit"
	"accessgraph/mongo"
	"accessgraph/resolvers"
	"accessgraph/web/console"
	"accessgraph/web/playground"
)

// Options configure the product.
type Options struct {
	// Store is closed with the App.
	Store *mongo.Store
	// Committer stands in for the store's own; nil in every real server.
	Committer commit.Committer
	// Unqueued leaves the commits of this process to collide, as those of two processes do; false in every real server.
	Unqueued bool
	// Executor stands in for the executor of query plans; nil in every real server. bench/peers compares with gqlgen's.
	Executor func(generated.Config) graphql.ExecutableSchema
	Logger   zerolog.Logger
	Version  string
	// Clock is the wall clock.
	Clock func() time.Time
	// NotBefore is the latest time in the store: times go on from there, whatever the wall clock says.
	NotBefore time.Time
	// EmailAddresses verifies new e-mail addresses; if nil, each well-formed address is recognized.
	EmailAddresses roleaccount.EmailAddressVerifier
	// Agreements are the versions of the user agreement, of which users accept the latest; the built-in one if empty.
	Agreements []access.UserAgreement
	// Limits of the API.
	Limits api.Limits
	// Playground is set if browsers get the playground at /.
	Playground bool
	// PlaygroundDirectOnly keeps the playground from requests that a proxy passed on.
	PlaygroundDirectOnly bool
	// Console is set if people get the console at /console/.
	Console bool
	// ConsoleDirectOnly keeps the console from requests that a proxy passed on.
	ConsoleDirectOnly bool
	// Introspection says who may read the schema; everybody when left empty.
	Introspection api.Introspection
	// TrustedDocuments are the documents that can be sent by ID, and TrustedDocumentsMode says what is done about others.
	TrustedDocuments     []api.TrustedDocument
	TrustedDocumentsMode api.TrustedDocumentsMode
	// Proxies are the networks of the proxies before the server, whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Origins are the origins of the web pages that may call the API; * stands for all.
	Origins []string
	// Metrics are served at /metrics; nil if there are none.
	Metrics *api.Metrics
	// MetricsDirectOnly keeps /metrics from requests that a proxy passed on.
	MetricsDirectOnly bool
	// VerifyEvery is how often the store is verified in the background; never if zero.
	VerifyEvery time.Duration
	// PassageRetention is how long passages are kept; for ever if zero.
	PassageRetention time.Duration
	// AuditRetention is how long audit records are kept; for ever if zero.
	AuditRetention time.Duration
	// OnLoopback is set if the server listens on a loopback address only: then the Host must be a loopback one.
	OnLoopback bool
}

// App is a running product.
type App struct {
	// Handler serves HTTP requests.
	Handler http.Handler
	// Limits are the ones in force.
	Limits api.Limits
	// Changes commits mutations.
	Changes *commit.Runner

	api         *api.API
	connections api.ConnectionOptions
	agreements  atomic.Pointer[[]access.UserAgreement]
	beginStop   func()

	store     *mongo.Store
	tenants   *tenant.Service
	keyUses   *keyUses
	sweeping  *job
	detaching *job
	erasing   *job
	verifying *job
	// passageRetention and auditRetention remove old passages and old audit records.
	passageRetention, auditRetention *job
}

// withDefaults returns the options with defaults for those that were left out.
func (o Options) withDefaults() Options {
	if o.Committer == nil {
		o.Committer = o.Store
	}
	if o.EmailAddresses == nil {
		o.EmailAddresses = roleaccount.SyntaxVerifier{}
	}
	if len(o.Agreements) == 0 {
		o.Agreements = []access.UserAgreement{access.BuiltInAgreement()}
	}
	if o.Introspection == "" {
		o.Introspection = api.IntrospectionPublic
	}
	return o
}

// pages returns the playground and the console; nil for none.
func (o Options) pages() (developers, administrators http.Handler, err error) {
	if o.Playground {
		developers, err = playground.New(playground.Options{Version: o.Version, Introspection: string(o.Introspection)})
	}
	if err == nil && o.Console {
		administrators, err = console.New()
	}
	return developers, administrators, err
}

// runner returns what commits changes, at times that do not run backwards. The cache of keys watches its commits.
func (o Options) runner(cache *tenant.KeyCache) *commit.Runner {
	told := clock.New(o.Clock)
	told.NotBefore(o.NotBefore)
	o.Store.InFlight().AddClock(told.Now)
	return &commit.Runner{
		InFlight:  o.Store.InFlight(),
		Committer: cache.Watch(o.Committer), Clock: told.Now, IDs: clock.NewIDs(told),
		Outcomes: o.Store.IdempotencyRecords(), Objects: o.Store.Objects(), Queue: o.queue(),
	}
}

func (o Options) queue() *commit.Queue {
	if o.Unqueued {
		return nil
	}
	return &commit.Queue{}
}

// New puts the product together on an open store. The store may be empty still: see SetUp.
func New(options Options) (*App, error) {
	options = options.withDefaults()
	cache := tenant.NewKeyCache(options.Clock, options.Limits.CachedKeys)
	store, changes := options.Store, options.runner(cache)
	tenants := &tenant.Service{
		Applications: store.Applications(), Users: users{store.Users()}, Roles: roles{store.UserAccessRoles()},
		Credentials: store.Applications(),
		Cache:       cache, Changes: changes,
	}
	a := &App{Limits: options.Limits, Changes: changes, store: store, tenants: tenants, connections: api.ConnectionOptions{
		Limits: options.Limits, Proxies: options.Proxies, Metrics: options.Metrics, Logger: options.Logger,
	}}
	a.agreements.Store(&options.Agreements)
	invitations, err := newInvitationLimits(options.Clock, options.Limits)
	if err != nil {
		return nil, fmt.Errorf("putting the API together: %w", err)
	}
	doors, err := a.doors(options.Clock, options.Metrics)
	if err != nil {
		return nil, err
	}
	schema := executableSchema(options, a.services(options, tenants, doors, invitations))
	if a.api, err = a.newAPI(options, schema); err != nil {
		return nil, fmt.Errorf("putting the API together: %w", err)
	}
	if err := a.SetTrustedDocuments(options.TrustedDocuments); err != nil {
		return nil, err
	}
	a.Handler = a.api
	a.detaching = startJob("sweeping the attachments of deleted access rules", a.detachDeleted, options.Logger)
	a.detaching.wake() // another process may have left some
	a.erasing = startJob("erasing people", a.finishErasures, options.Logger)
	a.erasing.wake() // another process may have left some
	a.keyUses = recordKeyUses(store.KeyUses(), options.Logger)
	a.sweeping = startJob("removing what has expired", a.sweepExpired, options.Logger)
	a.verifying = a.startVerification(options.VerifyEvery, options.Metrics, options.Logger)
	a.passageRetention = a.startRetention(retention{"passages", options.PassageRetention, store.RemovePassages}, options.Logger)
	a.auditRetention = a.startRetention(retention{"audit records", options.AuditRetention, store.AuditHistory().RemoveBefore}, options.Logger)
	return a, nil
}

// newAPI puts HTTP around the schema.
func (a *App) newAPI(options Options, schema graphql.ExecutableSchema) (*api.API, error) {
	developers, administrators, err := options.pages()
	if err != nil {
		return nil, err
	}
	stopping, beginStop := context.WithCancel(context.Background()) // not a request's: it ends when the server is told to stop
	a.beginStop = beginStop
	loaded := loaderStores(a.store)
	return api.New(api.Options{
		Schema:            schema,
		Authenticate:      a.noting(a.tenants.Authenticate),
		AuthenticateFresh: a.noting(a.tenants.AuthenticateFresh),
		IDsOf:             idsOf,
		OnStop:            func(stop func()) func() bool { return context.AfterFunc(stopping, stop) },
		Ready: func(ctx context.Context) error {
			if stopping.Err() != nil {
				return api.ErrStopping
			}
			return a.store.Ready(ctx)
		},
		Prepare: func(ctx context.Context, caller *actor.Caller, visitor actor.Visitor) context.Context {
			return resolvers.NewRequest(caller, visitor, &loaded).Into(ctx)
		},
		WithAttempt: resolvers.WithAttempt,
		Limits:      options.Limits, Logger: options.Logger, Version: options.Version, Introspection: options.Introspection, Playground: developers,
		Console:          administrators,
		TrustedDocuments: options.TrustedDocumentsMode,
		Metrics:          options.Metrics, Proxies: options.Proxies, Origins: options.Origins, Clock: options.Clock,
		OnLoopback: options.OnLoopback, PlaygroundDirectOnly: options.PlaygroundDirectOnly, ConsoleDirectOnly: options.ConsoleDirectOnly,
		MetricsDirectOnly: options.MetricsDirectOnly,
	})
}

// LimitConnections returns a listener that bounds the connections of another.
func (a *App) LimitConnections(listener net.Listener) net.Listener {
	return api.LimitConnections(listener, a.connections)
}

// SetTrustedDocuments replaces the trusted documents. If one is not valid they stay, and the error names it.
func (a *App) SetTrustedDocuments(documents []api.TrustedDocument) error {
	if err := a.api.Trust(documents); err != nil {
		return notTrusted(err)
	}
	return nil
}

// BeginStop has the server tell that it is about to stop: it is no longer ready, and what is being sent must arrive soon.
// Requests are still served.
func (a *App) BeginStop() { a.beginStop() }

// Close finishes what runs off the requests' path, and closes the store. It waits for a store that does not respond only as long as
// the context allows; the error and the log then name the jobs that have not ended.
func (a *App) Close(ctx context.Context) error {
	a.beginStop()
	late := stopJobs(ctx, a.verifying, a.passageRetention, a.auditRetention, a.detaching, a.erasing, a.sweeping)
	a.keyUses.stop(ctx)
	return errors.Join(late, a.store.Close(ctx))
}

// doors is the service of access rules, whose deletions wake the sweep.
func (a *App) doors(clock func() time.Time, metrics *api.Metrics) (*accessrule.Service, error) {
	codes, err := ratelimit.NewCodes(clock, ratelimit.CodeLimits{
		PerReader: a.Limits.WrongInputCodesPerReader, PerApplication: a.Limits.WrongInputCodesPerApplication,
	})
	if err != nil {
		return nil, err
	}
	refusals, err := ratelimit.NewSampler(clock)
	if err != nil {
		return nil, err
	}
	timeZones, err := zones.New()
	if err != nil {
		return nil, err
	}
	return &accessrule.Service{
		Rules: a.store.AccessRules(), RuleLister: a.store.AccessRules(), Identifiers: a.store.Identifiers(), Users: a.store.Users(),
		ExternalPersonalIdentities: a.store.ExternalPersonalIdentities(), Passages: a.store.Passages(), Counters: a.store.Counters(),
		Timetables: timeprofile.Timetables{TimeProfiles: a.store.TimeProfiles(), HolidayCalendars: a.store.HolidayCalendars(), Zones: timeZones},
		Codes:      codes, Refusals: refusals, Observer: doorMetrics{metrics},
		Changes: a.Changes, Queued: func() { a.detaching.wake() },
	}, nil
}

// doorMetrics counts what happens at doors in the metrics.
type doorMetrics struct{ metrics *api.Metrics }

// UnknownNumber counts a number by its type.
func (d doorMetrics) UnknownNumber(kind accessrule.IdentifierType) {
	d.metrics.UnknownNumber(string(kind))
}

// AttemptRefused counts an input code that was refused.
func (d doorMetrics) AttemptRefused() { d.metrics.InputCodeRefused() }

// identify finds out who sent a key.
type identify func(ctx context.Context, key string, actingUserID *string, requestID string) (tenant.Identified, error)

// noting authenticates callers, and notes the use of their keys.
func (a *App) noting(find identify) api.Authenticator {
	return func(ctx context.Context, key string, actingUserID *string, requestID string) (actor.Caller, error) {
		identified, err := find(ctx, key, actingUserID, requestID)
		if err != nil {
			return identified.Caller, err
		}
		a.keyUses.note(identified.Caller.CompanyID, identified.KeyID, a.Changes.Clock())
		return identified.Caller, nil
	}
}
