// Package mongo stores the documents of the domain in MongoDB, or in the embedded store, which speaks MongoDB's protocol
// inside the process. It is the only package that imports the driver.
//
// Documents are read within a company, and written by commits: docs/store.md describes both. Files are named for their
// subject: a collection has the file of its name and an entry in descriptors.go; list_….go read lists, commit….go write
// commits, archive_….go export and import, migration_….go belong to a migration, inspection_….go compare documents with
// what depends on them, verify_….go are what an operator calls, and store_….go are about the store's own records.
package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/mongo/embedded"
)

// Store reads and commits documents. It is safe for concurrent use.
type Store struct {
	client   *driver.Client
	database *driver.Database
	// closeEngine closes the embedded store, if this process has opened it.
	closeEngine func() error
	// reach tells whether the store is away.
	reach *reach
	// callTimeout bounds a call whose context has no deadline.
	callTimeout time.Duration
	// processID differs each time a store is opened.
	processID string
	// server is the connection string of the server; nil for an embedded store.
	server *connstring.ConnString
	// engine is the embedded store that this process has opened, or nil. No other process can have it open.
	engine *embedded.Store
	// embedded is set if the client is connected to an embedded store, of this process or another.
	embedded bool
	// expiresByItself is set if the server deletes expired documents.
	expiresByItself bool
	// logger is the log of the store.
	logger zerolog.Logger
	// inFlight has the changes of this process that are not committed yet.
	inFlight *commit.InFlight
}

// Open connects to the store. It fails if the store does not respond or is not fit (checkServer), holds a part of an archive
// (ErrImportUnfinished), or is of another version (CheckVersion).
func Open(ctx context.Context, storeOptions Options) (*Store, error) {
	target, err := storeOptions.endpoint()
	if err != nil {
		return nil, err
	}
	store, err := connect(target)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("connecting to the store: %w", err), target.close())
	}
	store.logger = storeOptions.Logger
	checks := []func(context.Context) error{store.checkServer, store.refuseUnfinished, store.CheckVersion}
	if storeOptions.AnyVersion {
		checks = checks[:2]
	}
	for _, check := range checks {
		if err := store.explain(check(ctx)); err != nil {
			return nil, errors.Join(err, store.Close(context.WithoutCancel(ctx)))
		}
	}
	return store, nil
}

func connect(target endpoint) (*Store, error) {
	reach := &reach{now: time.Now}
	target.client.SetServerMonitor(reach.monitor())
	client, err := driver.Connect(target.client)
	if err != nil {
		return nil, err
	}
	return &Store{
		client: client, database: client.Database(target.database), closeEngine: target.close, processID: uuid.NewString(),
		reach: reach, server: target.server, callTimeout: *target.client.Timeout,
		engine: target.engine, embedded: target.embedded, expiresByItself: target.expiresByItself, inFlight: &commit.InFlight{},
	}, nil
}

func (s *Store) collection(d descriptor) companyCollection {
	return companyCollection{s.database.Collection(d.name), s.reach}
}

// collectionOfID returns the collection of the document of an ID.
func (s *Store) collectionOfID(documentID string) (companyCollection, error) {
	kind, err := id.Parse(documentID)
	if err != nil {
		return companyCollection{}, fmt.Errorf("%q: %w", documentID, err)
	}
	d, ok := descriptorsByKind[kind]
	if !ok {
		return companyCollection{}, fmt.Errorf("documents with IDs of the kind %q are not stored on their own", kind)
	}
	return s.collection(d), nil
}

// collectionOfKind returns the collection of a kind of documents. It must exist.
func (s *Store) collectionOfKind(kind id.Kind) companyCollection {
	return s.collection(descriptorsByKind[kind])
}

// Ping fails with STORE_UNAVAILABLE or DEADLINE_EXCEEDED unless the store responds.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.reach.check(); err != nil {
		return failure("asking the store whether it is there", err)
	}
	if err := s.client.Ping(ctx, nil); err != nil {
		return failure("asking the store whether it is there", err)
	}
	return nil
}

// Ready fails like Ping, and like CheckVersion if a later program has migrated the store in the meantime.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	return s.CheckVersion(ctx)
}

// Failed returns a channel that is closed when the embedded store has stopped for good, such as after a failed write. Every
// call then fails with STORE_UNAVAILABLE; the process should finish its requests and exit with the error that Err returns.
// The channel is never closed for MongoDB, or for a store that another process has opened.
func (s *Store) Failed() <-chan struct{} {
	if s.engine == nil {
		return nil
	}
	return s.engine.Failed()
}

// Err returns the error that stopped the store, or nil.
func (s *Store) Err() error {
	if s.engine == nil || s.engine.Err() == nil {
		return nil
	}
	return fmt.Errorf("the store has stopped: %w", s.engine.Err())
}

// goodbyeTime is how long the store waits for calls in progress when it is closed, and for a server to hear that its sessions have
// ended, which it finds out by itself, too.
const goodbyeTime = time.Second

// Close waits for calls in progress, for a moment and as long as the context allows, and disconnects. The store must not be used
// afterwards.
func (s *Store) Close(ctx context.Context) error {
	goodbye, cancel := context.WithTimeout(ctx, goodbyeTime)
	defer cancel()
	var errs []error
	if err := s.client.Disconnect(goodbye); err != nil {
		errs = append(errs, fmt.Errorf("disconnecting from the store: %w", err))
	}
	if err := s.closeEngine(); err != nil {
		errs = append(errs, fmt.Errorf("closing the store: %w", err))
	}
	return errors.Join(errs...)
}
