package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

// Commit writes all of a commit or nothing, in one transaction. It fails with commit.ErrLostRace, commit.ErrBootstrapped, the
// fault of a claim that is taken, COMMIT_OUTCOME_UNKNOWN if it cannot tell whether the commit was written, and
// DEADLINE_EXCEEDED or STORE_UNAVAILABLE if it was not. Every error but COMMIT_OUTCOME_UNKNOWN means that nothing was written.
func (s *Store) Commit(ctx context.Context, change commit.Commit) error {
	steps, err := s.planCommit(change)
	if err != nil {
		return fmt.Errorf("preparing the commit: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, s.callTimeout)
	defer cancel()
	tracker := &commitTracker{Payer: cost.From(ctx)}
	begun := time.Now()
	err = s.runTransaction(cost.Into(ctx, tracker), options.Transaction(), func(ctx context.Context) error {
		tracker.commitSent.Store(false)
		if time.Since(begun) > commit.MaxAge {
			return commit.ErrLostRace // followers would not see documents with older IDs
		}
		return runSteps(ctx, steps)
	})
	if err == nil {
		return nil
	}
	if tracker.commitSent.Load() && !certainlyAborted(err) {
		return fault.New(fault.CommitOutcomeUnknown).Because(err)
	}
	if isStepError(err) {
		return err
	}
	return failure("committing", err)
}

// certainlyAborted reports whether the response to a commit says that nothing was written. Otherwise the commit may have been
// written.
func certainlyAborted(err error) bool {
	return hasLabel(err, noWritesPerformedLabel) || hasLabel(err, transientTransactionLabel) && !hasLabel(err, unknownCommitResultLabel)
}

// runSteps runs steps until one fails or the context is done.
func runSteps(ctx context.Context, steps []commitStep) error {
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// isStepError reports whether an error is the result of a step, and not an error of the store.
func isStepError(err error) bool {
	return errors.Is(err, commit.ErrLostRace) || errors.Is(err, commit.ErrBootstrapped) || errors.As(err, new(*fault.Error))
}

// requireMatch returns the error of a guarded write: commit.ErrLostRace if its guard matched nothing.
func requireMatch(matched bool, err error) error {
	if err == nil && !matched {
		return commit.ErrLostRace
	}
	return err
}
