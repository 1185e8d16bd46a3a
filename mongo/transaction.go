package mongo

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"accessgraph/domain/fault"
)

const (
	// maxTransactionAttempts is the maximum number of attempts of a transaction that fails because an _id was inserted in the
	// meantime.
	maxTransactionAttempts = 10
	// abortTime is the maximum time that is reserved for the abort of a transaction.
	abortTime = time.Second
	// The pause before another attempt grows from the first to the longest.
	firstPause   = 5 * time.Millisecond
	longestPause = 500 * time.Millisecond
)

// The codes of answers after which a transaction starts over: they say that it met another, and not that the server is away.
const (
	writeConflictCode     = 112
	noSuchTransactionCode = 251
)

// transact runs work in a transaction with a snapshot, and starts over if it conflicts with another.
func (s *Store) transact(ctx context.Context, work func(context.Context) error) error {
	transactionOptions := options.Transaction().SetReadConcern(readconcern.Snapshot())
	var err error
	for range maxTransactionAttempts {
		err = s.runTransaction(ctx, transactionOptions, work)
		if !driver.IsDuplicateKeyError(err) {
			break
		}
	}
	return err
}

// runTransaction runs work in a transaction and commits it. It starts over when the server says that the transaction may
// succeed if it is tried again, until the deadline of the context or, without one, of the store's calls. That is a deadline of
// the whole: the time that an abort takes is part of it.
//
// An attempt does not end with the request that it is for. A statement that is cancelled on its way can arrive after the abort,
// and then holds its locks until the server gives up the transaction; so only the deadline cancels one. A client that has left
// is noticed before the next attempt.
func (s *Store) runTransaction(
	ctx context.Context, transactionOptions *options.TransactionOptionsBuilder, work func(context.Context) error,
) error {
	if err := errors.Join(ctx.Err(), s.reach.check()); err != nil {
		return err
	}
	session, err := s.client.StartSession()
	if err != nil {
		return err
	}
	deadline, ok := ctx.Deadline()
	if !ok {
		deadline = time.Now().Add(s.callTimeout)
	}
	whole, cancel := context.WithDeadline(context.WithoutCancel(ctx), deadline)
	defer cancel()
	defer session.EndSession(whole)
	for pause := firstPause; ; pause = min(pause*3/2, longestPause) {
		err := attempt(whole, session, transactionOptions, work)
		if !hasLabel(err, transientTransactionLabel) {
			return err
		}
		if !wait(ctx, rand.N(pause)) || whole.Err() != nil {
			return lastAttempt(ctx, err)
		}
	}
}

// lastAttempt returns the error of a transaction that is not tried again because its request has ended. The server has aborted
// it.
func lastAttempt(ctx context.Context, err error) error {
	response := driver.ServerError(nil)
	conflict := errors.As(err, &response) && (response.HasErrorCode(writeConflictCode) || response.HasErrorCode(noSuchTransactionCode))
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return fault.New(fault.RequestCanceled).Because(err)
	case conflict:
		return fault.New(fault.DeadlineExceeded).Because(err)
	default:
		return err
	}
}

// wait waits for a time, and reports whether the context is not done by then.
func wait(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}

// attempt runs work in a transaction once, and commits or aborts it.
func attempt(
	ctx context.Context, session *driver.Session, transactionOptions *options.TransactionOptionsBuilder, work func(context.Context) error,
) error {
	if err := session.StartTransaction(transactionOptions); err != nil {
		return err
	}
	statements, cancel := context.WithDeadline(ctx, beforeAbort(ctx))
	defer cancel()
	if err := work(driver.NewSessionContext(statements, session)); err != nil {
		_ = session.AbortTransaction(ctx) // the server aborts what it was not told to abort; the work's error is the one to report
		return err
	}
	for {
		err := session.CommitTransaction(ctx)
		if err == nil || !hasLabel(err, unknownCommitResultLabel) || driver.IsTimeout(err) || !wait(ctx, firstPause) {
			return err
		}
	}
}

// beforeAbort returns the time at which statements end, so that an abort is done by the deadline of the context.
func beforeAbort(ctx context.Context) time.Time {
	deadline, _ := ctx.Deadline()
	return deadline.Add(-min(abortTime, time.Until(deadline)/10))
}
