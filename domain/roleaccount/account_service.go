package roleaccount

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// CreateExternalRoleAccount creates an account and the identity that it is linked to, both ACTIVE, in one commit. The commit
// relies on the role.
func (s *Service) CreateExternalRoleAccount(
	ctx context.Context, caller actor.Caller, input CreateExternalRoleAccountInput,
) (*ExternalRoleAccount, error) {
	verify := s.verifyOnce(ctx)
	return commit.Run(ctx, s.Changes, caller, "createExternalRoleAccount",
		func(ctx context.Context, change *commit.Change) (*ExternalRoleAccount, error) {
			var role *ExternalRole
			if input.RoleID != nil {
				err := document.Load(ctx, s.ExternalRoles, caller.CompanyID, id.ExternalRole, *input.RoleID, &role)
				if err != nil {
					return nil, fmt.Errorf("creating external role account: %w", err)
				}
			}
			if err := input.validate(role); err != nil {
				return nil, err
			}
			if err := verify(input.person().emailAddress); err != nil {
				return nil, fmt.Errorf("creating external role account: %w", err)
			}
			change.RelyOn(role)
			return insertAccount(change, input.person(), role.ID)
		})
}

// insertAccount adds the account of a person in a role, and the identity of the person, to a change.
func insertAccount(change *commit.Change, person personDetails, roleID string) (*ExternalRoleAccount, error) {
	identity, err := insertIdentity(change, person)
	if err != nil {
		return nil, err
	}
	base, err := change.NewBase(id.ExternalRoleAccount)
	if err != nil {
		return nil, fmt.Errorf("creating external role account: %w", err)
	}
	account := newAccount(base, person, roleID, identity.ID, change.Caller.Actor())
	return account, change.Insert(account)
}

// UpdateExternalRoleAccount changes the fields that the input sets. Names and state are also changed on the identity of the
// account, in the same commit, so a DEACTIVATED account becomes ACTIVE again with its identity. Its role must be enabled for that.
func (s *Service) UpdateExternalRoleAccount(
	ctx context.Context, caller actor.Caller, input UpdateExternalRoleAccountInput,
) (*ExternalRoleAccount, error) {
	if err := checkAccountID(inputPrefix+accountArgument, input.ExternalRoleAccountID); err != nil {
		return nil, err
	}
	verify := s.verifyOnce(ctx)
	return commit.Run(ctx, s.Changes, caller, "updateExternalRoleAccount",
		func(ctx context.Context, change *commit.Change) (*ExternalRoleAccount, error) {
			before, identityBefore, err := s.loadAccount(ctx, caller.CompanyID, input.ExternalRoleAccountID)
			if err != nil {
				return nil, err
			}
			if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
				return nil, err
			}
			after, identityAfter, err := before.update(input, identityBefore)
			if err != nil {
				return nil, err
			}
			if after.State == AccountActive && before.State != AccountActive {
				if err := s.requireEnabledRole(ctx, change, after); err != nil {
					return nil, err
				}
			}
			if after.EmailAddress != before.EmailAddress {
				if err := verify(after.EmailAddress); err != nil {
					return nil, fmt.Errorf("updating external role account: %w", err)
				}
			}
			if err := change.Replace(before, after); err != nil {
				return nil, err
			}
			return after, change.Replace(identityBefore, identityAfter)
		})
}

// requireEnabledRole raises EXTERNAL_ROLE_ACCOUNT_ROLE_NOT_ENABLED if the role of an account that becomes ACTIVE is not enabled. The
// commit relies on the role.
func (s *Service) requireEnabledRole(ctx context.Context, change *commit.Change, account *ExternalRoleAccount) error {
	role, err := s.ExternalRoles.Get(ctx, change.Caller.CompanyID, account.RoleID)
	if err != nil {
		return fmt.Errorf("updating external role account: reading the role: %w", err)
	}
	if !role.Enabled {
		return fault.New(fault.ExternalRoleAccountRoleNotEnabled, role.ID).With(statePath, "needs a role that is enabled").Err()
	}
	change.RelyOn(role)
	return nil
}

// loadAccount loads an account and its identity. It raises EXTERNAL_ROLE_ACCOUNT_NOT_FOUND.
func (s *Service) loadAccount(
	ctx context.Context, companyID, accountID string,
) (*ExternalRoleAccount, *ExternalPersonalIdentity, error) {
	account, err := s.ExternalRoleAccounts.Get(ctx, companyID, accountID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, nil, accountNotFound(inputPrefix + accountArgument)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("updating external role account: %w", err)
	}
	identity, err := s.ExternalPersonalIdentities.Get(ctx, companyID, account.PersonalIdentityID)
	if err != nil {
		return nil, nil, fmt.Errorf("updating external role account: reading the identity: %w", err)
	}
	return account, identity, nil
}
