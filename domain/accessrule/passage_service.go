package accessrule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// CheckPassage decides what an identifier would open at a reader, and changes nothing. A nil at is the current time. It raises
// DATA_NOT_VALID if the text is not a reader.
func (s *Service) CheckPassage(
	ctx context.Context, caller actor.Caller, reader string, input PassageIdentifierInput, at *time.Time,
) (*PassageDecision, error) {
	reader, err := readReader("reader", reader)
	if err != nil {
		return nil, err
	}
	state, err := s.newPassageLookup(caller, reader, input).load(ctx)
	if err != nil {
		return nil, err
	}
	return state.decide(reader, s.instant(at)), nil
}

// RecordPassage decides like CheckPassage, uses up a pass if somebody passed, and records the decision. It relies on the
// holder, so that no granted passage is committed after the holder has been turned off, and none with a name after it was erased. Of the input
// codes that are refused without a lookup at a reader, it records one a second. For the others the passage is nil, and neither
// the passage nor an idempotency record is written.
//
// A passage that is reported after it has happened is never denied NO_PASSES_LEFT: the door has let somebody pass. It uses up one of the
// passes that are left now, if there is one. RecordPassage raises DATA_NOT_VALID.
func (s *Service) RecordPassage(ctx context.Context, caller actor.Caller, input RecordPassageInput) (*Passage, *PassageDecision, error) {
	var lookup *passageLookup
	result, err := commit.Run(ctx, s.Changes, caller, "recordPassage", func(ctx context.Context, change *commit.Change) (recordedPassage, error) {
		// The age is checked here, and not before: a replay is no new report, however old its passage is by now.
		reader, at, err := input.read(change.Now)
		if err != nil {
			return recordedPassage{}, err
		}
		if lookup == nil {
			lookup = s.newPassageLookup(caller, reader, input.Identifier)
		}
		return lookup.record(ctx, change, input, at)
	})
	if unrecorded, ok := errors.AsType[*unrecordedError](err); ok {
		return nil, unrecorded.decision, nil
	}
	if err != nil {
		if lookup != nil {
			lookup.skipRefusal()
		}
		return nil, nil, err
	}
	if result.decision == nil {
		result.decision, err = s.restoreDecision(ctx, result.Passage)
	}
	return result.Passage, result.decision, err
}

// record decides about a passage at an instant, and adds the passage to a change.
func (l *passageLookup) record(ctx context.Context, change *commit.Change, input RecordPassageInput, at time.Time) (recordedPassage, error) {
	state, err := l.load(ctx)
	if err != nil {
		return recordedPassage{}, err
	}
	decision := input.decide(state, l.reader, at)
	if state.isRefused && !l.pickRefusal() {
		return recordedPassage{}, &unrecordedError{decision}
	}
	if input.isPassed(decision) && state.hasPassToUse() {
		change.Count(commit.PassesLeftOfIdentifier, state.identifier.ID, -1)
	}
	state.relyOnHolder(change)
	base, err := input.newBase(change)
	if err != nil {
		return recordedPassage{}, err
	}
	passage := decision.newPassage(base, l.caller.Actor(), input)
	passage.RefusedAttempts = l.refusedBefore
	return recordedPassage{passage, decision}, change.Insert(passage)
}

// recordedPassage is the result of recordPassage.
type recordedPassage struct {
	Passage *Passage
	// decision is nil in a replay: it is not kept for one.
	decision *PassageDecision
}

// unrecordedError ends a commit that has nothing to write. It is never returned to a client.
type unrecordedError struct{ decision *PassageDecision }

// Error describes the error.
func (*unrecordedError) Error() string { return "the passage is not recorded" }

// restoreDecision returns the decision of a passage, with the identifier and the rules as they are now.
func (s *Service) restoreDecision(ctx context.Context, passage *Passage) (*PassageDecision, error) {
	decision := &PassageDecision{
		Granted: passage.Granted, Relays: passage.Relays, Denial: passage.Denial, Reader: passage.Reader, Explanation: passage.Explanation,
		AccessRules: []*AccessRule{}, OpensAt: passage.OpensAt, ClosesAt: passage.ClosesAt,
	}
	if passage.IdentifierID == nil {
		return decision, nil
	}
	identifier, err := s.Identifiers.Get(ctx, passage.CompanyID, *passage.IdentifierID)
	if err != nil && !errors.Is(err, document.ErrAbsent) {
		return nil, fmt.Errorf("reading the identifier: %w", err)
	}
	decision.Identifier = identifier
	decision.AccessRules, err = s.loadLiveRules(ctx, passage.CompanyID, passage.AccessRuleIDs)
	return decision, err
}
