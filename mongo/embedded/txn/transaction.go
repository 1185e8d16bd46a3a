package txn

import (
	"sync"
	"time"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
)

// Transaction is a session's latest transaction. Its snapshot and its changes live in memory until it commits.
type Transaction struct {
	mu       sync.Mutex
	number   int64
	state    state
	snapshot engine.Snapshot
	batch    *engine.Batch
	view     *engine.View
	began    time.Time
	used     time.Time
	isRemote bool // it was begun through the socket

	retryable bool   // it is a write outside of a transaction, which is made once however often it comes
	answer    []byte // to it
}

type state int

const (
	active state = iota
	committed
	aborted
	uncertain // its commit failed, and nobody knows how it ended
)

// Reader is what the transaction sees: its snapshot, with its own changes once it has made some.
func (t *Transaction) Reader() engine.Reader {
	if t.batch.Empty() {
		return t.snapshot
	}
	return t.view
}

// Leave unlocks the transaction after a command; one that failed aborts it.
func (t *Transaction) Leave(failed bool) {
	if failed {
		t.abort()
	}
	t.mu.Unlock()
}

// check refuses a command of a transaction that is not this one, or is not active. The caller holds the mutex.
func (t *Transaction) check(number int64) error {
	switch {
	case number < t.number:
		return tooOld(number, t.number)
	case number > t.number || t.state == aborted || t.state == uncertain:
		return notInProgress(number)
	case t.state == committed:
		return failure.New(failure.TransactionCommitted, "Transaction with { txnNumber: %d } has been committed.", number)
	}
	return nil
}

// abort gives the changes up and lets the snapshot go. The caller holds the mutex.
func (t *Transaction) abort() {
	if t.state == active {
		t.finish(aborted)
	}
}

func (t *Transaction) finish(state state) {
	t.snapshot.Close()
	t.state, t.batch, t.view, t.used = state, nil, nil, time.Now()
}

func (t *Transaction) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.abort()
}

// expire aborts the transaction if its life is over. One that has changed nothing has the longer life of those that read: it
// keeps nobody from writing, and only holds on to old pages. The caller holds the mutex.
func (t *Transaction) expire(limits Limits) {
	if t.state != active {
		return
	}
	life := limits.Life
	if t.batch.Empty() {
		life = limits.ReadingLife
	}
	if time.Since(t.began) >= life {
		t.abort()
	}
}

// overtaken reports whether the transaction has ended and another with a higher number was meant to follow.
func (t *Transaction) overtaken(number int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return number > t.number && t.state != active
}

// isIdle reports whether the transaction ended before a time, and aborts it if its life is over. One that a command is being
// carried out in is looked at the next time: nobody waits for it.
func (t *Transaction) isIdle(limits Limits, before time.Time) bool {
	if !t.mu.TryLock() {
		return false
	}
	defer t.mu.Unlock()
	t.expire(limits)
	return t.state != active && t.used.Before(before)
}
