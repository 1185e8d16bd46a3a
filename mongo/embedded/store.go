// Package embedded is a strict, durable, transactional server of the MongoDB wire protocol inside the process. The
// official driver reaches it through a dialer, unchanged: what runs on it runs on MongoDB. It serves a closed list of
// commands, options and operators (commands.go), with MongoDB's semantics and error codes, and refuses everything else
// by name. Every query is served from an index. What is acknowledged is on disk.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/embedded/query"
	"accessgraph/mongo/embedded/txn"
	"accessgraph/mongo/embedded/wire"
)

// watchEvery is how often the store looks after its file, and after what clients have left behind.
const watchEvery = time.Second

// Options are the limits of a store; a zero field takes its default.
type Options struct {
	Logger zerolog.Logger
	// Existing refuses a folder without a store, instead of creating one in it.
	Existing bool
	// Files is how the store's file is reached: the operating system. Tests have one that fails.
	Files engine.Files
	// OpenPatience is how long Open waits for another process to let the store go: 2 s.
	OpenPatience time.Duration
	// TransactionLife is how long a transaction that has changed something may last before it is aborted: 60 s. ReadingLife is
	// how long one that has not may: 5 min.
	TransactionLife, ReadingLife time.Duration
	// TransactionBytes is how much one commit may change: 128 MiB.
	TransactionBytes int
	// CommandTime is how long a command may take, whatever its maxTimeMS: 10 min.
	CommandTime time.Duration
	// CursorLife is how long a cursor may lie unused: 10 min.
	CursorLife time.Duration
	// SessionLife is how long a session may lie unused before it is forgotten how its last transaction or write ended: 30 min.
	SessionLife time.Duration
	// Sessions, Cursors and Connections are how many there may be at a time: 10,000 each.
	Sessions, Cursors, Connections int
}

func (o *Options) defaults() {
	setDefault(&o.OpenPatience, 2*time.Second)
	setDefault(&o.TransactionLife, time.Minute)
	setDefault(&o.ReadingLife, 5*time.Minute)
	setDefault(&o.TransactionBytes, 128<<20)
	setDefault(&o.CommandTime, 10*time.Minute)
	setDefault(&o.CursorLife, 10*time.Minute)
	setDefault(&o.SessionLife, 30*time.Minute)
	setDefault(&o.Sessions, 10_000)
	setDefault(&o.Cursors, 10_000)
	setDefault(&o.Connections, 10_000)
}

func setDefault[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Store is an open store. It is safe for concurrent use.
type Store struct {
	options  Options
	engine   engine.Engine
	catalog  query.Catalog
	sessions *txn.Sessions
	cursors  cursors
	server   *wire.Server
	socket   string // its path

	context context.Context // done when the store closes
	cancel  context.CancelFunc
	tasks   sync.WaitGroup // watching
	closing sync.Once
}

// Open opens the store in a folder, and creates it, for its owner only, unless it must exist. It fails with ErrInUse when
// another process has it, with ErrAbsent, with ErrDamaged or a sentence when it cannot take the file, and with a sentence when
// the folder cannot be used.
func Open(folder string, options Options) (*Store, error) {
	options.defaults()
	if !options.Existing {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, fmt.Errorf("creating the data folder: %w", err)
		}
	}
	socket, err := SocketDialer(folder).Path()
	if err != nil {
		return nil, err
	}
	opened, err := engine.Open(filepath.Join(folder, integrity.FileName), engine.Options{
		Create: !options.Existing, Patience: options.OpenPatience, Files: options.Files,
	})
	if err != nil {
		return nil, integrity.Advise(fmt.Errorf("opening the store in %s: %w", folder, err))
	}
	store := &Store{
		options: options, engine: opened, socket: socket,
		cursors: cursors{byID: map[int64]*cursor{}, limit: options.Cursors},
	}
	store.sessions = txn.NewSessions(opened, &store.catalog, txn.Limits{
		Sessions: options.Sessions, Life: options.TransactionLife, ReadingLife: options.ReadingLife, Bytes: options.TransactionBytes,
	})
	if err = errors.Join(engine.SyncFolder(folder), engine.SyncFolder(filepath.Dir(filepath.Clean(folder)))); err == nil {
		store.server, err = wire.New(wire.Options{
			Logger: options.Logger, Socket: wire.Socket(socket), Connections: options.Connections,
			NewHandler: func() wire.Handler { return &call{store: store} }, Deserted: store.sessions.AbortRemote,
		})
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening the store in %s: %w", folder, err), opened.Close())
	}
	store.context, store.cancel = context.WithCancel(context.Background())
	store.tasks.Go(store.watch)
	return store, nil
}

// DialContext implements the driver's options.ContextDialer: whatever the address, it reaches this store.
func (s *Store) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return s.server.DialContext(ctx, network, address)
}

// Visits returns the number of connections that other processes have made, and whether one of them is open. A connection is counted
// before its first command is answered, and open until its last one is.
func (s *Store) Visits() (count int64, open bool) { return s.server.Visits() }

// Close lets the commands under way finish, for some seconds; then it cancels them, aborts open transactions and closes
// the file.
func (s *Store) Close() error {
	var err error
	s.closing.Do(func() { err = s.close() })
	return err
}

func (s *Store) close() error {
	err := s.server.Close()
	s.cancel()
	s.tasks.Wait()
	s.sessions.EndAll()
	if s.engine.Probe() == nil { // else the folder may be another store's by now
		err = errors.Join(err, os.Remove(s.socket))
	}
	return errors.Join(err, s.engine.Close())
}

// Verify is integrity.VerifyFolder for this store. It can be used meanwhile.
func (s *Store) Verify(ctx context.Context, report func(integrity.Problem)) error {
	return integrity.Look(ctx, s.engine, report, (*integrity.Verification).All)
}
