package accessrule

import (
	"context"
	"fmt"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
)

// Service carries out the mutations of access rules and identifiers, and decides about passages.
type Service struct {
	Rules document.Reader[AccessRule]
	// RuleLister lists the rules of a reader.
	RuleLister  document.Lister[AccessRule, AccessRuleFilter]
	Identifiers Identifiers
	// Users and ExternalPersonalIdentities read the holders of identifiers.
	Users                      document.Reader[useraccess.User]
	ExternalPersonalIdentities document.Reader[roleaccount.ExternalPersonalIdentity]
	Timetables                 timeprofile.Timetables
	Passages                   PassageOutcomes
	Counters                   commit.CounterReader
	Codes                      CodeAttempts
	Refusals                   Sampler
	Observer                   Observer
	Changes                    *commit.Runner
	// Queued is called when a deleted rule leaves attachments for the sweep. It must not block.
	Queued func()
}

// Identifiers reads identifiers.
type Identifiers interface {
	document.Reader[Identifier]
	// ByNumber returns the identifier with a type and a number, in its normal form. It returns document.ErrAbsent if the company
	// has none.
	ByNumber(ctx context.Context, companyID string, kind IdentifierType, number string) (*Identifier, error)
}

// CodeAttempts limits wrong input codes by application and reader, so that input codes cannot be guessed.
type CodeAttempts interface {
	// Try runs an attempt with an input code, and counts it if the code is wrong. If too many codes were wrong at the reader, or
	// at all readers of the application together, it reports false and runs nothing. The number of wrong codes never exceeds the
	// limit, however many attempts run concurrently; Try may wait for other attempts to end.
	Try(ctx context.Context, applicationID, reader string, attempt func() (wrong bool, err error)) (allowed bool, err error)
}

// Sampler picks the refused attempts that are recorded: at most one a second for each application and reader.
type Sampler interface {
	// Pick reports whether a refused attempt must be recorded, and how many attempts were skipped since the last recorded one.
	Pick(applicationID, reader string) (skipped int, picked bool)
	// Skip counts attempts that could not be recorded as skipped.
	Skip(applicationID, reader string, attempts int)
}

// Observer counts events at doors. Its methods must not block.
type Observer interface {
	// UnknownNumber counts a number that is malformed, or that no identifier of the company has.
	UnknownNumber(kind IdentifierType)
	// AttemptRefused counts an input code that was denied TOO_MANY_ATTEMPTS.
	AttemptRefused()
}

// loadRule loads a rule. It raises ACCESS_RULE_NOT_FOUND.
func (s *Service) loadRule(ctx context.Context, caller actor.Caller, accessRuleID string) (*AccessRule, error) {
	var rule *AccessRule
	if err := document.Load(ctx, s.Rules, caller.CompanyID, id.AccessRule, accessRuleID, &rule); err != nil {
		return nil, fmt.Errorf("reading the access rule: %w", err)
	}
	if rule == nil {
		return nil, ruleNotFound(ruleIDPath, accessRuleID).Err()
	}
	return rule, nil
}

// loadIdentifier loads an identifier. It raises IDENTIFIER_NOT_FOUND.
func (s *Service) loadIdentifier(ctx context.Context, caller actor.Caller, identifierID string) (*Identifier, error) {
	var identifier *Identifier
	if err := document.Load[Identifier](ctx, s.Identifiers, caller.CompanyID, id.Identifier, identifierID, &identifier); err != nil {
		return nil, fmt.Errorf("reading the identifier: %w", err)
	}
	if identifier == nil {
		return nil, identifierNotFound(identifierIDPath, identifierID).Err()
	}
	return identifier, nil
}

// liveRules returns the rules of an identifier that are not deleted, in the order of their attachment. The IDs of deleted rules
// remain with the identifier until the sweep removes them.
func (s *Service) liveRules(ctx context.Context, identifier *Identifier) ([]*AccessRule, error) {
	return s.loadLiveRules(ctx, identifier.CompanyID, identifier.AccessRuleIDs)
}

// loadLiveRules loads the rules that exist, in the order of their IDs in ruleIDs. It loads them in batches.
func (s *Service) loadLiveRules(ctx context.Context, companyID string, ruleIDs []string) ([]*AccessRule, error) {
	rules := make([]*AccessRule, 0, len(ruleIDs))
	for batch := range slices.Chunk(ruleIDs, MaxAccessRules) {
		liveRules, err := s.Rules.GetMany(ctx, companyID, batch)
		if err != nil {
			return nil, fmt.Errorf("reading the access rules: %w", err)
		}
		for _, ruleID := range batch {
			if rule, isLive := liveRules[ruleID]; isLive {
				rules = append(rules, rule)
			}
		}
	}
	return rules, nil
}

// passesLeft returns the number of passes that an identifier has left, or nil if they are not limited. isConsistent is false if
// the identifier lost its limit, or was deleted, after it was read: then the caller must read it again.
func (s *Service) passesLeft(ctx context.Context, identifier *Identifier) (passesLeft *int, isConsistent bool, err error) {
	if identifier.Validity.MaxPasses == nil {
		return nil, true, nil
	}
	counts, err := s.Counters.Values(ctx, identifier.CompanyID, commit.PassesLeftOfIdentifier, []string{identifier.ID})
	if err != nil {
		return nil, false, fmt.Errorf("reading the passes left: %w", err)
	}
	count, hasCounter := counts[identifier.ID]
	return &count, hasCounter, nil
}

// loadIdentifierAndPasses loads an identifier and the passes it has left, which are nil if they are not limited.
func (s *Service) loadIdentifierAndPasses(ctx context.Context, caller actor.Caller, identifierID string) (*Identifier, *int, error) {
	for {
		identifier, err := s.loadIdentifier(ctx, caller, identifierID)
		if err != nil {
			return nil, nil, err
		}
		passesLeft, isConsistent, err := s.passesLeft(ctx, identifier)
		if err != nil {
			return nil, nil, err
		}
		if isConsistent {
			return identifier, passesLeft, nil
		}
	}
}
