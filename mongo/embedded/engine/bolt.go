package engine

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// stampSize is what a record carries before its value: the version of its commit (8 bytes) and a checksum (4 bytes).
const stampSize = 12

// mapSize is the address space reserved for the file, so that it can grow without waiting for readers.
const mapSize = 64 << 30

type bolt struct {
	db      *bbolt.DB
	pending chan *commit
	done    chan struct{}
	changed history

	closing sync.RWMutex // held for reading by those who send to pending
	closed  bool
}

// Open opens or creates the file, readable by its owner only. It waits for another process that has it for as long as
// patience says, then fails with ErrInUse; it fails with ErrDamaged or ErrFormat when it cannot take the file.
func Open(path string, patience time.Duration) (Engine, error) {
	var db *bbolt.DB
	if err := guard(func() (err error) {
		db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout:         patience,
			FreelistType:    bbolt.FreelistArrayType, // the map of free pages would be sorted at every commit
			InitialMmapSize: mapSize,
			NoStatistics:    true,
		})
		return err
	}); err != nil {
		return nil, asOpenError(err)
	}
	if err := guard(func() error { return prepare(db) }); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	engine := &bolt{db: db, pending: make(chan *commit, maxGroup), done: make(chan struct{})}
	go engine.run()
	return engine, nil
}

func asOpenError(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return ErrInUse
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

func (b *bolt) Snapshot() (Snapshot, error) {
	tx, err := b.db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return nil, ErrClosed
	}
	if err != nil {
		return nil, fmt.Errorf("opening a snapshot: %w", err)
	}
	opened := &snapshot{tx: tx, changed: &b.changed}
	opened.opened = opened.room[:0]
	return opened, nil
}

func (b *bolt) Commit(ctx context.Context, batch *Batch) error {
	if batch.Empty() {
		return nil
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

func (b *bolt) Check() error {
	tx, err := b.db.Begin(true) // bbolt's check needs the list of free pages to itself
	if err != nil {
		return fmt.Errorf("checking the store's file: %w", err)
	}
	var first error
	for err := range tx.Check() {
		if first == nil {
			first = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return errors.Join(first, tx.Rollback())
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
	return b.db.Close()
}

// checkSize refuses a file that is shorter than its own count of pages: reading the rest would be a fault.
func checkSize(db *bbolt.DB) error {
	info, err := os.Stat(db.Path())
	if err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return fmt.Errorf("%w: %d bytes long, %d expected", ErrDamaged, info.Size(), tx.Size())
		}
		return nil
	})
}

// snapshot is a read transaction. It remembers the spaces it has opened, since bbolt does not. It is not safe for
// concurrent use.
type snapshot struct {
	tx      *bbolt.Tx
	changed *history
	opened  []space
	room    [2]space // for the first ones that are opened
}

// space is a bucket, with a cursor for looking single keys up.
type space struct {
	name   string
	bucket *bbolt.Bucket
	lookup *bbolt.Cursor
}

func (s *snapshot) Close() { _ = s.tx.Rollback() } // of a read transaction: fails only when closed before

// open returns a space, nil when it is not there.
func (s *snapshot) open(name string) *space {
	for at := range s.opened {
		if s.opened[at].name == name {
			return &s.opened[at]
		}
	}
	bucket := s.tx.Bucket([]byte(name))
	if bucket == nil {
		return nil
	}
	s.opened = append(s.opened, space{name, bucket, bucket.Cursor()})
	return &s.opened[len(s.opened)-1]
}

func (s *snapshot) Get(name string, key []byte) (Record, error) {
	in := s.open(name)
	if in == nil {
		return Record{}, nil
	}
	found, raw := in.lookup.Seek(key)
	if !bytes.Equal(found, key) {
		return Record{}, nil
	}
	return unstamp(name, raw)
}

func (s *snapshot) Scan(name string, bounds Range, reverse bool) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		in := s.open(name)
		if in == nil {
			return
		}
		cursor := in.bucket.Cursor()
		step := cursor.Next
		if reverse {
			step = cursor.Prev
		}
		for key, raw := start(cursor, bounds, reverse); key != nil; key, raw = step() {
			if reverse && bytes.Compare(key, bounds.Low) < 0 {
				return
			}
			if !reverse && bounds.High != nil && bytes.Compare(key, bounds.High) >= 0 {
				return
			}
			record, err := unstamp(name, raw)
			if !yield(Entry{key, record}, err) || err != nil {
				return
			}
		}
	}
}

func start(cursor *bbolt.Cursor, bounds Range, reverse bool) (key, raw []byte) {
	if !reverse {
		return cursor.Seek(bounds.Low)
	}
	if bounds.High == nil {
		return cursor.Last()
	}
	if key, _ := cursor.Seek(bounds.High); key == nil {
		return cursor.Last()
	}
	return cursor.Prev()
}

func (s *snapshot) State(name string) (uint64, bool) {
	last := s.changed.last(name)
	return last, last <= uint64(s.tx.ID())
}

func read(tx *bbolt.Tx, space string, key []byte) (Record, error) {
	bucket := tx.Bucket([]byte(space))
	if bucket == nil {
		return Record{}, nil
	}
	return unstamp(space, bucket.Get(key))
}

func stamp(version uint64, value []byte) []byte {
	raw := make([]byte, 0, stampSize+len(value))
	raw = binary.BigEndian.AppendUint64(raw, version)
	raw = binary.BigEndian.AppendUint32(raw, checksum(value))
	return append(raw, value...)
}

// unstamp takes a record apart and checks it. A mark, and a key that is absent, give the empty record.
func unstamp(space string, raw []byte) (Record, error) {
	if len(raw) == 0 {
		return Record{}, nil
	}
	if len(raw) < stampSize {
		return Record{}, fmt.Errorf("%w: a record of %s is cut short", ErrDamaged, space)
	}
	value := raw[stampSize:]
	if binary.BigEndian.Uint32(raw[8:]) != checksum(value) {
		return Record{}, fmt.Errorf("%w: a record of %s does not match its checksum", ErrDamaged, space)
	}
	return Record{Value: value, Version: binary.BigEndian.Uint64(raw)}, nil
}

func checksum(value []byte) uint32 {
	return crc32.Checksum(value, crc32.MakeTable(crc32.Castagnoli))
}
