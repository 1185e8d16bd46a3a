// Package txn holds transactions: what they read and have changed until they commit, by the sessions that they are of. It turns
// changes of documents into changes of the engine's keys, and notices conflicts.
package txn

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

// ID is the UUID by which a client names a session; zero is none.
type ID [16]byte

// Limits bound the transactions of a store.
type Limits struct {
	// Sessions is how many sessions may have transactions at a time.
	Sessions int
	// Life is how long a transaction that has changed something may last, and ReadingLife one that has not.
	Life, ReadingLife time.Duration
	// Bytes is how much one commit may change.
	Bytes int
}

// Sessions holds the latest transaction of each session. It is safe for concurrent use.
type Sessions struct {
	engine  engine.Engine
	catalog *query.Catalog
	limits  Limits

	mu     sync.Mutex
	latest map[ID]*Transaction
}

// NewSessions returns an empty set of sessions.
func NewSessions(of engine.Engine, catalog *query.Catalog, limits Limits) *Sessions {
	return &Sessions{engine: of, catalog: catalog, limits: limits, latest: map[ID]*Transaction{}}
}

func (s *Sessions) of(session ID) *Transaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.latest[session]
}

// Begin begins a transaction and locks it until Leave. An earlier one of the session that is still active is aborted.
func (s *Sessions) Begin(session ID, number int64, isRemote bool) (*Transaction, error) {
	snapshot, err := s.engine.Snapshot()
	if err != nil {
		return nil, err
	}
	begun := &Transaction{number: number, snapshot: snapshot, batch: &engine.Batch{}, began: time.Now(), isRemote: isRemote}
	begun.view = engine.NewView(snapshot, begun.batch)
	begun.mu.Lock()
	if _, err := s.replace(session, begun); err != nil {
		begun.abort()
		begun.mu.Unlock()
		return nil, err
	}
	return begun, nil
}

// WriteOnce makes a retryable write unless it is the last one that the session has made, and returns the answer to it.
func (s *Sessions) WriteOnce(session ID, number int64, write func() (answer []byte, err error)) ([]byte, error) {
	latest, err := s.replace(session, &Transaction{number: number, retryable: true, state: aborted, used: time.Now()})
	if err != nil {
		return nil, err
	}
	latest.mu.Lock() // whoever sends it again meanwhile waits
	defer latest.mu.Unlock()
	if latest.state != committed {
		if latest.answer, err = write(); err == nil {
			latest.state = committed
		}
	}
	return latest.answer, err
}

// replace makes a transaction the latest of its session, aborts the one before, and returns the latest. Its number must be above
// the last one that the session used; only the latest write comes again under its own.
func (s *Sessions) replace(session ID, begun *Transaction) (*Transaction, error) {
	s.mu.Lock()
	earlier := s.latest[session]
	err := s.checkNumber(earlier, begun)
	switch {
	case err == nil && earlier != nil && earlier.number == begun.number:
		begun = earlier
	case err == nil:
		s.latest[session] = begun
	}
	s.mu.Unlock()
	if err == nil && earlier != nil && earlier != begun {
		earlier.end()
	}
	return begun, err
}

func (s *Sessions) checkNumber(earlier, begun *Transaction) error {
	switch {
	case earlier != nil && begun.retryable && earlier.retryable && begun.number == earlier.number:
		return nil
	case earlier != nil && begun.number < earlier.number:
		return tooOld(begun.number, earlier.number)
	case earlier != nil && begun.number == earlier.number:
		return failure.New(failure.ConflictingTransaction, "Cannot start transaction %d on session because its number has been used already.", begun.number)
	case earlier == nil && len(s.latest) >= s.limits.Sessions:
		return failure.New(failure.InternalError, "more than %d sessions have transactions", s.limits.Sessions)
	}
	return nil
}

// Enter locks the transaction that a command is part of, until Leave.
func (s *Sessions) Enter(session ID, number int64) (*Transaction, error) {
	entered := s.of(session)
	if entered == nil {
		return nil, notInProgress(number)
	}
	entered.mu.Lock()
	entered.expire(s.limits)
	if err := entered.check(number); err != nil {
		entered.mu.Unlock()
		return nil, err
	}
	return entered, nil
}

// Commit commits, or answers as before when the transaction has been committed already. Of one that was begun in another process,
// which has ended, it is not known whether it has.
func (s *Sessions) Commit(ctx context.Context, session ID, number int64) error {
	latest := s.of(session)
	if latest == nil {
		return fmt.Errorf("%w: transaction %d is not known here", engine.ErrFailed, number)
	}
	latest.mu.Lock()
	defer latest.mu.Unlock()
	switch {
	case latest.number == number && latest.state == committed:
		return nil
	case latest.number == number && latest.state == uncertain:
		return engine.ErrFailed
	}
	if err := latest.check(number); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		latest.abort()
		return err
	}
	batch := latest.batch
	latest.finish(aborted) // the snapshot must be gone before the commit
	err := s.engine.Commit(context.WithoutCancel(ctx), batch)
	switch {
	case err == nil:
		latest.state = committed
	case errors.Is(err, engine.ErrConflict):
		return failure.WriteConflicted().Labelled(failure.Transient)
	case errors.Is(err, engine.ErrFailed):
		latest.state = uncertain
	}
	return err
}

// Abort aborts. One that has been aborted before is answered as if it had never begun.
//
// A transaction that has not begun is kept from beginning: a client that gives up its first statement aborts on another
// connection, and the abort may come first. The statement would then begin a transaction that nobody ends.
func (s *Sessions) Abort(session ID, number int64) error {
	latest := s.of(session)
	if latest == nil || latest.overtaken(number) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.latest[session] == latest {
			s.latest[session] = &Transaction{number: number, state: aborted, used: time.Now()}
		}
		return notInProgress(number)
	}
	latest.mu.Lock()
	defer latest.mu.Unlock()
	if err := latest.check(number); err != nil {
		return err
	}
	latest.abort()
	return nil
}

// End forgets a session, and aborts its transaction.
func (s *Sessions) End(session ID) {
	s.mu.Lock()
	ended := s.latest[session]
	delete(s.latest, session)
	s.mu.Unlock()
	if ended != nil {
		ended.end()
	}
}

// Sweep aborts the transactions whose life is over, and ends those sessions whose last one ended before a time.
func (s *Sessions) Sweep(before time.Time) {
	s.endThose(func(latest *Transaction) bool { return latest.isIdle(s.limits, before) })
}

// AbortRemote aborts the transactions that were begun through the socket, when nobody is there any more to go on with them. How the
// others of these clients ended is still known: one that comes back may ask for it.
func (s *Sessions) AbortRemote() {
	s.endThose(func(latest *Transaction) bool {
		if latest.isRemote {
			latest.end()
		}
		return false
	})
}

// EndAll ends all sessions.
func (s *Sessions) EndAll() {
	s.endThose(func(*Transaction) bool { return true })
}

func (s *Sessions) endThose(chosen func(*Transaction) bool) {
	s.mu.Lock()
	sessions := make(map[ID]*Transaction, len(s.latest))
	for session, latest := range s.latest {
		sessions[session] = latest
	}
	s.mu.Unlock()
	for session, latest := range sessions {
		if chosen(latest) {
			s.End(session)
		}
	}
}

func notInProgress(number int64) error {
	return failure.New(failure.NoSuchTransaction, "Transaction with { txnNumber: %d } is not in progress: it was aborted, or never began.", number).
		Labelled(failure.Transient)
}

func tooOld(number, latest int64) error {
	return failure.New(failure.TransactionTooOld, "Cannot use txnNumber %d: the session has used txnNumber %d since.", number, latest)
}
