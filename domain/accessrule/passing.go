package accessrule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/parallel"
	"accessgraph/domain/text"
)

// CheckPassage decides what an identifier would open at a reader, and changes nothing. at is now when nil. It raises
// DATA_NOT_VALID for a text that is no reader's.
func (s *Service) CheckPassage(
	ctx context.Context, caller actor.Caller, reader string, shown PassageIdentifierInput, at *time.Time,
) (*PassageDecision, error) {
	reader, err := readReader("reader", reader)
	if err != nil {
		return nil, err
	}
	instant := s.Changes.Clock()
	if at != nil {
		instant = *at
	}
	found, err := s.attempt(caller, reader, shown).present(ctx)
	if err != nil {
		return nil, err
	}
	return found.decide(reader, instant), nil
}

// RecordPassage decides as CheckPassage does, uses up a pass when that grants the passage, and records either. Of the input
// codes that are refused unseen at a reader, it records one in a second: for the others the passage is nil, nothing is
// written, and nothing is kept for their idempotency key. It raises the same errors.
func (s *Service) RecordPassage(ctx context.Context, caller actor.Caller, input RecordPassageInput) (*Passage, *PassageDecision, error) {
	reader, err := readReader("input.reader", input.Reader)
	if err != nil {
		return nil, nil, err
	}
	attempt := s.attempt(caller, reader, input.Identifier)
	done, err := commit.Run(ctx, s.Changes, caller, "recordPassage", func(ctx context.Context, change *commit.Change) (recorded, error) {
		found, err := attempt.present(ctx)
		if err != nil {
			return recorded{}, err
		}
		decision := found.decide(reader, change.Now)
		if found.refused && !attempt.pick() {
			return recorded{}, &unrecordedError{decision}
		}
		if decision.Granted && found.passesLeft != nil {
			change.Count(commit.PassesLeftOfIdentifier, found.identifier.ID, -1)
		}
		base, err := change.NewBase(id.Passage)
		if err != nil {
			return recorded{}, err
		}
		passage := decision.passage(base, caller.Actor(), input)
		passage.RefusedAttempts = attempt.refusedBefore
		return recorded{passage, decision}, change.Insert(passage)
	})
	if unrecorded, ok := errors.AsType[*unrecordedError](err); ok {
		return nil, unrecorded.decision, nil
	}
	if err != nil {
		attempt.unpick()
		return nil, nil, err
	}
	if done.decision == nil {
		done.decision, err = s.remember(ctx, done.Passage)
	}
	return done.Passage, done.decision, err
}

// recorded is a passage with the decision that it is the record of.
type recorded struct {
	Passage *Passage
	// decision is nil when the passage was recorded by an earlier request, which this one repeats.
	decision *PassageDecision
}

// unrecordedError ends a commit that has nothing to write. No client sees it.
type unrecordedError struct{ decision *PassageDecision }

// Error says what the commit came to.
func (*unrecordedError) Error() string { return "the passage is not recorded" }

// remember returns the decision that was recorded, with the identifier and the rules as they are now.
func (s *Service) remember(ctx context.Context, passage *Passage) (*PassageDecision, error) {
	decision := &PassageDecision{
		Granted: passage.Granted, Relays: passage.Relays, Denial: passage.Denial, Reader: passage.Reader, Explanation: passage.Explanation,
		AccessRules: []*AccessRule{},
	}
	if passage.IdentifierID == nil {
		return decision, nil
	}
	identifier, err := s.Identifiers.Get(ctx, passage.CompanyID, *passage.IdentifierID)
	if err != nil && !errors.Is(err, document.ErrAbsent) {
		return nil, fmt.Errorf("reading the identifier: %w", err)
	}
	decision.Identifier = identifier
	decision.AccessRules, err = s.live(ctx, passage.CompanyID, passage.AccessRuleIDs)
	return decision, err
}

func readReader(path, given string) (string, error) {
	var fields text.Fields
	reader := fields.Text(path, given, 1, MaxReaderLength)
	return reader, fields.Err()
}

// follow reads what an identifier leads to: its rules and its passes, side by side. fits is as with passesLeft.
func (s *Service) follow(ctx context.Context, identifier *Identifier) (found presented, fits bool, err error) {
	found.identifier = identifier
	err = parallel.Do(func() (err error) {
		found.rules, err = s.liveRules(ctx, identifier)
		return err
	}, func() (err error) {
		found.passesLeft, fits, err = s.passesLeft(ctx, identifier)
		return err
	})
	return found, fits, err
}
