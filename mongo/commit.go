package mongo

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/commit"
	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

// Commit writes all of a commit or nothing, in one transaction. It returns commit.ErrLostRace, commit.ErrBootstrapped,
// the fault of a claim that is taken, COMMIT_OUTCOME_UNKNOWN when it cannot tell whether the commit was written, and
// DEADLINE_EXCEEDED or STORE_UNAVAILABLE when it was not. Every error but COMMIT_OUTCOME_UNKNOWN means that nothing was.
func (s *Store) Commit(ctx context.Context, written commit.Commit) error {
	steps, err := s.planCommit(written)
	if err != nil {
		return fmt.Errorf("preparing the commit: %w", err)
	}
	session, err := s.client.StartSession()
	if err != nil {
		return failure("starting the commit", err)
	}
	defer session.EndSession(ctx)
	latest := &commitTracker{Payer: cost.From(ctx)}
	ctx = cost.Into(ctx, latest)
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		latest.commitSent.Store(false)
		return true, runSteps(ctx, steps)
	})
	if err == nil {
		return nil
	}
	if latest.commitSent.Load() && !certainlyAborted(err) {
		return fault.New(fault.CommitOutcomeUnknown).Because(err)
	}
	if isStepError(err) {
		return err
	}
	return failure("committing", err)
}

// certainlyAborted reports whether the response to a commit says that nothing was written. What was sent was written else.
func certainlyAborted(err error) bool {
	return hasLabel(err, noWritesPerformedLabel) || hasLabel(err, transientTransactionLabel) && !hasLabel(err, unknownCommitResultLabel)
}

// run takes the steps, as long as there is time. The driver tries a transaction again that lost against another or
// found no server, whatever the deadline: only an error that is not of that kind makes it stop.
func runSteps(ctx context.Context, steps []commitStep) error {
	for _, next := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := next(ctx); err != nil {
			return err
		}
	}
	return nil
}

// decided says whether an error is the answer of a step, and not of the store.
func isStepError(err error) bool {
	return errors.Is(err, commit.ErrLostRace) || errors.Is(err, commit.ErrBootstrapped) || errors.As(err, new(*fault.Error))
}

// raced turns the result of a guarded write into its error: what the guard asked for was no longer there.
func requireMatch(matched bool, err error) error {
	if err == nil && !matched {
		return commit.ErrLostRace
	}
	return err
}
