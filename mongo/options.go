package mongo

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/rs/zerolog"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"accessgraph/mongo/embedded"
)

const (
	defaultDatabase = "accessgraph"
	// serverSelectionTimeout is the maximum time that a call waits until a server is available.
	serverSelectionTimeout = 5 * time.Second
	// callTimeout bounds calls that no deadline of a context bounds, above all the sending of a commit: the driver finishes
	// it even if the context is done.
	callTimeout = 10 * time.Second
	// heartbeatInterval is the time between two looks at a server, and so the time until one that is back is used.
	heartbeatInterval = 2 * time.Second
	// sharedOpenTimeout is the maximum time to wait for a folder before it is accessed through the process that has opened it.
	sharedOpenTimeout = 50 * time.Millisecond
)

// Options configure a Store.
type Options struct {
	// URI is the connection string of a MongoDB replica set or sharded cluster; empty for the embedded store. The database
	// is accessgraph, unless the string names another.
	URI string
	// Folder is the folder of the embedded store.
	Folder string
	// Shared is for the operator's subcommands. A folder that another process has opened is then accessed through that
	// process, and a folder without a store is refused with embedded.ErrAbsent. Without Shared, the former is refused, and
	// a store is created in the latter.
	Shared bool
	// AnyVersion allows a store of an earlier version, for a migration.
	AnyVersion bool
	// Files opens the embedded store's file; nil for the operating system's files. Tests use one that fails.
	Files Files
	// Observe is called after every command, unless it is nil.
	Observe Observer
	// Logger is the log of the store.
	Logger zerolog.Logger

	// selectionTimeout takes the place of serverSelectionTimeout unless it is zero, for tests.
	selectionTimeout time.Duration
}

// endpoint is a store that a client can connect to.
type endpoint struct {
	client *options.ClientOptions
	// server is the connection string of a server; nil for an embedded store.
	server   *connstring.ConnString
	database string
	close    func() error
	// engine is the embedded store that this process has opened, or nil.
	engine *embedded.Store
	// embedded is set for an embedded store, of this process or another.
	embedded bool
	// expiresByItself is set if the server deletes expired documents, as a TTL index instructs it to.
	expiresByItself bool
}

func (o Options) endpoint() (endpoint, error) {
	if o.URI != "" {
		return o.serverEndpoint()
	}
	return o.folderEndpoint()
}

func (o Options) serverEndpoint() (endpoint, error) {
	target, err := connstring.ParseAndValidate(o.URI)
	if err != nil {
		return endpoint{}, connectionStringProblem(o.URI, err)
	}
	if slices.ContainsFunc(target.Hosts, embedded.IsSocket) { // a process that measures the store of another
		return endpoint{client: o.clientOptions(o.URI), database: databaseOf(target), close: noClose, embedded: true}, nil
	}
	if ignored := ignoredOptions(target); len(ignored) > 0 {
		o.Logger.Warn().Strs("options", ignored).
			Msg("these options of the connection string have no effect: accessgraph sets them, because its guarantees depend on them")
	}
	client := o.clientOptions(o.URI).
		SetServerAPIOptions(options.ServerAPI(options.ServerAPIVersion1)).SetHeartbeatInterval(heartbeatInterval)
	return endpoint{client: client, server: target, database: databaseOf(target), close: noClose, expiresByItself: true}, nil
}

// databaseOf returns the name of the database that a connection string names, or of the default.
func databaseOf(target *connstring.ConnString) string {
	if target.Database == "" {
		return defaultDatabase
	}
	return target.Database
}

func (o Options) folderEndpoint() (endpoint, error) {
	embeddedOptions := embedded.Options{Logger: o.Logger, Existing: o.Shared, Files: o.Files}
	if o.Shared {
		embeddedOptions.OpenPatience = sharedOpenTimeout
	}
	engine, err := embedded.Open(o.Folder, embeddedOptions)
	switch {
	case err == nil:
		client := o.clientOptions(embedded.URI).SetDialer(engine)
		return endpoint{client: client, database: defaultDatabase, close: engine.Close, engine: engine, embedded: true}, nil
	case o.Shared && errors.Is(err, embedded.ErrInUse):
		client := o.clientOptions(embedded.URI).SetDialer(embedded.SocketDialer(o.Folder))
		return endpoint{client: client, database: defaultDatabase, close: noClose, embedded: true}, nil
	default:
		return endpoint{}, err
	}
}

func noClose() error { return nil }

// clientOptions returns the options of every client. They do not leave what a commit guarantees to the connection string:
// writes are durable and majority-committed, and reads see them.
func (o Options) clientOptions(uri string) *options.ClientOptions {
	journaled := true
	selectionTimeout := cmp.Or(o.selectionTimeout, serverSelectionTimeout)
	return options.Client().ApplyURI(uri).
		SetAppName("accessgraph").
		SetServerSelectionTimeout(selectionTimeout).
		SetConnectTimeout(selectionTimeout).
		SetTimeout(callTimeout).
		SetReadPreference(readpref.Primary()).
		SetReadConcern(readconcern.Majority()).
		SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journaled}).
		SetRetryWrites(true).
		SetRetryReads(false).
		SetMonitor(monitor(o.Observe))
}
