package accessrule

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

// CheckPassage decides what an identifier would open at a reader, and changes nothing. at is now when nil. It raises
// DATA_VALIDATION_ERROR for a text that is no reader's, and UNKNOWN_NUMBERS_RATE_LIMITED.
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
	found, err := s.present(ctx, caller, reader, shown)
	if err != nil {
		return nil, err
	}
	return found.decide(reader, instant), nil
}

// RecordPassage decides as CheckPassage does, uses up a pass when that grants the passage, and records either. It raises
// the same errors.
func (s *Service) RecordPassage(ctx context.Context, caller actor.Caller, input RecordPassageInput) (*PassageDecision, error) {
	reader, err := readReader("input.reader", input.Reader)
	if err != nil {
		return nil, err
	}
	done, err := commit.Run(ctx, s.Changes, caller, "recordPassage", func(ctx context.Context, change *commit.Change) (recorded, error) {
		found, err := s.present(ctx, caller, reader, input.Identifier)
		if err != nil {
			return recorded{}, err
		}
		decision := found.decide(reader, change.Now)
		if decision.Granted && found.passesLeft != nil {
			change.Count(commit.PassesLeftOfIdentifier, found.identifier.ID, -1)
		}
		base, err := change.NewBase(id.Passage)
		if err != nil {
			return recorded{}, err
		}
		passage := decision.passage(base, caller.Actor(), input)
		return recorded{passage, decision}, change.Insert(passage)
	})
	if err != nil || done.decision != nil {
		return done.decision, err
	}
	return s.remember(ctx, done.Passage)
}

// recorded is a passage with the decision that it is the record of.
type recorded struct {
	Passage *Passage
	// decision is nil when the passage was recorded by an earlier request, which this one repeats.
	decision *PassageDecision
}

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

// present finds who stands at the reader. Numbers can be tried out, and IDs cannot: only numbers are limited.
func (s *Service) present(ctx context.Context, caller actor.Caller, reader string, shown PassageIdentifierInput) (presented, error) {
	if shown.Number != nil && !s.Guesses.Left(caller.ApplicationID, reader) {
		return presented{}, fault.New(fault.UnknownNumbersRateLimited).Err()
	}
	for {
		identifier, err := s.shown(ctx, caller, shown)
		if errors.Is(err, document.ErrAbsent) {
			if shown.Number != nil && !s.Guesses.Use(caller.ApplicationID, reader) {
				return presented{}, fault.New(fault.UnknownNumbersRateLimited).Err()
			}
			return presented{}, nil
		}
		if err != nil {
			return presented{}, fmt.Errorf("reading the identifier: %w", err)
		}
		found, fits, err := s.follow(ctx, identifier)
		if err != nil || fits {
			return found, err
		}
	}
}

// shown finds an identifier by its ID or its number. It returns document.ErrAbsent for one that is unknown, a malformed
// number included.
func (s *Service) shown(ctx context.Context, caller actor.Caller, shown PassageIdentifierInput) (*Identifier, error) {
	if shown.Number != nil {
		number, problem := NormalNumber(shown.Number.Type, shown.Number.Number)
		if problem != "" {
			return nil, document.ErrAbsent
		}
		return s.Identifiers.ByNumber(ctx, caller.CompanyID, shown.Number.Type, number)
	}
	if shown.IdentifierID == nil || id.Check(id.Identifier, *shown.IdentifierID) != nil {
		return nil, document.ErrAbsent
	}
	return s.Identifiers.Get(ctx, caller.CompanyID, *shown.IdentifierID)
}

// follow reads what an identifier leads to: its rules and its passes, side by side. fits is as with passesLeft.
func (s *Service) follow(ctx context.Context, identifier *Identifier) (found presented, fits bool, err error) {
	found.identifier = identifier
	var rulesErr, passesErr error
	var reads sync.WaitGroup
	reads.Go(func() { found.rules, rulesErr = s.liveRules(ctx, identifier) })
	reads.Go(func() { found.passesLeft, fits, passesErr = s.passesLeft(ctx, identifier) })
	reads.Wait()
	return found, fits, errors.Join(rulesErr, passesErr)
}
