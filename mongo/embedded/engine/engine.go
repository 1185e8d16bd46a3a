// Package engine keeps ordered keys in named spaces: snapshots to read, batches to commit. It knows nothing of BSON,
// of documents or of indexes; the bytes on disk are bbolt's.
package engine

import (
	"context"
	"errors"
	"iter"
)

// Limits of what bbolt takes.
const (
	// MaxKeySize is the longest key, in bytes.
	MaxKeySize = 32768
	// Own is the version of a record that a batch has written and not yet committed.
	Own = ^uint64(0)
)

var (
	// ErrInUse says that another process has the store open.
	ErrInUse = errors.New("the store is in use by another process")
	// ErrDamaged says that the file does not hold what was written to it.
	ErrDamaged = errors.New("the store's file is damaged")
	// ErrConflict says that a version a batch expected is no longer the current one. Nothing of the batch was written.
	ErrConflict = errors.New("a record changed since it was read")
	// ErrFull says that the disk has no room left. Nothing of the batch was written.
	ErrFull = errors.New("no space left for the store's file")
	// ErrFailed says that writing failed in a way that leaves it unknown what is on disk: no more writes are taken.
	ErrFailed = errors.New("writing to the store's file failed; restart the process")
	// ErrClosed says that the engine is closed or closing.
	ErrClosed = errors.New("the store is closed")
)

// Engine is a durable, ordered, multi-version map. It is safe for concurrent use.
type Engine interface {
	// Snapshot opens a view of the last commit. It must be closed, and soon: it keeps old pages from being reused.
	// It fails with ErrClosed.
	Snapshot() (Snapshot, error)
	// Commit makes a batch durable, all of it or none, and returns when it is on disk. It fails with ErrConflict,
	// ErrFull, ErrFailed or ErrClosed. No snapshot may be held by the caller meanwhile.
	Commit(ctx context.Context, batch *Batch) error
	// Check reads the whole file and fails with ErrDamaged at the first inconsistency. Commits wait meanwhile.
	Check() error
	// Close waits for the commits under way and closes the file.
	Close() error
}

// Reader reads keys in order. Keys and values it returns are valid until it is closed, and must not be changed.
type Reader interface {
	// Get returns the record of a key; its Version is 0 when there is none.
	Get(space string, key []byte) (Record, error)
	// Scan yields the entries of a range in key order, or backwards.
	Scan(space string, bounds Range, reverse bool) iter.Seq2[Entry, error]
	// State names what a space holds for this reader: two readers with the same state see the same keys and records. It is
	// not known when the space has changed since, or is changed by the reader's own batch.
	State(space string) (state uint64, known bool)
}

// Snapshot is a Reader of one commit. It is not safe for concurrent use.
type Snapshot interface {
	Reader
	// Close lets the pages go that the snapshot pinned.
	Close()
}

// Record is a value and the version of the commit that wrote it.
type Record struct {
	Value   []byte
	Version uint64
}

// Entry is a key with its record. The record of a mark is empty.
type Entry struct {
	Key []byte
	Record
}

// Range is the keys from Low on and before High; a nil High means no end.
type Range struct {
	Low, High []byte
}
