// Package embedded is a strict, durable, transactional server of the MongoDB wire protocol inside the process. The
// official driver reaches it through a dialer, unchanged: what runs on it runs on MongoDB. It serves a closed list of
// commands, options and operators (commands.go), with MongoDB's semantics and error codes, and refuses everything else
// by name. Every query is served from an index. What is acknowledged is on disk.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

const (
	// drainTime is how long commands may go on when the store closes.
	drainTime = 5 * time.Second
	// probeEvery is how often the store looks whether its file is still at its path.
	probeEvery = time.Second
	// acceptPause is how long the socket rests after it could not accept a client.
	acceptPause = 100 * time.Millisecond
)

// Options are the limits of a store; a zero field takes its default.
type Options struct {
	Logger zerolog.Logger
	// Existing refuses a folder without a store, instead of creating one in it.
	Existing bool
	// Files is how the store's file is reached: the operating system. Tests have one that fails.
	Files engine.Files
	// OpenPatience is how long Open waits for another process to let the store go: 2 s.
	OpenPatience time.Duration
	// TransactionLife is how long a transaction may last before it is aborted: 60 s.
	TransactionLife time.Duration
	// TransactionBytes is how much one commit may change: 128 MiB.
	TransactionBytes int
	// CommandTime is how long a command may take, whatever its maxTimeMS: 10 min.
	CommandTime time.Duration
	// CursorLife is how long a cursor may lie unused: 10 min.
	CursorLife time.Duration
	// SnapshotIdle is how long a snapshot that reads outside of transactions share may lie unused: 5 min. SnapshotLife is how long any
	// snapshot can be read, also a transaction's or a verification's: 10 min.
	SnapshotIdle, SnapshotLife time.Duration
	// SessionLife is how long a session may lie unused before its last outcome is forgotten: 30 min.
	SessionLife time.Duration
	// Sessions, Cursors and Connections are how many there may be at a time: 10,000 each; Snapshots are 100.
	Sessions, Cursors, Connections, Snapshots int
}

func (o *Options) defaults() {
	setDefault(&o.OpenPatience, 2*time.Second)
	setDefault(&o.TransactionLife, time.Minute)
	setDefault(&o.TransactionBytes, 128<<20)
	setDefault(&o.CommandTime, 10*time.Minute)
	setDefault(&o.CursorLife, 10*time.Minute)
	setDefault(&o.SnapshotIdle, 5*time.Minute)
	setDefault(&o.SnapshotLife, 10*time.Minute)
	setDefault(&o.SessionLife, 30*time.Minute)
	setDefault(&o.Sessions, 10_000)
	setDefault(&o.Cursors, 10_000)
	setDefault(&o.Connections, 10_000)
	setDefault(&o.Snapshots, 100)
}

func setDefault[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Store is an open store. It is safe for concurrent use.
type Store struct {
	options      Options
	engine       engine.Engine
	catalog      catalog
	transactions transactions
	cursors      cursors
	snapshots    snapshots

	context  context.Context // done when the store closes
	cancel   context.CancelFunc
	listener net.Listener
	socket   string
	tasks    sync.WaitGroup // sweeping, listening, and one for each connection of the socket
	serving  sync.WaitGroup // one for each command that is being carried out

	// visited counts the connections through the socket, and left those of them that have ended.
	visited, left atomic.Int64

	mu        sync.Mutex
	closed    bool
	exchanges map[*exchange]struct{}
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
	socket, err := socketPath(folder)
	if err != nil {
		return nil, err
	}
	opened, err := engine.Open(filepath.Join(folder, fileName), engine.Options{
		Create: !options.Existing, Patience: options.OpenPatience, SnapshotLife: options.SnapshotLife, Files: options.Files,
	})
	if err != nil {
		return nil, advise(fmt.Errorf("opening the store in %s: %w", folder, err))
	}
	var listener net.Listener
	if err = errors.Join(engine.SyncFolder(folder), engine.SyncFolder(filepath.Dir(filepath.Clean(folder)))); err == nil {
		listener, err = listen(folder)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening the store in %s: %w", folder, err), opened.Close())
	}
	store := &Store{
		options: options, engine: opened, listener: listener, socket: socket,
		transactions: transactions{bySession: map[sessionID]*transaction{}},
		cursors:      cursors{byID: map[int64]*cursor{}, limit: options.Cursors},
		snapshots:    snapshots{byTime: map[bson.Timestamp]*keptSnapshot{}, limit: options.Snapshots},
		exchanges:    map[*exchange]struct{}{},
	}
	store.context, store.cancel = context.WithCancel(context.Background())
	store.tasks.Go(store.accept)
	store.tasks.Go(store.sweep)
	store.tasks.Go(store.watch)
	return store, nil
}

// DialContext implements the driver's options.ContextDialer: whatever the address, it reaches this store.
func (s *Store) DialContext(_ context.Context, _, _ string) (net.Conn, error) {
	opened := newLocal(s)
	if err := s.admit(opened.session); err != nil {
		return nil, err
	}
	return opened, nil
}

// Visits returns the number of connections that other processes have made, and whether one of them is open. A connection is counted
// before its first command is answered, and open until its last one is.
func (s *Store) Visits() (count int64, open bool) {
	left := s.left.Load()
	count = s.visited.Load()
	return count, count != left
}

// admit puts a connection on the list, unless it is full or the store is closing.
func (s *Store) admit(opened *exchange) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return engine.ErrClosed
	}
	if len(s.exchanges) >= s.options.Connections {
		return fmt.Errorf("more than %d connections to the embedded store", s.options.Connections)
	}
	s.exchanges[opened] = struct{}{}
	return nil
}

// Close lets the commands under way finish, for some seconds; then it cancels them, aborts open transactions and closes
// the file.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	open := slices.Collect(maps.Keys(s.exchanges))
	s.mu.Unlock()
	for _, opened := range open {
		opened.drain()
	}
	finished := time.AfterFunc(drainTime, func() {
		defer s.recovered("closing")
		s.cancel()
	})
	s.serving.Wait()
	finished.Stop()
	s.cancel()
	for _, opened := range open {
		opened.close() // those that had a command to finish
	}
	err := s.listener.Close()
	s.tasks.Wait()
	s.transactions.endAll(time.Time{})
	s.snapshots.release(func(*keptSnapshot) bool { return true })
	if s.engine.Probe() == nil { // else the folder may be another store's by now
		err = errors.Join(err, os.Remove(s.socket))
	}
	return errors.Join(err, s.engine.Close())
}
