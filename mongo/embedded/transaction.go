package embedded

import (
	"context"
	"errors"
	"sync"
	"time"

	"accessgraph/mongo/embedded/engine"
)

// transaction is a session's latest transaction. Its snapshot and its changes live in memory until it commits.
type transaction struct {
	mu       sync.Mutex
	number   int64
	state    state
	snapshot engine.Snapshot
	batch    *engine.Batch
	view     *engine.View
	before   outcome // of the session, when the transaction began
	timer    *time.Timer
	used     time.Time
}

type state int

const (
	active state = iota
	committed
	aborted
	uncertain // its commit failed, and nobody knows how it ended
)

// transactions holds the latest transaction of each session.
type transactions struct {
	mu        sync.Mutex
	bySession map[sessionID]*transaction
}

func (t *transactions) of(session sessionID) *transaction {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bySession[session]
}

// abort gives the changes up and lets the snapshot go. The caller holds the transaction's mutex.
func (t *transaction) abort() {
	if t.state == active {
		t.finish(aborted)
	}
}

// reader returns what a statement reads: the snapshot, with the changes of the transaction once it has made some.
func (t *transaction) reader() engine.Reader {
	if t.batch.Empty() {
		return t.snapshot
	}
	return t.view
}

// overtaken reports whether the transaction has ended and another with a higher number was meant to follow.
func (t *transaction) overtaken(number int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return number > t.number && t.state != active
}

func (t *transaction) finish(state state) {
	t.snapshot.Close()
	t.timer.Stop()
	t.state, t.batch, t.view, t.used = state, nil, nil, time.Now()
}

// end forgets a session.
func (t *transactions) end(session sessionID) {
	t.mu.Lock()
	ended := t.bySession[session]
	delete(t.bySession, session)
	t.mu.Unlock()
	if ended != nil {
		ended.mu.Lock()
		ended.abort()
		ended.mu.Unlock()
	}
}

// endAll ends those sessions whose last transaction ended before a time; all of them for the zero time.
func (t *transactions) endAll(before time.Time) {
	t.mu.Lock()
	sessions := make(map[sessionID]*transaction, len(t.bySession))
	for session, latest := range t.bySession {
		sessions[session] = latest
	}
	t.mu.Unlock()
	for session, latest := range sessions {
		latest.mu.Lock()
		idle := latest.state != active && latest.used.Before(before)
		latest.mu.Unlock()
		if idle || before.IsZero() {
			t.end(session)
		}
	}
}

func noSuchTransaction(number int64) error {
	return fail(codeNoSuchTransaction, "Transaction with { txnNumber: %d } is not in progress: it was aborted, or never began.", number).labelled(transient)
}

func tooOld(number, latest int64) error {
	return fail(codeTransactionTooOld, "Cannot use txnNumber %d: the session has used txnNumber %d since.", number, latest)
}

// enterTransaction finds or begins the transaction that a command is part of, and locks it.
func (c *call) enterTransaction() error {
	if c.starts {
		return c.beginTransaction()
	}
	found := c.store.transactions.of(c.session)
	if found == nil {
		return c.notInProgress(-1)
	}
	found.mu.Lock()
	switch {
	case found.number != c.number || found.state == aborted || found.state == uncertain:
		found.mu.Unlock()
		return c.notInProgress(found.number)
	case found.state == committed:
		found.mu.Unlock()
		return fail(codeTransactionCommitted, "Transaction with { txnNumber: %d } has been committed.", c.number)
	}
	c.transaction = found
	return nil
}

func (c *call) beginTransaction() error {
	if c.store.transactions.count() >= c.store.options.Sessions {
		return fail(codeInternalError, "more than %d sessions have transactions", c.store.options.Sessions)
	}
	snapshot, err := c.store.engine.Snapshot()
	if err != nil {
		return err
	}
	before, err := readOutcome(snapshot, c.session)
	if err != nil {
		snapshot.Close()
		return err
	}
	begun := &transaction{number: c.number, snapshot: snapshot, batch: &engine.Batch{}, before: before}
	begun.view = engine.NewView(snapshot, begun.batch)
	begun.mu.Lock()
	store := c.store
	begun.timer = time.AfterFunc(store.options.TransactionLife, func() {
		defer store.recovered("ending a transaction")
		begun.mu.Lock()
		defer begun.mu.Unlock()
		begun.abort()
	})
	if err := c.store.transactions.begin(c, begun); err != nil {
		begun.abort()
		begun.mu.Unlock()
		return err
	}
	c.transaction = begun
	return nil
}

func (t *transactions) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.bySession)
}

// begin makes a transaction the latest of its session; an earlier one that is still active is aborted.
func (t *transactions) begin(c *call, begun *transaction) error {
	t.mu.Lock()
	earlier, last := t.bySession[c.session], begun.before.number
	if earlier != nil {
		last = max(last, earlier.number)
	}
	if err := c.checkNumber(last); err != nil {
		t.mu.Unlock()
		return err
	}
	t.bySession[c.session] = begun
	t.mu.Unlock()
	if earlier != nil {
		earlier.mu.Lock()
		earlier.abort()
		earlier.mu.Unlock()
	}
	return nil
}

// checkNumber refuses a transaction number that is not above the last one that the session used.
func (c *call) checkNumber(last int64) error {
	switch {
	case c.number < last:
		return tooOld(c.number, last)
	case c.number == last:
		return fail(codeConflictingTransaction, "Cannot start transaction %d on session because its number has been used already.", c.number)
	}
	return nil
}

// leaveTransaction unlocks the transaction after a command; one that failed aborts it.
func (c *call) leaveTransaction(failed bool) {
	if failed {
		c.transaction.abort()
	}
	c.transaction.mu.Unlock()
}

// commitTransaction commits, or answers as before when the transaction has been committed already.
func (c *call) commitTransaction() error {
	found := c.store.transactions.of(c.session)
	if found == nil {
		return c.committedBefore(-1)
	}
	found.mu.Lock()
	defer found.mu.Unlock()
	switch {
	case found.number != c.number:
		return c.committedBefore(found.number)
	case found.state == committed:
		return nil
	case found.state == aborted:
		return c.notInProgress(found.number)
	case found.state == uncertain:
		return engine.ErrFailed
	}
	if err := c.context.Err(); err != nil {
		found.abort()
		return err
	}
	batch := found.batch
	if !batch.Empty() {
		outcome{number: c.number, at: time.Now(), committed: true}.save(batch, c.session, found.before)
	}
	found.finish(aborted) // the snapshot must be gone before the commit
	err := c.store.engine.Commit(context.WithoutCancel(c.context), batch)
	if errors.Is(err, engine.ErrConflict) {
		return writeConflict().labelled(transient)
	}
	switch {
	case err == nil:
		found.state = committed
	case errors.Is(err, engine.ErrFailed):
		found.state = uncertain
	}
	return err
}

// committedBefore answers for a transaction that this process has forgotten or never knew. The latest one of the session
// that it knows has another number, or -1 when there is none.
func (c *call) committedBefore(latest int64) error {
	known, err := c.lastOutcome()
	if err != nil {
		return err
	}
	if known.committed && known.number == c.number && latest < c.number {
		return nil
	}
	return c.notInProgress(latest)
}

// notInProgress refuses a command of a transaction that was aborted, never began, or is older than what its session has
// done since.
func (c *call) notInProgress(latest int64) error {
	known, err := c.lastOutcome()
	if err != nil {
		return err
	}
	if latest = max(latest, known.number); c.number < latest {
		return tooOld(c.number, latest)
	}
	return noSuchTransaction(c.number)
}

// lastOutcome is what the store remembers of the session, without the answer.
func (c *call) lastOutcome() (outcome, error) {
	snapshot, err := c.store.engine.Snapshot()
	if err != nil {
		return outcome{}, err
	}
	defer snapshot.Close()
	known, err := readOutcome(snapshot, c.session)
	known.reply = nil // it goes with the snapshot
	return known, err
}

// refuse keeps a transaction that has not begun from beginning. A client that gives up its first statement aborts on another
// connection, and the abort may come first: the statement would then begin a transaction that nobody ends.
func (t *transactions) refuse(c *call) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if latest := t.bySession[c.session]; latest == nil {
		t.bySession[c.session] = &transaction{number: c.number, state: aborted, used: time.Now()}
	}
}

// abortTransaction aborts. One that has been aborted before is answered as if it had never begun.
func (c *call) abortTransaction() error {
	found := c.store.transactions.of(c.session)
	if found != nil && found.overtaken(c.number) {
		c.store.transactions.end(c.session)
		found = nil
	}
	if found == nil {
		c.store.transactions.refuse(c)
		return c.notInProgress(-1)
	}
	found.mu.Lock()
	defer found.mu.Unlock()
	switch {
	case found.number != c.number || found.state == aborted || found.state == uncertain:
		return c.notInProgress(found.number)
	case found.state == committed:
		return fail(codeTransactionCommitted, "Transaction with { txnNumber: %d } has been committed.", c.number)
	}
	found.abort()
	return nil
}
