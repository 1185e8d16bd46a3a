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

// Outcome is kept with a mutation that was sent with an idempotency key. When another request has kept one under the
// same ID since, the commit has lost a race.
type Outcome struct {
	Record idempotency.Record
	// InPlaceOf is when the record expired that is stored under the ID still; nil when there is none.
	InPlaceOf *time.Time
}

// once carries a mutation out once for all requests with the same idempotency key.
type once struct {
	// attempt is nil for a request without a key.
	attempt *actor.Attempt
	// expired is when the record of an earlier request expired that is stored still.
	expired *time.Time
}

// repeat answers as an earlier request with the same key was answered; false when there was none. It raises
// IDEMPOTENCY_KEY_CONFLICT when that one had another input, and IDEMPOTENCY_RESULT_UNAVAILABLE when what it made is gone.
func repeat[T any](ctx context.Context, of *once, runner *Runner, change *Change) (result T, repeated bool, err error) {
	if of.attempt == nil {
		return result, false, nil
	}
	companyID := change.Caller.CompanyID
	earlier, err := runner.Outcomes.Get(ctx, companyID, idempotency.RecordID(change.Caller))
	if errors.Is(err, document.ErrAbsent) {
		return result, false, nil
	}
	if err != nil {
		return result, false, fmt.Errorf("looking for an earlier request: %w", err)
	}
	if earlier.Expired(change.Now) {
		of.expired = &earlier.ExpiresAt
		return result, false, nil
	}
	if !earlier.Matches(of.attempt) {
		return result, false, fault.New(fault.IdempotencyKeyConflict).With("Idempotency-Key", "must be a new one for another input").Err()
	}
	result, err = idempotency.Restore[T](ctx, earlier.Outcome, runner.Objects, companyID)
	if errors.Is(err, document.ErrAbsent) {
		return result, false, fault.New(fault.IdempotencyResultUnavailable).Err()
	}
	if err != nil {
		return result, false, fmt.Errorf("repeating an earlier request: %w", err)
	}
	of.attempt.MarkReplay()
	return result, true, nil
}

// keep adds the outcome to the change, so that it is committed with it.
func (o *once) keep(change *Change, result any) error {
	if o.attempt == nil {
		return nil
	}
	outcome, err := idempotency.OutcomeOf(result)
	if err != nil {
		return err
	}
	change.commit.Outcome = &Outcome{Record: idempotency.NewRecord(change.Caller, outcome, change.Now), InPlaceOf: o.expired}
	return nil
}
