package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// mapSize is the address space reserved for the file, so that it can grow without waiting for readers.
const mapSize = 64 << 30

type bolt struct {
	db      *bbolt.DB
	path    string
	files   Files
	file    *os.File // bbolt's own
	before  []*DamageError
	life    time.Duration // of snapshots
	pending chan *commit
	done    chan struct{}
	form    form
	trails  trails // the writer's, as is the next
	key     []byte // room for one

	closing sync.RWMutex // held for reading by those who send to pending
	closed  bool

	mu     sync.Mutex
	cause  error // why the engine stopped
	failed chan struct{}
	stuck  bool // bbolt holds its lock for ever
}

// Open opens a file, readable by its owner only. It fails with ErrAbsent, with ErrInUse, and with ErrDamaged or ErrFormat when it
// cannot take the file. Before bbolt is let loose on the file it looks for whatever would lead bbolt astray.
func Open(path string, options Options) (Engine, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the store's file: %w", err)
	}
	if options.Files == nil {
		options.Files = system{}
	}
	if options.SnapshotLife == 0 {
		options.SnapshotLife = defaultSnapshotLife
	}
	file, err := openLocked(path, options)
	if errors.Is(err, ErrAbsent) && options.Create {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("creating the store's file: %w", err)
		}
		file, err = openLocked(path, options)
	}
	if err != nil {
		return nil, err
	}
	opened, err := openBolt(file, path, options)
	if err != nil {
		return nil, errors.Join(err, ignoreClosed(file.Close()))
	}
	return opened, nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// openBolt hands a locked file to bbolt.
func openBolt(file *os.File, path string, options Options) (*bolt, error) {
	if err := removeUnfinished(path); err != nil {
		return nil, fmt.Errorf("removing an unfinished file: %w", err)
	}
	view, err := inspectionOf(file)
	if err != nil {
		return nil, err
	}
	if err := view.refuse(); err != nil {
		return nil, err
	}
	if view.image.freelist == noFreelist {
		if err := view.restoreList(file); err != nil {
			return nil, err
		}
	}
	opened := &bolt{
		path: path, files: options.Files, file: file, before: view.before, life: options.SnapshotLife,
		pending: make(chan *commit, maxGroup), done: make(chan struct{}), failed: make(chan struct{}),
		trails: trails{},
	}
	err = guard(func() (err error) {
		opened.db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			FreelistType:    bbolt.FreelistMapType, // an array would be copied at every commit, however long it is
			InitialMmapSize: mapSize,
			OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return file, nil },
		})
		return err
	})
	if err != nil {
		return nil, asOpenError(err)
	}
	err = guard(func() (err error) {
		opened.form, err = prepare(opened.db)
		return err
	})
	if err != nil {
		return nil, errors.Join(err, opened.db.Close())
	}
	go opened.run()
	return opened, nil
}

// refuse fails with the first damage that bbolt must not meet. A header that is not valid is none: bbolt takes the other.
func (i *Inspection) refuse() error {
	header := headerDamage().What
	for damage := range i.structure(true) {
		if damage.What != header {
			return fmt.Errorf("%w: %s", ErrDamaged, damage.Error())
		}
	}
	return nil
}

func asOpenError(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	default:
		return err
	}
}

// guard turns the panics and page faults that a damaged file leads bbolt into to errors.
func guard(run func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, problem)
		}
	}()
	return run()
}

func beginReading(db *bbolt.DB) (*bbolt.Tx, error) {
	tx, err := db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return nil, ErrClosed
	}
	if err != nil {
		return nil, fmt.Errorf("opening a snapshot: %w", err)
	}
	return tx, nil
}

func (b *bolt) Snapshot() (Snapshot, error) {
	tx, err := b.begin()
	if err != nil {
		return nil, err
	}
	opened := &snapshot{tx: tx, file: b.file, form: b.form, until: time.Now().Add(b.life)}
	opened.opened = opened.room[:0]
	return opened, nil
}

func (b *bolt) Commit(ctx context.Context, batch *Batch) error {
	if batch.Empty() {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	waiting := &commit{batch: batch, result: make(chan error, 1)}
	b.closing.RLock()
	if b.closed {
		b.closing.RUnlock()
		return ErrClosed
	}
	select {
	case b.pending <- waiting:
		b.closing.RUnlock()
	case <-ctx.Done():
		b.closing.RUnlock()
		return ctx.Err()
	}
	// Once handed over, the outcome is waited for: an answer that came before it could be wrong.
	return <-waiting.result
}

// Failed implements Engine.
func (b *bolt) Failed() <-chan struct{} { return b.failed }

// Err implements Engine.
func (b *bolt) Err() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.cause
}

// stopped fails with ErrStopped, and why, if the engine has stopped.
func (b *bolt) stopped() error {
	if cause := b.Err(); cause != nil {
		return fmt.Errorf("%w: %w", ErrStopped, cause)
	}
	return nil
}

// stop ends all work. The first cause counts.
func (b *bolt) stop(cause error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cause == nil {
		b.cause = cause
		close(b.failed)
	}
}

// Probe implements Engine.
func (b *bolt) Probe() error {
	b.closing.RLock()
	defer b.closing.RUnlock()
	if b.closed {
		return ErrClosed
	}
	return b.checkPath()
}

// checkPath stops the engine when its path no longer leads to its file: what was written to it would be gone after a restart.
func (b *bolt) checkPath() error {
	if !isAt(b.file, b.path, b.files) {
		b.stop(fmt.Errorf("%w (%s)", ErrReplaced, b.path))
	}
	return b.stopped()
}

func (b *bolt) Close() error {
	b.closing.Lock()
	already := b.closed
	b.closed = true
	if !already {
		close(b.pending)
	}
	b.closing.Unlock()
	<-b.done
	if already {
		return nil
	}
	if b.stuck {
		return b.file.Close() // bbolt's own would wait for ever
	}
	var err error
	if b.Err() == nil {
		err = guard(b.commitList)
	}
	return errors.Join(err, b.db.Close())
}
