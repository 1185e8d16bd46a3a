package commit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/clock"
	"accessgraph/domain/fault"
	"accessgraph/domain/idempotency"
)

// Runner runs the decisions of mutations and commits them.
type Runner struct {
	Committer Committer
	// Clock returns the current time.
	Clock func() time.Time
	// IDs makes the IDs of documents and audit records, in the order of the clock.
	IDs *clock.IDs
	// InFlight knows what is being decided and committed. It is nil if nobody follows the lists of the store.
	InFlight *InFlight
	// Outcomes and Objects replay requests that are retried with their idempotency key.
	Outcomes idempotency.Records
	Objects  idempotency.Objects

	// Queue orders the commits of this process; nil if they are left to collide.
	Queue *Queue
}

// Run calls decide and commits the change. If the commit loses a race, it starts over until the deadline of the request: decide
// then loads what the winner has written. Commits that would collide wait for each other, and one that has lost a race waits for its
// turn before it decides again, so that it loses no other to this process.
//
// If the caller has an Attempt (an idempotency key) that an earlier request has carried out, Run returns the result of that request
// with the current state of its objects, and does not call decide. With an Attempt, T must be a document or a struct that
// idempotency.OutcomeOf accepts.
func Run[T any](ctx context.Context, runner *Runner, caller actor.Caller, action string, decide func(context.Context, *Change) (T, error)) (T, error) {
	var zero T
	run := &idempotentRun{attempt: caller.Attempt}
	turn := &turn{queue: runner.Queue}
	defer turn.end()
	for {
		change := &Change{Caller: caller, Action: action, Now: runner.Clock().UTC().Truncate(time.Millisecond), ids: runner.IDs}
		change.commit.CompanyID = caller.CompanyID
		result, isReplay, err := replay[T](ctx, run, runner, change)
		if err != nil {
			return zero, fmt.Errorf("%s: %w", action, err)
		}
		if isReplay {
			return result, nil
		}
		result, err = carryOut(ctx, runner, run, turn, change, decide)
		if err == nil {
			return result, nil
		}
		if !errors.Is(err, ErrLostRace) {
			return afterRefusal[T](ctx, run, runner, change, err)
		}
		if err := turn.next(ctx, &change.commit); err != nil {
			return zero, fmt.Errorf("%s: %w", action, fault.New(fault.DeadlineExceeded).Because(err))
		}
	}
}

// carryOut decides once, and commits what was decided.
func carryOut[T any](
	ctx context.Context, runner *Runner, run *idempotentRun, turn *turn, change *Change, decide func(context.Context, *Change) (T, error),
) (T, error) {
	var zero T
	runner.InFlight.begin(&change.flight, change.Now)
	isUnknown := false
	defer func() { runner.InFlight.end(&change.flight, isUnknown) }()
	result, err := decide(ctx, change)
	if err != nil {
		return zero, err
	}
	if err := run.addOutcome(change, result); err != nil {
		return zero, fmt.Errorf("%s: %w", change.Action, err)
	}
	if change.commit.Empty() {
		return result, nil
	}
	if err := turn.await(ctx, &change.commit); err != nil {
		return zero, fmt.Errorf("%s: %w", change.Action, fault.New(fault.DeadlineExceeded).Because(err))
	}
	if runner.Clock().Sub(change.flight.began) > MaxAge {
		return zero, ErrLostRace
	}
	isUnknown = true
	err = runner.Committer.Commit(ctx, change.commit)
	isUnknown = err != nil && isOutcomeUnknown(err)
	if err != nil {
		return zero, fmt.Errorf("%s: %w", change.Action, err)
	}
	return result, nil
}

func isOutcomeUnknown(err error) bool {
	var raised *fault.Error
	return errors.As(err, &raised) && raised.First().Reason == fault.CommitOutcomeUnknown
}

// Expect raises VERSION_CONFLICT if an editor expects another version than the current one. expected is nil if the editor expects
// none.
func Expect(expected *int, current int) error {
	if expected == nil || *expected == current {
		return nil
	}
	return fault.New(fault.VersionConflict, fault.Number(current)).
		With("input.expectedVersion", "must be the current version").With("currentVersion", current).Err()
}
