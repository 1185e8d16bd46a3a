package accessrule

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// AttachAccessRule attaches a rule to an identifier; one that is attached already stays where it is. It raises
// IDENTIFIER_NOT_FOUND, ACCESS_RULE_NOT_FOUND, VERSION_CONFLICT and IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED.
func (s *Service) AttachAccessRule(ctx context.Context, caller actor.Caller, input AttachAccessRuleInput) (*Identifier, *AccessRule, error) {
	result, err := commit.Run(ctx, s.Changes, caller, "attachAccessRule", func(ctx context.Context, change *commit.Change) (pair, error) {
		found, err := s.find(ctx, caller, input.IdentifierID, input.AccessRuleID, input.ExpectedVersion)
		if err != nil || found.Identifier.Attached(found.Rule.ID) {
			return found, err
		}
		if err := s.checkRoom(ctx, found.Identifier); err != nil {
			return pair{}, err
		}
		after := found.Identifier.attach(found.Rule.ID)
		// A rule that is deleted meanwhile must not end up attached.
		change.RelyOn(found.Rule)
		return found.replaced(change, after, +1)
	})
	return result.Identifier, result.Rule, err
}

// DetachAccessRule detaches a rule from an identifier; one that is not attached is no error. It raises
// IDENTIFIER_NOT_FOUND, ACCESS_RULE_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) DetachAccessRule(ctx context.Context, caller actor.Caller, input DetachAccessRuleInput) (*Identifier, *AccessRule, error) {
	result, err := commit.Run(ctx, s.Changes, caller, "detachAccessRule", func(ctx context.Context, change *commit.Change) (pair, error) {
		found, err := s.find(ctx, caller, input.IdentifierID, input.AccessRuleID, input.ExpectedVersion)
		if err != nil || !found.Identifier.Attached(found.Rule.ID) {
			return found, err
		}
		return found.replaced(change, found.Identifier.detach(found.Rule.ID), -1)
	})
	return result.Identifier, result.Rule, err
}

// checkRoom raises IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED for an identifier that can have no more. Rules that were deleted do not
// count: they are gone, whether the sweep has come to the identifier or not.
func (s *Service) checkRoom(ctx context.Context, identifier *Identifier) error {
	if len(identifier.AccessRuleIDs) < MaxAccessRules {
		return nil
	}
	rules, err := s.liveRules(ctx, identifier)
	if err != nil {
		return err
	}
	if len(rules) < MaxAccessRules {
		return nil
	}
	limit := fault.Number(MaxAccessRules)
	return fault.New(fault.IdentifierAccessRuleCountExceeded, limit).
		With("input.identifierId", "must have fewer than "+limit+" access rules").Err()
}

// pair is an identifier and a rule, attached to it or not.
type pair struct {
	Identifier *Identifier
	Rule       *AccessRule
}

// find reads both, or says of each that the company does not have it. The identifier must be at the expected version.
func (s *Service) find(ctx context.Context, caller actor.Caller, identifierID, accessRuleID string, expected *int) (pair, error) {
	var found pair
	err := document.Load[Identifier](ctx, s.Identifiers, caller.CompanyID, id.Identifier, identifierID, &found.Identifier)
	if err != nil {
		return pair{}, fmt.Errorf("reading the identifier: %w", err)
	}
	if err := document.Load(ctx, s.Rules, caller.CompanyID, id.AccessRule, accessRuleID, &found.Rule); err != nil {
		return pair{}, fmt.Errorf("reading the access rule: %w", err)
	}
	var missing fault.Violations
	if found.Identifier == nil {
		missing.Add(identifierNotFound("input.identifierId", identifierID))
	}
	if found.Rule == nil {
		missing.Add(ruleNotFound("input.accessRuleId", accessRuleID))
	}
	if err := missing.Err(); err != nil {
		return pair{}, err
	}
	return found, commit.Expect(expected, found.Identifier.Version)
}

// replaced adds the identifier's next version to the change, and counts with it. Because the identifier is guarded by
// its version, the count moves exactly when a rule comes or goes.
func (p pair) replaced(change *commit.Change, after *Identifier, by int) (pair, error) {
	change.Count(commit.IdentifiersOfAccessRule, p.Rule.ID, by)
	return pair{Identifier: after, Rule: p.Rule}, change.Replace(p.Identifier, after)
}
