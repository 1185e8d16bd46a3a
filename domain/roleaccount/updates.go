package roleaccount

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// UpdateExternalPersonalIdentity changes the fields that are given.
func (s *Service) UpdateExternalPersonalIdentity(
	ctx context.Context, caller actor.Caller, given UpdateExternalPersonalIdentity,
) (*ExternalPersonalIdentity, error) {
	const path = ofInput + identityArgument
	if err := checkIdentityID(path, given.ExternalPersonalIdentityID); err != nil {
		return nil, err
	}
	verified := s.verification(ctx)
	return commit.Run(ctx, s.Changes, caller, "updateExternalPersonalIdentity",
		func(ctx context.Context, change *commit.Change) (*ExternalPersonalIdentity, error) {
			before, err := s.Identities.Get(ctx, caller.CompanyID, given.ExternalPersonalIdentityID)
			if errors.Is(err, document.ErrAbsent) {
				return nil, identityNotFound(path, given.ExternalPersonalIdentityID)
			}
			if err != nil {
				return nil, fmt.Errorf("updating external personal identity: %w", err)
			}
			if err := commit.Expect(given.ExpectedVersion, before.Version); err != nil {
				return nil, err
			}
			after, err := before.update(given)
			if err != nil {
				return nil, err
			}
			if after.EmailAddress != before.EmailAddress {
				if err := verified(after.EmailAddress); err != nil {
					return nil, fmt.Errorf("updating external personal identity: %w", err)
				}
			}
			return after, change.Replace(before, after)
		})
}

// UpdateExternalRole changes the fields that are given. A new name is unique within the company, and the old one is free.
func (s *Service) UpdateExternalRole(ctx context.Context, caller actor.Caller, given UpdateExternalRole) (*ExternalRole, error) {
	const path = ofInput + roleArgument
	if err := checkRoleID(path, given.ExternalRoleID); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "updateExternalRole", func(ctx context.Context, change *commit.Change) (*ExternalRole, error) {
		before, err := s.Roles.Get(ctx, caller.CompanyID, given.ExternalRoleID)
		if errors.Is(err, document.ErrAbsent) {
			return nil, roleNotFound(path)
		}
		if err != nil {
			return nil, fmt.Errorf("updating external role: %w", err)
		}
		if err := commit.Expect(given.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.update(given)
		if err != nil {
			return nil, err
		}
		if after.Name != before.Name {
			change.Release(commit.ExternalRoleName, before.Name, before.ID)
			change.Claim(commit.ExternalRoleName, after.Name, after.ID, roleNameTaken())
		}
		return after, change.Replace(before, after)
	})
}

// UpdateExternalRoleAccount changes the fields that are given; names and state of the account's identity, too, in the
// same commit.
func (s *Service) UpdateExternalRoleAccount(
	ctx context.Context, caller actor.Caller, given UpdateExternalRoleAccount,
) (*ExternalRoleAccount, error) {
	if err := checkAccountID(ofInput+accountArgument, given.ExternalRoleAccountID); err != nil {
		return nil, err
	}
	verified := s.verification(ctx)
	return commit.Run(ctx, s.Changes, caller, "updateExternalRoleAccount",
		func(ctx context.Context, change *commit.Change) (*ExternalRoleAccount, error) {
			before, linked, err := s.accountAndIdentity(ctx, caller.CompanyID, given.ExternalRoleAccountID)
			if err != nil {
				return nil, err
			}
			if err := commit.Expect(given.ExpectedVersion, before.Version); err != nil {
				return nil, err
			}
			after, identity, err := before.update(given, linked)
			if err != nil {
				return nil, err
			}
			if after.EmailAddress != before.EmailAddress {
				if err := verified(after.EmailAddress); err != nil {
					return nil, fmt.Errorf("updating external role account: %w", err)
				}
			}
			if err := change.Replace(before, after); err != nil {
				return nil, err
			}
			return after, change.Replace(linked, identity)
		})
}

func (s *Service) accountAndIdentity(
	ctx context.Context, companyID, accountID string,
) (*ExternalRoleAccount, *ExternalPersonalIdentity, error) {
	account, err := s.Accounts.Get(ctx, companyID, accountID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, nil, accountNotFound(ofInput + accountArgument)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("updating external role account: %w", err)
	}
	identity, err := s.Identities.Get(ctx, companyID, account.PersonalIdentityID)
	if err != nil {
		return nil, nil, fmt.Errorf("updating external role account: reading the identity: %w", err)
	}
	return account, identity, nil
}
