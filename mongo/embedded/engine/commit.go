package engine

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
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

// commit is a batch that waits to be written.
type commit struct {
	batch    *Batch
	result   chan error
	answered bool
}

// answer tells whoever waits what came of the batch. The first answer counts.
func (c *commit) answer(err error) {
	if !c.answered {
		c.answered = true
		c.result <- err
	}
}

func answer(group []*commit, err error) {
	for _, waiting := range group {
		waiting.answer(err)
	}
}

// lookForCompany is how many batches are written alone before the writer looks again whether others are on their way.
const lookForCompany = 8

// run is the one writer: it takes all batches that wait, writes them in one transaction, and acknowledges them when it
// is on disk.
//
// A batch is handed over the moment it is ready. So that those which are about to be ready share its write, the writer lets
// others run first; but not when nobody came the last time, as what runs may be long requests that only read. With one
// processor nobody would ever come by themselves: the runtime does not notice flushes as short as most are, and keeps the
// processor for them.
func (b *bolt) run() {
	defer close(b.done)
	defer b.giveUp()
	debug.SetPanicOnFault(true) // of this goroutine
	alone := 0                  // batches in a row that were written by themselves
	for first := range b.pending {
		if alone%lookForCompany == 0 {
			runtime.Gosched()
		}
		group := b.gather(first)
		if alone++; len(group) > 1 {
			alone = 0
		}
		b.write(group)
	}
}

// giveUp stops the engine after a panic of the writer between two writes, and answers whoever comes.
func (b *bolt) giveUp() {
	if problem := recover(); problem != nil {
		b.stop(fmt.Errorf("a panic: %v", problem))
		for waiting := range b.pending {
			waiting.answer(b.stopped())
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

// writing is one group on its way to the disk.
type writing struct {
	group, applied []*commit
	tx             *bbolt.Tx
	number         uint64 // of the transaction
	// flushing is set before the first byte is written: until then it is known that nothing was.
	flushing bool
}

// write commits a group and answers each of its batches. It stops the engine when it panics, and when it leaves it open what
// is on disk: no later write could be built on that.
func (b *bolt) write(group []*commit) {
	under := &writing{group: group}
	defer func() {
		if problem := recover(); problem != nil {
			b.fail(under, fmt.Errorf("a panic: %v", problem))
		}
	}()
	if err := b.checkPath(); err != nil {
		answer(group, err)
		return
	}
	err := b.transact(under)
	if err == nil && len(under.applied) > 0 {
		err = b.checkPath() // a file without a name holds nothing for long
	}
	switch {
	case err == nil:
		answer(under.applied, nil)
	case noRoom(err) && !b.headerWritten(under.number):
		answer(group, fmt.Errorf("%w: %w", ErrFull, err))
	default:
		b.fail(under, err)
	}
}

// transact applies the batches of a group and commits what was applied. Those that are refused are answered.
func (b *bolt) transact(under *writing) error {
	tx, err := b.db.Begin(true)
	if err != nil {
		return err
	}
	under.tx, under.number = tx, uint64(tx.ID())
	for _, waiting := range under.group {
		if err := b.expectations(tx, waiting.batch); err != nil {
			waiting.answer(err)
			continue
		}
		if err := b.apply(tx, waiting.batch); err != nil {
			return err
		}
		under.applied = append(under.applied, waiting)
	}
	if len(under.applied) == 0 {
		return tx.Rollback()
	}
	b.db.NoFreelistSync = !b.isShort()
	under.flushing = true
	return tx.Commit()
}

// fail stops the engine and answers a group whose write went wrong.
func (b *bolt) fail(under *writing, cause error) {
	b.stop(cause)
	if under.tx != nil && under.tx.DB() != nil {
		b.stuck = guard(under.tx.Rollback) != nil
	}
	if under.flushing {
		answer(under.applied, fmt.Errorf("%w: %w", ErrFailed, cause))
	}
	answer(under.group, b.stopped())
}

// headerWritten reports whether the header of a transaction may have been written, which is what makes it final.
func (b *bolt) headerWritten(number uint64) bool {
	tx, err := beginReading(b.db)
	if err != nil {
		return true
	}
	newest := uint64(tx.ID())
	return tx.Rollback() != nil || newest >= number
}

// noRoom reports whether a file could not grow. bbolt gives some causes as text only.
func noRoom(err error) bool {
	return slices.ContainsFunc([]error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}, func(cause error) bool {
		return errors.Is(err, cause) || strings.Contains(err.Error(), cause.Error())
	})
}

// expectations checks what a batch expects.
func (b *bolt) expectations(tx *bbolt.Tx, batch *Batch) error {
	for at, version := range batch.expected {
		current, err := read(tx, at.space, b.pack(at.key))
		if err != nil {
			return err
		}
		if current.Version != version {
			return ErrConflict
		}
	}
	return nil
}

// apply makes the changes of a batch.
func (b *bolt) apply(tx *bbolt.Tx, batch *Batch) error {
	for _, space := range batch.dropped {
		if err := tx.DeleteBucket([]byte(space)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return fmt.Errorf("dropping space %s: %w", space, err)
		}
	}
	for space, in := range batch.spaces {
		bucket, err := b.bucket(tx, space)
		if err != nil {
			return fmt.Errorf("creating space %s: %w", space, err)
		}
		trail := b.trails.of(space)
		for _, key := range in.sorted() {
			packed := b.pack(key)
			if kind := in.operations[key].kind; kind != remove {
				trail.put(bucket, packed, kind, uint64(tx.ID()))
			}
			if err := change(bucket, packed, in.operations[key], uint64(tx.ID())); err != nil {
				return fmt.Errorf("writing to space %s: %w", space, err)
			}
		}
	}
	return nil
}

// pack returns a key as the file has it, until the next one: bbolt makes copies.
func (b *bolt) pack(key string) []byte {
	b.key = b.form.pack(b.key[:0], []byte(key))
	return b.key
}

// bucket returns the bucket of a space, which it creates if need be.
func (b *bolt) bucket(tx *bbolt.Tx, space string) (*bbolt.Bucket, error) {
	if bucket := tx.Bucket([]byte(space)); bucket != nil {
		return bucket, nil
	}
	bucket, err := tx.CreateBucket([]byte(space))
	if err == nil && b.form.dense {
		err = errors.Join(bucket.Put(ends[0], nil), bucket.Put(ends[1], nil))
	}
	return bucket, err
}

func change(bucket *bbolt.Bucket, packed []byte, to operation, version uint64) error {
	switch to.kind {
	case put:
		return bucket.Put(packed, stamp(version, to.value))
	case mark:
		return bucket.Put(packed, nil)
	default:
		return bucket.Delete(packed)
	}
}
