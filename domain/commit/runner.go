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

// Runner is the shell around the rules: it has a decision made, and commits it.
type Runner struct {
	Committer Committer
	// Clock tells the time.
	Clock func() time.Time
	// IDs makes the IDs of documents and audit records, in the order of the clock.
	IDs *clock.IDs
	// Outcomes and Objects answer requests that are sent again with their idempotency key.
	Outcomes idempotency.Records
	Objects  idempotency.Objects
}

// Run loads, decides and commits. When the commit loses a race it does all of that again, until the deadline of the
// request: the decision then finds what the winner left, and says what is true of that.
//
// A caller with an attempt (an idempotency key) that repeats an earlier one is answered as that was, with the
// objects as they are now, and decides nothing. T is then a document, or a struct of what idempotency.OutcomeOf can keep.
func Run[T any](ctx context.Context, runner *Runner, caller actor.Caller, action string, decide func(context.Context, *Change) (T, error)) (T, error) {
	var nothing T
	once := &once{attempt: caller.Attempt}
	for {
		change := &Change{Caller: caller, Action: action, Now: runner.Clock().UTC().Truncate(time.Millisecond), ids: runner.IDs}
		change.commit.CompanyID = caller.CompanyID
		result, repeated, err := repeat[T](ctx, once, runner, change)
		if err != nil {
			return nothing, fmt.Errorf("%s: %w", action, err)
		}
		if repeated {
			return result, nil
		}
		result, err = decide(ctx, change)
		if err != nil {
			return nothing, err
		}
		if err := once.keep(change, result); err != nil {
			return nothing, fmt.Errorf("%s: %w", action, err)
		}
		if change.commit.Empty() {
			return result, nil
		}
		err = runner.Committer.Commit(ctx, change.commit)
		if err == nil {
			return result, nil
		}
		if !errors.Is(err, ErrLostRace) {
			return nothing, fmt.Errorf("%s: %w", action, err)
		}
		if ctx.Err() != nil {
			return nothing, fmt.Errorf("%s: %w", action, fault.New(fault.DeadlineExceeded).Err())
		}
	}
}

// Expect checks the version that an editor read, when they named one.
func Expect(expected *int, current int) error {
	if expected == nil || *expected == current {
		return nil
	}
	return fault.New(fault.VersionConflict, fault.Number(current)).With("currentVersion", current).Err()
}
