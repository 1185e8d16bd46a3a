package accessrule

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// CreateAccessRule creates a rule that is attached to nothing. It raises DATA_NOT_VALID and TIME_PROFILE_UNKNOWN.
func (s *Service) CreateAccessRule(ctx context.Context, caller actor.Caller, input CreateAccessRuleInput) (*AccessRule, error) {
	return commit.Run(ctx, s.Changes, caller, "createAccessRule", func(ctx context.Context, change *commit.Change) (*AccessRule, error) {
		profiles, err := s.loadTimeProfiles(ctx, caller, input.TimeProfileIDs)
		if err != nil {
			return nil, err
		}
		rule, err := newAccessRule(input, profiles)
		if err != nil {
			return nil, err
		}
		if rule.Base, err = change.NewBase(id.AccessRule); err != nil {
			return nil, err
		}
		rule.CreatedBy = caller.Actor()
		change.StartCounter(commit.IdentifiersOfAccessRule, rule.ID, 0)
		change.CountReferences(commit.AccessRulesOfTimeProfile, nil, rule.TimeProfileIDs)
		return rule, change.Insert(rule)
	})
}

// UpdateAccessRule changes the fields that the input sets, for every identifier to which the rule is attached. It raises
// ACCESS_RULE_NOT_FOUND, VERSION_CONFLICT, DATA_NOT_VALID and TIME_PROFILE_UNKNOWN.
func (s *Service) UpdateAccessRule(ctx context.Context, caller actor.Caller, input UpdateAccessRuleInput) (*AccessRule, error) {
	return commit.Run(ctx, s.Changes, caller, "updateAccessRule", func(ctx context.Context, change *commit.Change) (*AccessRule, error) {
		before, err := s.loadRule(ctx, caller, input.AccessRuleID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		profiles, err := s.loadTimeProfiles(ctx, caller, listOf(input.TimeProfileIDs))
		if err != nil {
			return nil, err
		}
		after, err := before.update(input, profiles)
		if err != nil {
			return nil, err
		}
		change.CountReferences(commit.AccessRulesOfTimeProfile, before.TimeProfileIDs, after.TimeProfileIDs)
		return after, change.Replace(before, after)
	})
}

// DeletedAccessRule is the result of deleteAccessRule.
type DeletedAccessRule struct {
	ID string `outcome:"kept"`
	// Detached is the number of identifiers to which the rule was attached.
	Detached int `outcome:"kept"`
}

// DeleteAccessRule deletes a rule. With detach, the rule is gone for every reader at once, because everything that reads
// attachments also reads the rules. The Sweeper removes the ID of the rule from the identifiers later. DeleteAccessRule raises
// ACCESS_RULE_NOT_FOUND and VERSION_CONFLICT, and without detach ACCESS_RULE_IN_USE.
func (s *Service) DeleteAccessRule(ctx context.Context, caller actor.Caller, input DeleteAccessRuleInput) (DeletedAccessRule, error) {
	deleted, err := commit.Run(ctx, s.Changes, caller, "deleteAccessRule", func(ctx context.Context, change *commit.Change) (DeletedAccessRule, error) {
		rule, err := s.loadRule(ctx, caller, input.AccessRuleID)
		if err != nil {
			return DeletedAccessRule{}, err
		}
		if err := commit.Expect(input.ExpectedVersion, rule.Version); err != nil {
			return DeletedAccessRule{}, err
		}
		counts, err := s.Counters.Values(ctx, caller.CompanyID, commit.IdentifiersOfAccessRule, []string{rule.ID})
		if err != nil {
			return DeletedAccessRule{}, fmt.Errorf("reading how often the rule is used: %w", err)
		}
		count, hasCounter := counts[rule.ID]
		if !hasCounter {
			// A concurrent request has deleted the rule since it was read.
			return DeletedAccessRule{}, ruleNotFound(ruleIDPath, rule.ID).Err()
		}
		if count > 0 && !input.Detach {
			return DeletedAccessRule{}, ruleInUse(count)
		}
		if count > 0 {
			if err := queueDetachment(change, rule); err != nil {
				return DeletedAccessRule{}, err
			}
		}
		// A concurrent attachment moves the counter, and the commit loses the race.
		change.StopCounterAt(commit.IdentifiersOfAccessRule, rule.ID, count)
		change.CountReferences(commit.AccessRulesOfTimeProfile, rule.TimeProfileIDs, nil)
		return DeletedAccessRule{ID: rule.ID, Detached: count}, change.Delete(rule)
	})
	if err == nil && deleted.Detached > 0 {
		s.Queued()
	}
	return deleted, err
}
