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

// attempt is one request with an identifier at a reader. Whether it is refused, or counts as unknown, is settled the first
// time that it is looked at: a commit that loses a race looks again.
type attempt struct {
	service *Service
	caller  actor.Caller
	reader  string
	shown   PassageIdentifierInput

	unknown, refused bool
	// refusedBefore is set once the refusal is to be recorded: how many before it were not.
	refusedBefore *int
}

func (s *Service) attempt(caller actor.Caller, reader string, shown PassageIdentifierInput) *attempt {
	return &attempt{service: s, caller: caller, reader: reader, shown: shown}
}

// present finds the identifier that stands at the reader, and what it leads to.
func (a *attempt) present(ctx context.Context) (presented, error) {
	for {
		identifier, err := a.identifier(ctx)
		switch {
		case errors.Is(err, errTooManyAttempts):
			return presented{refused: true}, nil
		case errors.Is(err, document.ErrAbsent):
			a.countUnknown()
			return presented{}, nil
		case err != nil:
			return presented{}, fmt.Errorf("reading the identifier: %w", err)
		}
		found, fits, err := a.service.follow(ctx, identifier)
		if err != nil || fits {
			return found, err
		}
	}
}

// identifier finds the identifier that is shown. Cards, keys and plates are read, and IDs cannot be found by trying: only
// input codes are limited. It returns document.ErrAbsent for one that is unknown, and errTooManyAttempts for one that is
// refused.
func (a *attempt) identifier(ctx context.Context) (identifier *Identifier, err error) {
	if a.unknown || a.shown.Number == nil || a.shown.Number.Type != InputCode {
		return a.lookup(ctx)
	}
	if a.refused {
		return nil, errTooManyAttempts
	}
	allowed, err := a.service.Codes.Try(ctx, a.caller.ApplicationID, a.reader, func() (wrong bool, err error) {
		identifier, err = a.lookup(ctx)
		return errors.Is(err, document.ErrAbsent), err
	})
	if err == nil && !allowed {
		a.refused = true
		a.service.Observer.AttemptRefused()
		err = errTooManyAttempts
	}
	return identifier, err
}

// lookup finds an identifier by its ID or its number. It returns document.ErrAbsent for one that is unknown, a malformed
// number included.
func (a *attempt) lookup(ctx context.Context) (*Identifier, error) {
	if number := a.shown.Number; number != nil {
		normal, problem := NormalNumber(number.Type, number.Number)
		if problem != "" {
			return nil, document.ErrAbsent
		}
		return a.service.Identifiers.ByNumber(ctx, a.caller.CompanyID, number.Type, normal)
	}
	if a.shown.IdentifierID == nil || id.Check(id.Identifier, *a.shown.IdentifierID) != nil {
		return nil, document.ErrAbsent
	}
	return a.service.Identifiers.Get(ctx, a.caller.CompanyID, *a.shown.IdentifierID)
}

// countUnknown counts the number that is shown as unknown, once.
func (a *attempt) countUnknown() {
	if a.shown.Number != nil && !a.unknown {
		a.unknown = true
		a.service.Observer.UnknownNumber(a.shown.Number.Type)
	}
}

// pick reports whether the refusal is to be recorded.
func (a *attempt) pick() bool {
	if a.refusedBefore != nil {
		return true
	}
	before, picked := a.service.Refusals.Pick(a.caller.ApplicationID, a.reader)
	if picked {
		a.refusedBefore = &before
	}
	return picked
}

// unpick leaves the refusal to the next one to be counted, after it could not be recorded.
func (a *attempt) unpick() {
	if a.refusedBefore != nil {
		a.service.Refusals.Skip(a.caller.ApplicationID, a.reader, *a.refusedBefore+1)
	}
}
