package commit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/idempotency"
)

// Outcome is the idempotency record of a mutation. If another request has stored a record under the same ID since, the commit has
// lost a race.
type Outcome struct {
	Record idempotency.Record
	// InPlaceOf is the expiry of the expired record that it replaces; nil if there is none.
	InPlaceOf *time.Time
}

// idempotentRun carries out a mutation once for all requests with the same idempotency key.
type idempotentRun struct {
	// attempt is nil if the request has no key.
	attempt *actor.Attempt
	// expiredAt is the expiry of an expired record of the key that is still stored; nil if there is none.
	expiredAt *time.Time
}

// replay returns the result of an earlier request with the same key, or false if there was none. It raises
// IDEMPOTENCY_KEY_CONFLICT if the earlier request had another input, and IDEMPOTENCY_RESULT_UNAVAILABLE if its result is gone.
func replay[T any](ctx context.Context, run *idempotentRun, runner *Runner, change *Change) (result T, isReplay bool, err error) {
	if run.attempt == nil {
		return result, false, nil
	}
	companyID := change.Caller.CompanyID
	record, err := runner.Outcomes.Get(ctx, companyID, idempotency.RecordID(change.Caller))
	if errors.Is(err, document.ErrAbsent) {
		return result, false, nil
	}
	if err != nil {
		return result, false, fmt.Errorf("looking for an earlier request: %w", err)
	}
	if record.Expired(change.Now) {
		run.expiredAt = &record.ExpiresAt
		return result, false, nil
	}
	if !record.Matches(run.attempt) {
		return result, false, fault.New(fault.IdempotencyKeyConflict).With("Idempotency-Key", "must be a new one for another input").Err()
	}
	result, err = idempotency.Restore[T](ctx, record.Outcome, runner.Objects, companyID)
	if errors.Is(err, document.ErrAbsent) {
		return result, false, fault.New(fault.IdempotencyResultUnavailable).Err()
	}
	if err != nil {
		return result, false, fmt.Errorf("repeating an earlier request: %w", err)
	}
	run.attempt.MarkReplay()
	return result, true, nil
}

// afterRefusal returns the outcome of a request that was refused. A request with the same key may have committed after replay looked
// for it: what was refused is then a repetition of what that request did, and its result is returned. If that cannot be told, the
// refusal stands: it was right when it was made.
func afterRefusal[T any](ctx context.Context, run *idempotentRun, runner *Runner, change *Change, refusal error) (T, error) {
	var zero T
	if refused := (*fault.Error)(nil); !errors.As(refusal, &refused) {
		return zero, refusal
	}
	result, isReplay, err := replay[T](ctx, run, runner, change)
	if err != nil || !isReplay {
		return zero, refusal
	}
	return result, nil
}

// HasOutcome reports whether an earlier request has carried out the mutation of the caller's Attempt. Without one it is false.
func (r *Runner) HasOutcome(ctx context.Context, caller actor.Caller) (bool, error) {
	if caller.Attempt == nil {
		return false, nil
	}
	record, err := r.Outcomes.Get(ctx, caller.CompanyID, idempotency.RecordID(caller))
	if errors.Is(err, document.ErrAbsent) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for an earlier request: %w", err)
	}
	return !record.Expired(r.Clock()), nil
}

// addOutcome adds the idempotency record of a result to a change.
func (r *idempotentRun) addOutcome(change *Change, result any) error {
	if r.attempt == nil {
		return nil
	}
	outcome, err := idempotency.OutcomeOf(result)
	if err != nil {
		return err
	}
	change.commit.Outcome = &Outcome{Record: idempotency.NewRecord(change.Caller, outcome, change.Now), InPlaceOf: r.expiredAt}
	return nil
}
