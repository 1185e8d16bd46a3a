package accessrule

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/parallel"
)

// errTooManyAttempts is returned for an input code that was not looked up.
var errTooManyAttempts = errors.New("too many wrong input codes")

// maxReads is how often an identifier is read again, because its passes, rules or time profiles were changed while they were read.
const maxReads = 10

// errInconsistent is returned if something that belongs to an identifier is missing whenever it is read.
var errInconsistent = errors.New("the identifier has a limit of passes without a counter, or a time profile that does not exist")

// passageLookup looks up the identifier of one request at a reader. A commit that loses a race looks it up again, but whether
// it counts as unknown or is refused is settled by the first lookup.
type passageLookup struct {
	service *Service
	caller  actor.Caller
	reader  string
	input   PassageIdentifierInput

	isUnknown, isRefused bool
	// normalNumber is the number of the request in its normal form. It is empty if the request has none, or a malformed one.
	normalNumber string
	// numberProblem is the problem of a malformed number, as in NormalNumber.
	numberProblem string
	// refusedBefore is set once the refusal was picked to be recorded: the number of refusals before it that were not recorded.
	refusedBefore *int
}

func (s *Service) newPassageLookup(caller actor.Caller, reader string, input PassageIdentifierInput) *passageLookup {
	lookup := &passageLookup{service: s, caller: caller, reader: reader, input: input}
	if input.Number != nil {
		lookup.normalNumber, lookup.numberProblem = input.Number.normal()
	}
	return lookup
}

// load returns the state that the decision depends on.
func (l *passageLookup) load(ctx context.Context) (passageState, error) {
	for range maxReads {
		identifier, err := l.identifier(ctx)
		switch {
		case errors.Is(err, errTooManyAttempts):
			return passageState{isRefused: true}, nil
		case errors.Is(err, document.ErrAbsent):
			l.countUnknown()
			return passageState{numberProblem: l.numberProblem}, nil
		case err != nil:
			return passageState{}, fmt.Errorf("reading the identifier: %w", err)
		}
		state, isConsistent, err := l.service.loadPassageState(ctx, identifier, l.reader)
		if err != nil || isConsistent {
			return state, err
		}
	}
	return passageState{}, errInconsistent
}

// identifier returns the identifier of the request. Only input codes are limited: cards, keys and plates are read, and IDs
// cannot be guessed. It returns document.ErrAbsent if the identifier is unknown, and errTooManyAttempts if it is refused.
func (l *passageLookup) identifier(ctx context.Context) (identifier *Identifier, err error) {
	if l.isUnknown || l.input.Number == nil || l.input.Number.Type != InputCode {
		return l.find(ctx)
	}
	if l.isRefused {
		return nil, errTooManyAttempts
	}
	allowed, err := l.service.Codes.Try(ctx, l.caller.ApplicationID, l.reader, func() (wrong bool, err error) {
		identifier, err = l.find(ctx)
		return errors.Is(err, document.ErrAbsent), err
	})
	if err == nil && !allowed {
		l.isRefused = true
		l.service.Observer.AttemptRefused()
		err = errTooManyAttempts
	}
	return identifier, err
}

// find finds the identifier by its ID or its number. It returns document.ErrAbsent if the identifier is unknown or the number
// malformed.
func (l *passageLookup) find(ctx context.Context) (*Identifier, error) {
	if number := l.input.Number; number != nil {
		if l.numberProblem != "" {
			return nil, document.ErrAbsent
		}
		return l.service.Identifiers.ByNumber(ctx, l.caller.CompanyID, number.Type, l.normalNumber)
	}
	if l.input.IdentifierID == nil || id.Check(id.Identifier, *l.input.IdentifierID) != nil {
		return nil, document.ErrAbsent
	}
	return l.service.Identifiers.Get(ctx, l.caller.CompanyID, *l.input.IdentifierID)
}

// countUnknown counts the number of the request as unknown, once.
func (l *passageLookup) countUnknown() {
	if l.input.Number != nil && !l.isUnknown {
		l.isUnknown = true
		l.service.Observer.UnknownNumber(l.input.Number.Type)
	}
}

// pickRefusal reports whether the refusal must be recorded.
func (l *passageLookup) pickRefusal() bool {
	if l.refusedBefore != nil {
		return true
	}
	skipped, picked := l.service.Refusals.Pick(l.caller.ApplicationID, l.reader)
	if picked {
		l.refusedBefore = &skipped
	}
	return picked
}

// skipRefusal adds a picked refusal that could not be recorded to the count of the next one.
func (l *passageLookup) skipRefusal() {
	if l.refusedBefore != nil {
		l.service.Refusals.Skip(l.caller.ApplicationID, l.reader, *l.refusedBefore+1)
	}
}

// loadPassageState loads the holder, the rules and the passes left of an identifier concurrently, and after the rules the timetables
// that count at a reader. isConsistent is as in passesLeft and loadTimetables.
func (s *Service) loadPassageState(ctx context.Context, identifier *Identifier, reader string) (state passageState, isConsistent bool, err error) {
	state.identifier = identifier
	var hasPasses, hasTimetables bool
	err = parallel.Do(func() error {
		return s.loadHolder(ctx, identifier.CompanyID, identifier.HolderID, &state.holder)
	}, func() (err error) {
		if state.rules, err = s.liveRules(ctx, identifier); err == nil {
			state.timetables, hasTimetables, err = s.loadTimetables(ctx, identifier, state.rules, reader)
		}
		return err
	}, func() (err error) {
		state.passesLeft, hasPasses, err = s.passesLeft(ctx, identifier)
		return err
	})
	return state, hasPasses && hasTimetables, err
}

// relyOnHolder makes a commit rely on the holder. That of a holder who is off also relies on the identifier: its name, which the
// explanation has, may be about to be erased.
func (s passageState) relyOnHolder(change *commit.Change) {
	if s.holder == nil {
		return
	}
	change.RelyOn(s.holder)
	if !s.holder.MayPass() {
		change.RelyOn(s.identifier)
	}
}
