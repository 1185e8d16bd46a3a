package accessrule

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// CreateIdentifier makes an identifier without rules. It raises DATA_NOT_VALID and IDENTIFIER_NUMBER_TAKEN.
func (s *Service) CreateIdentifier(ctx context.Context, caller actor.Caller, input CreateIdentifier) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "createIdentifier", func(_ context.Context, change *commit.Change) (*Identifier, error) {
		identifier, err := newIdentifier(input)
		if err != nil {
			return nil, err
		}
		if identifier.Base, err = change.NewBase(id.Identifier); err != nil {
			return nil, err
		}
		identifier.CreatedBy = caller.Actor()
		change.Claim(commit.IdentifierNumber, identifier.claim(), identifier.ID,
			fault.New(fault.IdentifierNumberTaken).With("input.number", "must be unique within the company and type"))
		if limit := identifier.Validity.MaxPasses; limit != nil {
			change.StartCounter(commit.PassesLeftOfIdentifier, identifier.ID, *limit)
		}
		return identifier, change.Insert(identifier)
	})
}

// claim is what only one identifier of a company can have.
func (i *Identifier) claim() string { return string(i.Type) + "|" + i.Number }

// UpdateIdentifier changes the fields that are given. It raises IDENTIFIER_NOT_FOUND, VERSION_CONFLICT and
// DATA_NOT_VALID.
func (s *Service) UpdateIdentifier(ctx context.Context, caller actor.Caller, given UpdateIdentifier) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "updateIdentifier", func(ctx context.Context, change *commit.Change) (*Identifier, error) {
		before, left, err := s.limited(ctx, caller, given.IdentifierID)
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
		countPasses(change, before, after, left)
		return after, change.Replace(before, after)
	})
}

// countPasses carries the passes that were used over to another limit. A limit that is set anew begins with all of them.
func countPasses(change *commit.Change, before, after *Identifier, left *int) {
	old, limit := before.Validity.MaxPasses, after.Validity.MaxPasses
	switch {
	case old == nil && limit == nil:
	case old == nil:
		change.StartCounter(commit.PassesLeftOfIdentifier, after.ID, *limit)
	case limit == nil:
		change.StopCounter(commit.PassesLeftOfIdentifier, after.ID)
	case *old != *limit:
		change.CountFrom(commit.PassesLeftOfIdentifier, after.ID, *left, leftAfter(*old, *left, *limit))
	}
}

// DeletedIdentifier names an identifier that is gone.
type DeletedIdentifier struct {
	ID string `outcome:"kept"`
}

// DeleteIdentifier takes an identifier away, and its number becomes free. What was recorded of it stays. It raises
// IDENTIFIER_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) DeleteIdentifier(ctx context.Context, caller actor.Caller, input DeleteIdentifierInput) (DeletedIdentifier, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteIdentifier", func(ctx context.Context, change *commit.Change) (DeletedIdentifier, error) {
		identifier, err := s.identifier(ctx, caller, input.IdentifierID)
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
		if identifier.Validity.MaxPasses != nil {
			change.StopCounter(commit.PassesLeftOfIdentifier, identifier.ID)
		}
		change.Release(commit.IdentifierNumber, identifier.claim(), identifier.ID)
		return DeletedIdentifier{identifier.ID}, change.Delete(identifier)
	})
}

// ResetIdentifierPasses makes all passes available again. It does not move the version that editors compare. Without a
// limit there is nothing to do. It raises IDENTIFIER_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) ResetIdentifierPasses(ctx context.Context, caller actor.Caller, input ResetIdentifierPassesInput) (*Identifier, error) {
	return commit.Run(ctx, s.Changes, caller, "resetIdentifierPasses", func(ctx context.Context, change *commit.Change) (*Identifier, error) {
		identifier, left, err := s.limited(ctx, caller, input.IdentifierID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, identifier.Version); err != nil {
			return nil, err
		}
		limit := identifier.Validity.MaxPasses
		if limit == nil || *left == *limit {
			return identifier, nil
		}
		// Another limit must not be set meanwhile.
		change.RelyOn(identifier)
		change.CountFrom(commit.PassesLeftOfIdentifier, identifier.ID, *left, *limit)
		return identifier, change.Record(identifier, []audit.FieldChange{{Field: "passesLeft", Before: *left, After: *limit}})
	})
}
