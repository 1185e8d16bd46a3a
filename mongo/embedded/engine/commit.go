package engine

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// maxGroup is the most batches that share one write to disk; maxGroupBytes bounds what they hold together.
const (
	maxGroup      = 1024
	maxGroupBytes = 64 << 20
)

// recordFill is how full the pages of records are when they are split. Records mostly come in the order of their keys, so that
// a page once left is not written to again; marks come in any order, for which bbolt's own half is right.
const recordFill = 0.9

// commit is a batch that waits to be written.
type commit struct {
	batch  *Batch
	result chan error
}

// errNothingToWrite rolls the write transaction back when every batch of its group was in conflict.
var errNothingToWrite = errors.New("nothing to write")

// lookForCompany is how many batches are written alone before the writer looks again whether others are on their way.
const lookForCompany = 8

// run is the one writer: it takes all batches that wait, writes them in one transaction, and acknowledges them when it
// is on disk. After a failure that leaves the disk's state unknown it refuses every later batch.
//
// A batch is handed over the moment it is ready. So that those which are about to be ready share its write, the writer lets
// others run first; but not when nobody came the last time, as what runs may be long requests that only read. With one
// processor nobody would ever come by themselves: the runtime does not notice flushes as short as most are, and keeps the
// processor for them.
func (b *bolt) run() {
	defer close(b.done)
	var failed error
	alone := 0 // batches in a row that were written by themselves
	for first := range b.pending {
		if alone%lookForCompany == 0 {
			runtime.Gosched()
		}
		group := b.gather(first)
		if alone++; len(group) > 1 {
			alone = 0
		}
		if failed == nil {
			failed = b.write(group)
			continue
		}
		for _, waiting := range group {
			waiting.result <- failed
		}
	}
}

// gather adds what already waits to the first batch, without waiting for more.
func (b *bolt) gather(first *commit) []*commit {
	group, size := []*commit{first}, first.batch.size
	for len(group) < maxGroup && size < maxGroupBytes {
		select {
		case next, open := <-b.pending:
			if !open {
				return group
			}
			group, size = append(group, next), size+next.batch.size
		default:
			return group
		}
	}
	return group
}

// write commits a group and answers each of its batches. It returns an error only when no more may be written.
func (b *bolt) write(group []*commit) (fatal error) {
	var applied, refused []*commit
	err := guard(func() error {
		return b.db.Update(func(tx *bbolt.Tx) error {
			for _, waiting := range group {
				switch err := b.apply(tx, waiting.batch); {
				case err == nil:
					applied = append(applied, waiting)
				case errors.Is(err, ErrConflict):
					refused = append(refused, waiting)
				default:
					return err
				}
			}
			if len(applied) == 0 {
				return errNothingToWrite
			}
			return nil
		})
	})
	if err == nil || errors.Is(err, errNothingToWrite) {
		answer(applied, nil)
		answer(refused, ErrConflict)
		return nil
	}
	if noRoom(err) {
		answer(group, fmt.Errorf("%w: %w", ErrFull, err))
		return nil
	}
	fatal = fmt.Errorf("%w: %w", ErrFailed, err)
	answer(group, fatal)
	return fatal
}

func answer(group []*commit, err error) {
	for _, waiting := range group {
		waiting.result <- err
	}
}

// noRoom says that a file could not grow, which happens before anything is final. bbolt gives some causes as text only.
func noRoom(err error) bool {
	return slices.ContainsFunc([]error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}, func(cause error) bool {
		return errors.Is(err, cause) || strings.Contains(err.Error(), cause.Error())
	})
}

// apply checks what a batch expects before it changes anything, so that a refused batch leaves no trace.
func (b *bolt) apply(tx *bbolt.Tx, batch *Batch) error {
	for at, version := range batch.expected {
		current, err := read(tx, at.space, []byte(at.key))
		if err != nil {
			return err
		}
		if current.Version != version {
			return ErrConflict
		}
	}
	b.changed.record(batch, uint64(tx.ID()))
	for _, space := range batch.dropped {
		if err := tx.DeleteBucket([]byte(space)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return fmt.Errorf("dropping space %s: %w", space, err)
		}
	}
	for space, in := range batch.spaces {
		bucket, err := tx.CreateBucketIfNotExists([]byte(space))
		if err != nil {
			return fmt.Errorf("creating space %s: %w", space, err)
		}
		for _, key := range in.sorted() {
			if err := change(bucket, []byte(key), in.operations[key], uint64(tx.ID())); err != nil {
				return fmt.Errorf("writing to space %s: %w", space, err)
			}
		}
	}
	return nil
}

func change(bucket *bbolt.Bucket, key []byte, to operation, version uint64) error {
	switch to.kind {
	case put:
		bucket.FillPercent = recordFill
		return bucket.Put(key, stamp(version, to.value))
	case mark:
		return bucket.Put(key, nil)
	default:
		return bucket.Delete(key)
	}
}
