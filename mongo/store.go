// Package mongo keeps the documents of the domain in MongoDB, or in the embedded store, which speaks MongoDB's protocol
// inside the process. It is the only package that knows the driver.
//
// A document is read within a company, and written by a commit: docs/store.md says how.
package mongo

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/id"
	"accessgraph/mongo/embedded"
)

// Store reads and commits documents. It is safe for concurrent use.
type Store struct {
	client   *driver.Client
	database *driver.Database
	// names are the collections of the kinds of IDs.
	collectionNames map[id.Kind]string
	// closeEngine closes the embedded store, if that is what the client is connected to.
	closeEngine func() error
	// process tells this opening of the store from every other.
	processID string
	// engine is the embedded store that this process has open; nil for any other. No other process can have it open.
	engine *embedded.Store
	// embedded says whether the client is connected to an embedded store, of whichever process.
	embedded bool
	// expiresByItself says whether the server removes documents whose time is over.
	expiresByItself bool
}

// Open connects to the store, and fails when that does not answer, cannot keep the promises of a commit, holds a part of
// an archive (ErrImportUnfinished), or is of another version (CheckVersion).
func Open(ctx context.Context, opened Options) (*Store, error) {
	source, err := opened.endpoint()
	if err != nil {
		return nil, err
	}
	store, err := connect(source)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("connecting to the store: %w", err), source.close())
	}
	checks := []func(context.Context) error{store.refuseStandalone, store.refuseUnfinished, store.CheckVersion}
	if opened.AnyVersion {
		checks = checks[:2]
	}
	for _, refuse := range checks {
		if err := refuse(ctx); err != nil {
			return nil, errors.Join(err, store.Close(context.WithoutCancel(ctx)))
		}
	}
	return store, nil
}

func connect(source endpoint) (*Store, error) {
	client, err := driver.Connect(source.client)
	if err != nil {
		return nil, err
	}
	store := &Store{
		client: client, database: client.Database(source.database), collectionNames: map[id.Kind]string{},
		closeEngine: source.close, engine: source.engine, embedded: source.embedded, expiresByItself: source.expiresByItself,
		processID: uuid.NewString(),
	}
	for _, described := range descriptors() {
		if described.kind != "" {
			store.collectionNames[described.kind] = described.name
		}
	}
	return store, nil
}

func (s *Store) collection(described descriptor) companyCollection {
	return companyCollection{s.database.Collection(described.name)}
}

// collectionOf returns the collection of the documents of an ID's kind.
func (s *Store) collectionOfID(documentID string) (companyCollection, error) {
	kind, err := id.Parse(documentID)
	if err != nil {
		return companyCollection{}, fmt.Errorf("%q: %w", documentID, err)
	}
	if _, known := s.collectionNames[kind]; !known {
		return companyCollection{}, fmt.Errorf("documents with IDs of the kind %q are not stored on their own", kind)
	}
	return s.collectionOfKind(kind), nil
}

// collectionOfKind returns the collection of the documents of a kind that has one.
func (s *Store) collectionOfKind(kind id.Kind) companyCollection {
	return companyCollection{s.database.Collection(s.collectionNames[kind])}
}

// Ping fails with STORE_UNAVAILABLE or DEADLINE_EXCEEDED unless the store answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.client.Ping(ctx, nil); err != nil {
		return failure("asking the store whether it is there", err)
	}
	return nil
}

// Ready fails as Ping does, and as CheckVersion when a later program has migrated the store meanwhile.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	return s.CheckVersion(ctx)
}

// Failed is closed when the embedded store has stopped for good, as after a failed write: every call then fails with
// STORE_UNAVAILABLE, and the process should finish its requests and end with an error. Err says why. It is never closed for
// MongoDB, nor for a store that another process has open.
func (s *Store) Failed() <-chan struct{} {
	if s.engine == nil {
		return nil
	}
	return s.engine.Failed()
}

// Err returns why the store has stopped, or nil.
func (s *Store) Err() error {
	if s.engine == nil || s.engine.Err() == nil {
		return nil
	}
	return fmt.Errorf("the store has stopped: %w", s.engine.Err())
}

// Close waits for the calls under way, as long as the context allows, and disconnects. The store cannot be used after.
func (s *Store) Close(ctx context.Context) error {
	var problems []error
	if err := s.client.Disconnect(ctx); err != nil {
		problems = append(problems, fmt.Errorf("disconnecting from the store: %w", err))
	}
	if err := s.closeEngine(); err != nil {
		problems = append(problems, fmt.Errorf("closing the store: %w", err))
	}
	return errors.Join(problems...)
}
