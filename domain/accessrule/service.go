package accessrule

import (
	"context"
	"fmt"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Service changes access rules, identifiers, and what is attached to what; and it decides at doors.
type Service struct {
	Rules       document.Reader[AccessRule]
	Identifiers Identifiers
	Counters    commit.CounterReader
	Codes       CodeAttempts
	Refusals    Sampler
	Observer    Observer
	Changes     *commit.Runner
	// Queued is called when attachments of a deleted rule were left for the sweep. It must not block.
	Queued func()
}

// Identifiers finds identifiers.
type Identifiers interface {
	document.Reader[Identifier]
	// ByNumber returns document.ErrAbsent when the company has no identifier of this type and number, in its normal form.
	ByNumber(ctx context.Context, companyID string, kind IdentifierType, number string) (*Identifier, error)
}

// CodeAttempts limits wrong input codes by application and reader, so that codes cannot be found by trying them out.
type CodeAttempts interface {
	// Try runs an attempt with an input code and counts it if it reports that the code is wrong. It reports false, and runs
	// nothing, when too many were wrong at the reader or at all readers of the application together. However many attempts
	// are made at once, no more of them than the limit can be wrong; it may wait for others to see that.
	Try(ctx context.Context, applicationID, reader string, attempt func() (wrong bool, err error)) (allowed bool, err error)
}

// Sampler picks the refused attempts that are recorded: at most one in a second for each application and reader.
type Sampler interface {
	// Pick reports whether a refused attempt is to be recorded, and how many were not since the last that was.
	Pick(applicationID, reader string) (skipped int, picked bool)
	// Skip counts attempts that could not be recorded after all.
	Skip(applicationID, reader string, attempts int)
}

// Observer counts what happens at doors. Its methods must not block.
type Observer interface {
	// UnknownNumber counts a number that no identifier of the company has, a malformed one included.
	UnknownNumber(kind IdentifierType)
	// AttemptRefused counts an input code that was denied TOO_MANY_ATTEMPTS.
	AttemptRefused()
}

func (s *Service) rule(ctx context.Context, caller actor.Caller, accessRuleID string) (*AccessRule, error) {
	var rule *AccessRule
	if err := document.Load(ctx, s.Rules, caller.CompanyID, id.AccessRule, accessRuleID, &rule); err != nil {
		return nil, fmt.Errorf("reading the access rule: %w", err)
	}
	if rule == nil {
		return nil, ruleNotFound("input.accessRuleId", accessRuleID).Err()
	}
	return rule, nil
}

func (s *Service) identifier(ctx context.Context, caller actor.Caller, identifierID string) (*Identifier, error) {
	var identifier *Identifier
	if err := document.Load[Identifier](ctx, s.Identifiers, caller.CompanyID, id.Identifier, identifierID, &identifier); err != nil {
		return nil, fmt.Errorf("reading the identifier: %w", err)
	}
	if identifier == nil {
		return nil, identifierNotFound("input.identifierId", identifierID).Err()
	}
	return identifier, nil
}

// liveRules returns the rules of an identifier, in the order they were attached, without those that were deleted: their
// IDs stay with the identifier until the sweep has come to it.
func (s *Service) liveRules(ctx context.Context, identifier *Identifier) ([]*AccessRule, error) {
	return s.live(ctx, identifier.CompanyID, identifier.AccessRuleIDs)
}

// live returns the rules that there are, in the order of their IDs. More than can be read at once are read in parts.
func (s *Service) live(ctx context.Context, companyID string, ruleIDs []string) ([]*AccessRule, error) {
	found := make([]*AccessRule, 0, len(ruleIDs))
	for ids := range slices.Chunk(ruleIDs, MaxAccessRules) {
		live, err := s.Rules.GetMany(ctx, companyID, ids)
		if err != nil {
			return nil, fmt.Errorf("reading the access rules: %w", err)
		}
		for _, ruleID := range ids {
			if rule, isLive := live[ruleID]; isLive {
				found = append(found, rule)
			}
		}
	}
	return found, nil
}

// passesLeft returns how many passes an identifier has left; nil without a limit. fits is false when the identifier lost
// its limit, or went away, after it was read: then both are to be read again.
func (s *Service) passesLeft(ctx context.Context, identifier *Identifier) (left *int, fits bool, err error) {
	if identifier.Validity.MaxPasses == nil {
		return nil, true, nil
	}
	values, err := s.Counters.Values(ctx, identifier.CompanyID, commit.PassesLeftOfIdentifier, []string{identifier.ID})
	if err != nil {
		return nil, false, fmt.Errorf("reading the passes left: %w", err)
	}
	counted, fits := values[identifier.ID]
	return &counted, fits, nil
}

// limited reads an identifier with the passes that it has left; nil without a limit.
func (s *Service) limited(ctx context.Context, caller actor.Caller, identifierID string) (*Identifier, *int, error) {
	for {
		identifier, err := s.identifier(ctx, caller, identifierID)
		if err != nil {
			return nil, nil, err
		}
		left, fits, err := s.passesLeft(ctx, identifier)
		if err != nil {
			return nil, nil, err
		}
		if fits {
			return identifier, left, nil
		}
	}
}
