package roleaccount

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// CreateExternalPersonalIdentity creates an identity, which is ACTIVE.
func (s *Service) CreateExternalPersonalIdentity(
	ctx context.Context, caller actor.Caller, input CreateExternalPersonalIdentityInput,
) (*ExternalPersonalIdentity, error) {
	if err := input.validate(); err != nil {
		return nil, err
	}
	if err := s.verify(ctx, input.person().emailAddress); err != nil {
		return nil, fmt.Errorf("creating external personal identity: %w", err)
	}
	return commit.Run(ctx, s.Changes, caller, "createExternalPersonalIdentity",
		func(_ context.Context, change *commit.Change) (*ExternalPersonalIdentity, error) {
			return insertIdentity(change, input.person())
		})
}

// insertIdentity adds the identity of a person to a change.
func insertIdentity(change *commit.Change, person personDetails) (*ExternalPersonalIdentity, error) {
	base, err := change.NewBase(id.ExternalPersonalIdentity)
	if err != nil {
		return nil, fmt.Errorf("creating external personal identity: %w", err)
	}
	identity := newIdentity(base, person, change.Caller.Actor())
	return identity, change.Insert(identity)
}

// UpdateExternalPersonalIdentity changes the fields that the input sets.
func (s *Service) UpdateExternalPersonalIdentity(
	ctx context.Context, caller actor.Caller, input UpdateExternalPersonalIdentityInput,
) (*ExternalPersonalIdentity, error) {
	const path = inputPrefix + identityArgument
	if err := checkIdentityID(path, input.ExternalPersonalIdentityID); err != nil {
		return nil, err
	}
	verify := s.verifyOnce(ctx)
	return commit.Run(ctx, s.Changes, caller, "updateExternalPersonalIdentity",
		func(ctx context.Context, change *commit.Change) (*ExternalPersonalIdentity, error) {
			before, err := s.ExternalPersonalIdentities.Get(ctx, caller.CompanyID, input.ExternalPersonalIdentityID)
			if errors.Is(err, document.ErrAbsent) {
				return nil, identityNotFound(path, input.ExternalPersonalIdentityID)
			}
			if err != nil {
				return nil, fmt.Errorf("updating external personal identity: %w", err)
			}
			if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
				return nil, err
			}
			after, err := before.update(input)
			if err != nil {
				return nil, err
			}
			if after.EmailAddress != before.EmailAddress {
				if err := verify(after.EmailAddress); err != nil {
					return nil, fmt.Errorf("updating external personal identity: %w", err)
				}
			}
			return after, change.Replace(before, after)
		})
}
