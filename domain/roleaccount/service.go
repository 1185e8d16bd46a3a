package roleaccount

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/input"
)

// Service carries out the mutations on external personal identities, external roles and external role accounts.
type Service struct {
	Identities document.Reader[ExternalPersonalIdentity]
	Roles      document.Reader[ExternalRole]
	Accounts   document.Reader[ExternalRoleAccount]
	// EmailAddresses is asked about new addresses, once everything else is fine.
	EmailAddresses EmailAddressVerifier
	Changes        *commit.Runner
}

// CreateExternalPersonalIdentity creates an identity, which is ACTIVE.
func (s *Service) CreateExternalPersonalIdentity(
	ctx context.Context, caller actor.Caller, wanted CreateExternalPersonalIdentityInput,
) (*ExternalPersonalIdentity, error) {
	if err := wanted.check().Err(); err != nil {
		return nil, err
	}
	if err := s.verify(ctx, wanted.person().emailAddress); err != nil {
		return nil, fmt.Errorf("creating external personal identity: %w", err)
	}
	return commit.Run(ctx, s.Changes, caller, "createExternalPersonalIdentity",
		func(_ context.Context, change *commit.Change) (*ExternalPersonalIdentity, error) {
			return insertIdentity(change, wanted.person())
		})
}

// CreateExternalRole creates a role. Its name is unique within the company, letter case and accents included.
func (s *Service) CreateExternalRole(ctx context.Context, caller actor.Caller, wanted CreateExternalRoleInput) (*ExternalRole, error) {
	if err := wanted.check().Err(); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "createExternalRole", func(_ context.Context, change *commit.Change) (*ExternalRole, error) {
		base, err := change.NewBase(id.ExternalRole)
		if err != nil {
			return nil, fmt.Errorf("creating external role: %w", err)
		}
		created := &ExternalRole{Base: base, Name: input.Text(wanted.Name), Enabled: *wanted.Enabled, CreatedBy: caller.Actor()}
		change.Claim(commit.ExternalRoleName, created.Name, created.ID, roleNameTaken())
		return created, change.Insert(created)
	})
}

// CreateExternalRoleAccount creates an account and the identity that it is linked to, both ACTIVE, in one commit. The
// role is enabled when they are written, not only when it was checked.
func (s *Service) CreateExternalRoleAccount(
	ctx context.Context, caller actor.Caller, wanted CreateExternalRoleAccountInput,
) (*ExternalRoleAccount, error) {
	verified := s.verification(ctx)
	return commit.Run(ctx, s.Changes, caller, "createExternalRoleAccount",
		func(ctx context.Context, change *commit.Change) (*ExternalRoleAccount, error) {
			var role *ExternalRole
			if wanted.RoleID != nil {
				err := document.Load(ctx, s.Roles, caller.CompanyID, id.ExternalRole, *wanted.RoleID, &role)
				if err != nil {
					return nil, fmt.Errorf("creating external role account: %w", err)
				}
			}
			if err := wanted.check(role).Err(); err != nil {
				return nil, err
			}
			if err := verified(wanted.person().emailAddress); err != nil {
				return nil, fmt.Errorf("creating external role account: %w", err)
			}
			change.RelyOn(role)
			return insertAccount(change, wanted.person(), role.ID)
		})
}

func insertIdentity(change *commit.Change, given person) (*ExternalPersonalIdentity, error) {
	base, err := change.NewBase(id.ExternalPersonalIdentity)
	if err != nil {
		return nil, fmt.Errorf("creating external personal identity: %w", err)
	}
	created := given.identity(base, change.Caller.Actor())
	return created, change.Insert(created)
}

func insertAccount(change *commit.Change, given person, roleID string) (*ExternalRoleAccount, error) {
	identity, err := insertIdentity(change, given)
	if err != nil {
		return nil, err
	}
	base, err := change.NewBase(id.ExternalRoleAccount)
	if err != nil {
		return nil, fmt.Errorf("creating external role account: %w", err)
	}
	created := given.account(base, roleID, identity.ID, change.Caller.Actor())
	return created, change.Insert(created)
}
