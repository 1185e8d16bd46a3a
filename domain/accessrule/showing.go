package accessrule

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// errTooManyAttempts says that an input code was not looked at.
var errTooManyAttempts = errors.New("too many wrong input codes")

// showing is one request with an identifier at a reader. Whether it is refused, or counts as unknown, is settled the first
// time that it is looked at: a commit that loses a race looks again.
type showing struct {
	service *Service
	caller  actor.Caller
	reader  string
	shown   PassageIdentifierInput

	unknown, refused bool
	// refusedBefore is set once the refusal is to be recorded: how many before it were not.
	refusedBefore *int
}

func (s *Service) showing(caller actor.Caller, reader string, shown PassageIdentifierInput) *showing {
	return &showing{service: s, caller: caller, reader: reader, shown: shown}
}

// present finds the identifier that stands at the reader, and what it leads to.
func (s *showing) present(ctx context.Context) (presented, error) {
	for {
		identifier, err := s.identifier(ctx)
		switch {
		case errors.Is(err, errTooManyAttempts):
			return presented{refused: true}, nil
		case errors.Is(err, document.ErrAbsent):
			s.countUnknown()
			return presented{}, nil
		case err != nil:
			return presented{}, fmt.Errorf("reading the identifier: %w", err)
		}
		found, fits, err := s.service.follow(ctx, identifier)
		if err != nil || fits {
			return found, err
		}
	}
}

// identifier finds the identifier that is shown. Cards, keys and plates are read, and IDs cannot be found by trying: only
// input codes are limited. It returns document.ErrAbsent for one that is unknown, and errTooManyAttempts for one that is
// refused.
func (s *showing) identifier(ctx context.Context) (identifier *Identifier, err error) {
	if s.unknown || s.shown.Number == nil || s.shown.Number.Type != InputCode {
		return s.lookup(ctx)
	}
	if s.refused {
		return nil, errTooManyAttempts
	}
	allowed, err := s.service.Codes.Try(ctx, s.caller.ApplicationID, s.reader, func() (wrong bool, err error) {
		identifier, err = s.lookup(ctx)
		return errors.Is(err, document.ErrAbsent), err
	})
	if err == nil && !allowed {
		s.refused = true
		s.service.Observer.AttemptRefused()
		err = errTooManyAttempts
	}
	return identifier, err
}

// lookup finds an identifier by its ID or its number. It returns document.ErrAbsent for one that is unknown, a malformed
// number included.
func (s *showing) lookup(ctx context.Context) (*Identifier, error) {
	if number := s.shown.Number; number != nil {
		normal, problem := NormalNumber(number.Type, number.Number)
		if problem != "" {
			return nil, document.ErrAbsent
		}
		return s.service.Identifiers.ByNumber(ctx, s.caller.CompanyID, number.Type, normal)
	}
	if s.shown.IdentifierID == nil || id.Check(id.Identifier, *s.shown.IdentifierID) != nil {
		return nil, document.ErrAbsent
	}
	return s.service.Identifiers.Get(ctx, s.caller.CompanyID, *s.shown.IdentifierID)
}

// countUnknown counts the number that is shown as unknown, once.
func (s *showing) countUnknown() {
	if s.shown.Number != nil && !s.unknown {
		s.unknown = true
		s.service.Observer.UnknownNumber(s.shown.Number.Type)
	}
}

// pick reports whether the refusal is to be recorded.
func (s *showing) pick() bool {
	if s.refusedBefore != nil {
		return true
	}
	before, picked := s.service.Refusals.Pick(s.caller.ApplicationID, s.reader)
	if picked {
		s.refusedBefore = &before
	}
	return picked
}

// unpick leaves the refusal to the next one to be counted, after it could not be recorded.
func (s *showing) unpick() {
	if s.refusedBefore != nil {
		s.service.Refusals.Skip(s.caller.ApplicationID, s.reader, *s.refusedBefore+1)
	}
}
