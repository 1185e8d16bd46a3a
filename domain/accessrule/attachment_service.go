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

// AttachAccessRule attaches a rule to an identifier. It does nothing if the rule is attached already. It raises
// IDENTIFIER_NOT_FOUND, ACCESS_RULE_NOT_FOUND, VERSION_CONFLICT and IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED.
func (s *Service) AttachAccessRule(ctx context.Context, caller actor.Caller, input AttachAccessRuleInput) (*Identifier, *AccessRule, error) {
	result, err := commit.Run(ctx, s.Changes, caller, "attachAccessRule", func(ctx context.Context, change *commit.Change) (attachment, error) {
		before, err := s.loadAttachment(ctx, caller, input.IdentifierID, input.AccessRuleID, input.ExpectedVersion)
		if err != nil || before.Identifier.Attached(before.Rule.ID) {
			return before, err
		}
		if err := s.requireRoom(ctx, before.Identifier); err != nil {
			return attachment{}, err
		}
		after := before.Identifier.attach(before.Rule.ID)
		// A rule that is deleted concurrently must not end up attached.
		change.RelyOn(before.Rule)
		return before.replace(change, after, +1)
	})
	return result.Identifier, result.Rule, err
}

// DetachAccessRule detaches a rule from an identifier. It does nothing if the rule is not attached. It raises
// IDENTIFIER_NOT_FOUND, ACCESS_RULE_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) DetachAccessRule(ctx context.Context, caller actor.Caller, input DetachAccessRuleInput) (*Identifier, *AccessRule, error) {
	result, err := commit.Run(ctx, s.Changes, caller, "detachAccessRule", func(ctx context.Context, change *commit.Change) (attachment, error) {
		before, err := s.loadAttachment(ctx, caller, input.IdentifierID, input.AccessRuleID, input.ExpectedVersion)
		if err != nil || !before.Identifier.Attached(before.Rule.ID) {
			return before, err
		}
		return before.replace(change, before.Identifier.detach(before.Rule.ID), -1)
	})
	return result.Identifier, result.Rule, err
}

// requireRoom raises IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED if no more rules can be attached to an identifier. Deleted rules are
// not counted, even if the sweep has not removed their IDs yet.
func (s *Service) requireRoom(ctx context.Context, identifier *Identifier) error {
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
		With(identifierIDPath, "must have fewer than "+limit+" access rules").Err()
}

// attachment is the result of attachAccessRule and detachAccessRule. Its fields are exported to be kept for a replay.
type attachment struct {
	Identifier *Identifier
	Rule       *AccessRule
}

// loadAttachment loads an identifier and a rule, and reports each that the company does not have. The identifier must be at the
// expected version.
func (s *Service) loadAttachment(
	ctx context.Context, caller actor.Caller, identifierID, accessRuleID string, expectedVersion *int,
) (attachment, error) {
	var result attachment
	err := document.Load[Identifier](ctx, s.Identifiers, caller.CompanyID, id.Identifier, identifierID, &result.Identifier)
	if err != nil {
		return attachment{}, fmt.Errorf("reading the identifier: %w", err)
	}
	if err := document.Load(ctx, s.Rules, caller.CompanyID, id.AccessRule, accessRuleID, &result.Rule); err != nil {
		return attachment{}, fmt.Errorf("reading the access rule: %w", err)
	}
	var violations fault.Violations
	if result.Identifier == nil {
		violations.Add(identifierNotFound(identifierIDPath, identifierID))
	}
	if result.Rule == nil {
		violations.Add(ruleNotFound(ruleIDPath, accessRuleID))
	}
	if err := violations.Err(); err != nil {
		return attachment{}, err
	}
	return result, commit.Expect(expectedVersion, result.Identifier.Version)
}

// replace adds the next version of the identifier to the change, and moves the counter of the rule. The version guards the
// identifier, so the counter moves exactly when a rule is attached or detached.
func (a attachment) replace(change *commit.Change, after *Identifier, by int) (attachment, error) {
	change.Count(commit.IdentifiersOfAccessRule, a.Rule.ID, by)
	return attachment{Identifier: after, Rule: a.Rule}, change.Replace(a.Identifier, after)
}
