package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"accessgraph/mongo/embedded"
)

const (
	defaultDatabase = "accessgraph"
	// selectionTimeout is how long a call waits for a server to be there.
	serverSelectionTimeout = 5 * time.Second
	// callTimeout bounds what no deadline of the context does: above all the sending of a commit, which the driver
	// finishes although the context is done.
	callTimeout = 10 * time.Second
	// sharedPatience is how long a folder is waited for before it is reached through the process that has it.
	sharedOpenTimeout = 50 * time.Millisecond
)

// Options say where the documents are.
type Options struct {
	// URI is the connection string of a MongoDB replica set or sharded cluster. It names the database, else that is
	// accessgraph. Empty for the embedded store.
	URI string
	// Folder is where the embedded store keeps its files.
	Folder string
	// Shared is for the operator's subcommands: a folder that another process has open is reached through that process, and one
	// without a store is refused with embedded.ErrAbsent. Else the first is refused, and a store is created in the second.
	Shared bool
	// AnyVersion has a store of an earlier version opened, too: for a migration.
	AnyVersion bool
	// Files is how the embedded store's file is reached: the operating system when nil. Tests have one that fails.
	Files Files
	// Observe may be nil.
	Observe Observer
	// Logger is for what the embedded store has to say.
	Logger zerolog.Logger
}

// source is a place to connect to.
type endpoint struct {
	client   *options.ClientOptions
	database string
	close    func() error
	// engine is the embedded store that the process itself has open, if any.
	engine *embedded.Store
	// embedded says whether the place is an embedded store, of whichever process.
	embedded bool
	// expires says whether the server removes documents by their time, as an index of theirs asks for.
	expiresByItself bool
}

func (o Options) endpoint() (endpoint, error) {
	if o.URI != "" {
		return o.serverEndpoint()
	}
	return o.folderEndpoint()
}

func (o Options) serverEndpoint() (endpoint, error) {
	parsed, err := connstring.ParseAndValidate(o.URI)
	if err != nil {
		return endpoint{}, fmt.Errorf("the connection string of MongoDB is not valid: %w", err)
	}
	database := parsed.Database
	if database == "" {
		database = defaultDatabase
	}
	return endpoint{client: o.clientOptions(o.URI), database: database, close: noClose, expiresByItself: true}, nil
}

func (o Options) folderEndpoint() (endpoint, error) {
	limits := embedded.Options{Logger: o.Logger, Existing: o.Shared, Files: o.Files}
	if o.Shared {
		limits.OpenPatience = sharedOpenTimeout
	}
	opened, err := embedded.Open(o.Folder, limits)
	switch {
	case err == nil:
		client := o.clientOptions(embedded.URI).SetDialer(opened)
		return endpoint{client: client, database: defaultDatabase, close: opened.Close, engine: opened, embedded: true}, nil
	case o.Shared && errors.Is(err, embedded.ErrInUse):
		dialer := embedded.SocketDialer(o.Folder)
		return endpoint{client: o.clientOptions(embedded.URI).SetDialer(dialer), database: defaultDatabase, close: noClose, embedded: true}, nil
	default:
		return endpoint{}, err
	}
}

func noClose() error { return nil }

// clientFor returns the options of every client. What a commit promises is not left to the connection string: durable
// and majority-committed writes, and reads that see them.
func (o Options) clientOptions(uri string) *options.ClientOptions {
	journaled := true
	return options.Client().ApplyURI(uri).
		SetAppName("accessgraph").
		SetServerSelectionTimeout(serverSelectionTimeout).
		SetConnectTimeout(serverSelectionTimeout).
		SetTimeout(callTimeout).
		SetReadPreference(readpref.Primary()).
		SetReadConcern(readconcern.Majority()).
		SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journaled}).
		SetRetryWrites(true).
		SetRetryReads(true).
		SetMonitor(monitor(o.Observe))
}

// greeting is what a server says of itself.
type helloResponse struct {
	SetName string `bson:"setName"`
	Message string `bson:"msg"`
}

// standalone says whether the server is neither a member of a replica set nor a router of a sharded cluster, and so
// has no transactions.
func (g helloResponse) isStandalone() bool { return g.SetName == "" && g.Message != "isdbgrid" }

// ErrStandalone refuses a MongoDB server that has no transactions.
var ErrStandalone = errors.New("the MongoDB server is a standalone server, which has no transactions: make it a replica set " +
	"of one node. Start mongod with --replSet rs0, and run rs.initiate() once in mongosh")

func (s *Store) refuseStandalone(ctx context.Context) error {
	var answer helloResponse
	if err := s.database.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&answer); err != nil {
		return failure("connecting to the store", err)
	}
	if answer.isStandalone() {
		return ErrStandalone
	}
	return nil
}
