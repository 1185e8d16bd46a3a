package accessrule

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// CreateAccessRule makes a rule that is attached to nothing. It raises DATA_NOT_VALID.
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

// UpdateAccessRule changes the fields that are given, for every identifier the rule is attached to. It raises
// ACCESS_RULE_NOT_FOUND, VERSION_CONFLICT and DATA_NOT_VALID.
func (s *Service) UpdateAccessRule(ctx context.Context, caller actor.Caller, given UpdateAccessRule) (*AccessRule, error) {
	return commit.Run(ctx, s.Changes, caller, "updateAccessRule", func(ctx context.Context, change *commit.Change) (*AccessRule, error) {
		before, err := s.rule(ctx, caller, given.AccessRuleID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(given.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.update(given)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// DeletedAccessRule is what a deletion came to.
type DeletedAccessRule struct {
	ID string `outcome:"kept"`
	// Detached is the number of identifiers that the rule was attached to.
	Detached int `outcome:"kept"`
}

// DeleteAccessRule takes a rule away. With detach it is gone at once for every reader, since everything that reads
// attachments reads the rules that they lead to; what the identifiers hold of it is left to the Sweeper. It raises
// ACCESS_RULE_NOT_FOUND and VERSION_CONFLICT, and ACCESS_RULE_IN_USE without detach.
func (s *Service) DeleteAccessRule(ctx context.Context, caller actor.Caller, input DeleteAccessRuleInput) (DeletedAccessRule, error) {
	deleted, err := commit.Run(ctx, s.Changes, caller, "deleteAccessRule", func(ctx context.Context, change *commit.Change) (DeletedAccessRule, error) {
		rule, err := s.rule(ctx, caller, input.AccessRuleID)
		if err != nil {
			return DeletedAccessRule{}, err
		}
		if err := commit.Expect(input.ExpectedVersion, rule.Version); err != nil {
			return DeletedAccessRule{}, err
		}
		uses, err := s.Counters.Values(ctx, caller.CompanyID, commit.IdentifiersOfAccessRule, []string{rule.ID})
		if err != nil {
			return DeletedAccessRule{}, fmt.Errorf("reading how often the rule is used: %w", err)
		}
		count, counted := uses[rule.ID]
		if !counted {
			// Somebody else has deleted the rule since it was read.
			return DeletedAccessRule{}, ruleNotFound("input.accessRuleId", rule.ID).Err()
		}
		if count > 0 && !input.Detach {
			return DeletedAccessRule{}, inUse(count)
		}
		if count > 0 {
			if err := queueDetachment(change, rule); err != nil {
				return DeletedAccessRule{}, err
			}
		}
		// An attachment that is made meanwhile moves the count.
		change.StopCounterAt(commit.IdentifiersOfAccessRule, rule.ID, count)
		return DeletedAccessRule{ID: rule.ID, Detached: count}, change.Delete(rule)
	})
	if err == nil && deleted.Detached > 0 {
		s.Queued()
	}
	return deleted, err
}

func inUse(count int) error {
	return fault.New(fault.AccessRuleInUse, fault.Number(count)).
		With("input.accessRuleId", "must be the ID of an access rule that no identifier has").With("identifiers", count).Err()
}
