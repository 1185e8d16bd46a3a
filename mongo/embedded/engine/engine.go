// Package engine keeps ordered keys in named spaces: snapshots to read, batches to commit. It knows nothing of BSON,
// of documents or of indexes; the bytes on disk are bbolt's.
package engine

import (
	"context"
	"errors"
	"iter"
	"os"
	"time"
)

// Limits of what bbolt takes.
const (
	// MaxKeySize is the longest key, in bytes.
	MaxKeySize = 16384
	// Own is the version of a record that a batch has written and not yet committed.
	Own = ^uint64(0)
)

var (
	// ErrInUse reports that another process has the store open.
	ErrInUse = errors.New("the store is in use by another process")
	// ErrAbsent reports that there is no file, and that none was to be created.
	ErrAbsent = errors.New("there is no store")
	// ErrDamaged reports that the file does not hold what was written to it.
	ErrDamaged = errors.New("the store's file is damaged")
	// ErrConflict reports that a version a batch expected is no longer the current one. Nothing of the batch was written.
	ErrConflict = errors.New("a record changed since it was read")
	// ErrFull reports that the disk has no room left. Nothing of the batch was written.
	ErrFull = errors.New("no space left for the store's file: free some")
	// ErrFailed reports that a write failed in a way that leaves it unknown whether the batch is on disk. The engine has stopped.
	ErrFailed = errors.New("writing to the store's file failed, and it is not known whether the change was made")
	// ErrStopped reports that the engine stopped before it touched the batch: nothing of it was written. Restart the process.
	ErrStopped = errors.New("the store has stopped and takes no more work until the process is restarted")
	// ErrReplaced is why an engine stops whose file is no longer the one at its path.
	ErrReplaced = errors.New("the store's file was moved, removed or replaced while it was open")
	// ErrTooOld reports that a snapshot has come to its end. Close it, and open another.
	ErrTooOld = errors.New("the snapshot is too old: what it reads is no longer kept")
	// ErrClosed reports that the engine is closed or closing. Nothing of the batch was written.
	ErrClosed = errors.New("the store is closed")
)

// Options say how a file is opened. The zero value opens a file that exists.
type Options struct {
	// Create has a missing file created.
	Create bool
	// Patience is how long another process that has the file is waited for.
	Patience time.Duration
	// SnapshotLife is how long snapshots and inspections of an open engine can be read: 10 minutes when zero.
	SnapshotLife time.Duration
	// Files is how the file is reached; the operating system when nil.
	Files Files
}

// defaultSnapshotLife is as long as the longest command may take.
const defaultSnapshotLife = 10 * time.Minute

// Files is the part of the file system that an engine uses. Tests have one that fails.
type Files interface {
	// OpenFile is os.OpenFile.
	OpenFile(path string, flag int, perm os.FileMode) (*os.File, error)
	// Stat is os.Stat.
	Stat(path string) (os.FileInfo, error)
}

// Engine is a durable, ordered, multi-version map. It is safe for concurrent use.
//
// An engine stops for good when it can no longer vouch for its file: after a write whose outcome is not known, after a panic
// of the writer, and when the file is no longer the one at its path. It then refuses everything with ErrStopped.
type Engine interface {
	// Snapshot opens a view of the last commit. It must be closed, and soon: it keeps old pages from being reused. Once its life is over, its
	// reads fail with ErrTooOld, so that whoever goes on reading lets go. It fails with ErrStopped or ErrClosed.
	Snapshot() (Snapshot, error)
	// Commit makes a batch durable, all of it or none, and returns when it is on disk. It fails with ErrConflict, ErrDamaged,
	// ErrFull, ErrStopped, ErrClosed or the context's error, all of which mean that nothing was written; and with ErrFailed
	// when it is not known. No snapshot may be held by the caller meanwhile.
	Commit(ctx context.Context, batch *Batch) error
	// Inspect opens a view of the last commit for a check of the file. It must be closed.
	Inspect() (*Inspection, error)
	// Probe fails with ErrStopped or ErrClosed unless the engine takes work. It stops one whose file is no longer at its path.
	Probe() error
	// RaiseFormat keeps programs of earlier versions from opening the file from now on. It changes nothing else.
	RaiseFormat() error
	// Failed is closed when the engine stops.
	Failed() <-chan struct{}
	// Err returns why the engine stopped, or nil.
	Err() error
	// Close waits for the commits under way and closes the file.
	Close() error
}

// Reader reads keys in order. Keys and values it returns are valid until it is closed, and must not be changed.
type Reader interface {
	// Get returns the record of a key; its Version is 0 when there is none.
	Get(space string, key []byte) (Record, error)
	// Scan yields the entries of a range in key order, or backwards.
	Scan(space string, bounds Range, reverse bool) iter.Seq2[Entry, error]
}

// Snapshot is a Reader of one commit. It is not safe for concurrent use.
type Snapshot interface {
	Reader
	// Inspection is another view of the same commit, which reads past what is damaged. It ends with the snapshot.
	Inspection() *Inspection
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
