package accessrule

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

// CreateIdentifier creates an identifier without rules. The commit relies on the holder. It raises DATA_NOT_VALID,
// TIME_PROFILE_UNKNOWN and IDENTIFIER_NUMBER_TAKEN.
func (s *Service) CreateIdentifier(ctx context.Context, caller actor.Caller, input CreateIdentifierInput) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "createIdentifier", func(ctx context.Context, change *commit.Change) (*Identifier, error) {
		var holder IdentifierHolder
		if err := s.loadHolder(ctx, caller.CompanyID, input.HolderID, &holder); err != nil {
			return nil, err
		}
		profiles, err := s.loadTimeProfiles(ctx, caller, input.TimeProfileIDs)
		if err != nil {
			return nil, err
		}
		identifier, err := newIdentifier(input, holder, profiles)
		if err != nil {
			return nil, err
		}
		if holder != nil {
			change.RelyOn(holder)
		}
		if identifier.Base, err = change.NewBase(id.Identifier); err != nil {
			return nil, err
		}
		identifier.CreatedBy = caller.Actor()
		change.Claim(commit.IdentifierNumber, identifier.uniqueNumber(), identifier.ID, numberTaken())
		change.CountReferences(commit.IdentifiersOfTimeProfile, nil, identifier.TimeProfileIDs)
		if limit := identifier.Validity.MaxPasses; limit != nil {
			change.StartCounter(commit.PassesLeftOfIdentifier, identifier.ID, *limit)
		}
		return identifier, change.Insert(identifier)
	})
}

// IdentifierByNumber returns the identifier with a number, or document.ErrAbsent if the company has none. It raises DATA_NOT_VALID for a
// malformed number.
func (s *Service) IdentifierByNumber(ctx context.Context, caller actor.Caller, input IdentifierNumberInput) (*Identifier, error) {
	var fields inputs.Fields
	number, problem := input.normal()
	fields.Reject("number.number", problem)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	return s.Identifiers.ByNumber(ctx, caller.CompanyID, input.Type, number)
}

// UpdateIdentifier changes the fields that the input sets. A new number must be unique; the old one is released. The
// commit relies on a new holder. It raises IDENTIFIER_NOT_FOUND, VERSION_CONFLICT, DATA_NOT_VALID, TIME_PROFILE_UNKNOWN and
// IDENTIFIER_NUMBER_TAKEN.
func (s *Service) UpdateIdentifier(ctx context.Context, caller actor.Caller, input UpdateIdentifierInput) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "updateIdentifier", func(ctx context.Context, change *commit.Change) (*Identifier, error) {
		before, passesLeft, err := s.loadIdentifierAndPasses(ctx, caller, input.IdentifierID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		var holder IdentifierHolder
		if err := s.loadHolder(ctx, caller.CompanyID, input.HolderID.Value, &holder); err != nil {
			return nil, err
		}
		profiles, err := s.loadTimeProfiles(ctx, caller, listOf(input.TimeProfileIDs))
		if err != nil {
			return nil, err
		}
		after, err := before.update(input, holder, profiles)
		if err != nil {
			return nil, err
		}
		if holder != nil {
			change.RelyOn(holder)
		}
		if after.Number != before.Number {
			change.Release(commit.IdentifierNumber, before.uniqueNumber(), before.ID)
			change.Claim(commit.IdentifierNumber, after.uniqueNumber(), after.ID, numberTaken())
		}
		change.CountReferences(commit.IdentifiersOfTimeProfile, before.TimeProfileIDs, after.TimeProfileIDs)
		countPasses(change, before, after, passesLeft)
		return after, change.Replace(before, after)
	})
}

// countPasses moves the counter of the passes left to a new limit. The counter of an identifier that had no limit starts with
// all passes.
func countPasses(change *commit.Change, before, after *Identifier, passesLeft *int) {
	limitBefore, limitAfter := before.Validity.MaxPasses, after.Validity.MaxPasses
	switch {
	case limitBefore == nil && limitAfter == nil:
	case limitBefore == nil:
		change.StartCounter(commit.PassesLeftOfIdentifier, after.ID, *limitAfter)
	case limitAfter == nil:
		change.StopCounter(commit.PassesLeftOfIdentifier, after.ID)
	case *limitBefore != *limitAfter:
		change.CountFrom(commit.PassesLeftOfIdentifier, after.ID, *passesLeft, passesLeftAfter(*limitBefore, *passesLeft, *limitAfter))
	}
}

// DeletedIdentifier is the result of deleteIdentifier.
type DeletedIdentifier struct {
	ID string `outcome:"kept"`
}

// DeleteIdentifier deletes an identifier and releases its number. Its passages and audit records remain. It raises
// IDENTIFIER_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) DeleteIdentifier(ctx context.Context, caller actor.Caller, input DeleteIdentifierInput) (DeletedIdentifier, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteIdentifier", func(ctx context.Context, change *commit.Change) (DeletedIdentifier, error) {
		identifier, err := s.loadIdentifier(ctx, caller, input.IdentifierID)
		if err != nil {
			return DeletedIdentifier{}, err
		}
		if err := commit.Expect(input.ExpectedVersion, identifier.Version); err != nil {
			return DeletedIdentifier{}, err
		}
		rules, err := s.liveRules(ctx, identifier)
		if err != nil {
			return DeletedIdentifier{}, err
		}
		for _, rule := range rules {
			change.Count(commit.IdentifiersOfAccessRule, rule.ID, -1)
		}
		change.CountReferences(commit.IdentifiersOfTimeProfile, identifier.TimeProfileIDs, nil)
		if identifier.Validity.MaxPasses != nil {
			change.StopCounter(commit.PassesLeftOfIdentifier, identifier.ID)
		}
		change.Release(commit.IdentifierNumber, identifier.uniqueNumber(), identifier.ID)
		return DeletedIdentifier{identifier.ID}, change.Delete(identifier)
	})
}

// ResetIdentifierPasses makes all passes of an identifier available again. The version of the identifier stays the same. It
// does nothing if the passes are not limited. It raises IDENTIFIER_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) ResetIdentifierPasses(ctx context.Context, caller actor.Caller, input ResetIdentifierPassesInput) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "resetIdentifierPasses", func(ctx context.Context, change *commit.Change) (*Identifier, error) {
		identifier, passesLeft, err := s.loadIdentifierAndPasses(ctx, caller, input.IdentifierID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, identifier.Version); err != nil {
			return nil, err
		}
		limit := identifier.Validity.MaxPasses
		if limit == nil || *passesLeft == *limit {
			return identifier, nil
		}
		// A concurrent update must not change the limit.
		change.RelyOn(identifier)
		change.CountFrom(commit.PassesLeftOfIdentifier, identifier.ID, *passesLeft, *limit)
		return identifier, change.Audit(identifier, []audit.FieldChange{{Field: "passesLeft", Before: *passesLeft, After: *limit}})
	})
}
