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

// Service changes access rules, identifiers, and what is attached to what.
type Service struct {
	Rules       document.Reader[AccessRule]
	Identifiers document.Reader[Identifier]
	Changes     *commit.Runner
}

// CreateAccessRule makes a rule that is attached to nothing. It raises DATA_VALIDATION_ERROR.
func (s *Service) CreateAccessRule(ctx context.Context, caller actor.Caller, input CreateAccessRuleInput) (*AccessRule, error) {
	return commit.Run(ctx, s.Changes, caller, "createAccessRule", func(_ context.Context, change *commit.Change) (*AccessRule, error) {
		rule, err := newRule(input)
		if err != nil {
			return nil, err
		}
		if rule.Base, err = change.NewBase(id.AccessRule); err != nil {
			return nil, err
		}
		rule.CreatedBy = caller.Actor()
		change.StartCounter(commit.IdentifiersOfAccessRule, rule.ID, 0)
		return rule, change.Insert(rule)
	})
}

// CreateIdentifier makes an identifier without rules. It raises DATA_VALIDATION_ERROR and IDENTIFIER_NUMBER_TAKEN.
func (s *Service) CreateIdentifier(ctx context.Context, caller actor.Caller, input CreateIdentifierInput) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "createIdentifier", func(_ context.Context, change *commit.Change) (*Identifier, error) {
		identifier, err := newIdentifier(input)
		if err != nil {
			return nil, err
		}
		if identifier.Base, err = change.NewBase(id.Identifier); err != nil {
			return nil, err
		}
		identifier.CreatedBy = caller.Actor()
		change.Claim(commit.IdentifierNumber, string(identifier.Type)+"|"+identifier.Number, identifier.ID,
			fault.New(fault.IdentifierNumberTaken).With("input.number", "must be unique within the company and type"))
		if limit := identifier.Validity.MaxPasses; limit != nil {
			change.StartCounter(commit.PassesLeftOfIdentifier, identifier.ID, *limit)
		}
		return identifier, change.Insert(identifier)
	})
}

// AttachAccessRule attaches a rule to an identifier; one that is attached already stays where it is. It raises
// IDENTIFIER_NOT_FOUND, ACCESS_RULE_NOT_FOUND and IDENTIFIER_TOO_MANY_RULES.
func (s *Service) AttachAccessRule(ctx context.Context, caller actor.Caller, input AttachAccessRuleInput) (*Identifier, *AccessRule, error) {
	result, err := commit.Run(ctx, s.Changes, caller, "attachAccessRule", func(ctx context.Context, change *commit.Change) (pair, error) {
		found, err := s.find(ctx, caller, input.IdentifierID, input.AccessRuleID)
		if err != nil || found.Identifier.Attached(found.Rule.ID) {
			return found, err
		}
		after, err := found.Identifier.attach(found.Rule.ID)
		if err != nil {
			return pair{}, err
		}
		// A rule that is deleted meanwhile must not end up attached.
		change.RelyOn(found.Rule)
		return found.replaced(change, after, +1)
	})
	return result.Identifier, result.Rule, err
}

// DetachAccessRule detaches a rule from an identifier; one that is not attached is no error. It raises
// IDENTIFIER_NOT_FOUND and ACCESS_RULE_NOT_FOUND.
func (s *Service) DetachAccessRule(ctx context.Context, caller actor.Caller, input DetachAccessRuleInput) (*Identifier, *AccessRule, error) {
	result, err := commit.Run(ctx, s.Changes, caller, "detachAccessRule", func(ctx context.Context, change *commit.Change) (pair, error) {
		found, err := s.find(ctx, caller, input.IdentifierID, input.AccessRuleID)
		if err != nil || !found.Identifier.Attached(found.Rule.ID) {
			return found, err
		}
		return found.replaced(change, found.Identifier.detach(found.Rule.ID), -1)
	})
	return result.Identifier, result.Rule, err
}

// pair is an identifier and a rule, attached to it or not.
type pair struct {
	Identifier *Identifier
	Rule       *AccessRule
}

// find reads both, or says of each that the company does not have it.
func (s *Service) find(ctx context.Context, caller actor.Caller, identifierID, accessRuleID string) (pair, error) {
	var found pair
	err := document.Load(ctx, s.Identifiers, caller.CompanyID, id.Identifier, identifierID, &found.Identifier)
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
	return found, missing.Err()
}

// replaced adds the identifier's next version to the change, and counts with it. Because the identifier is guarded by
// its version, the count moves exactly when a rule comes or goes.
func (p pair) replaced(change *commit.Change, after *Identifier, by int) (pair, error) {
	change.Count(commit.IdentifiersOfAccessRule, p.Rule.ID, by)
	return pair{Identifier: after, Rule: p.Rule}, change.Replace(p.Identifier, after)
}
