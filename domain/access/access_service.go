package access

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// CreateAccess creates an access, which is INVITED. The commit relies on the documents that the input refers to.
func (s *Service) CreateAccess(ctx context.Context, caller actor.Caller, input CreateAccessInput) (*Access, error) {
	if err := input.validate(); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "createAccess", func(ctx context.Context, change *commit.Change) (*Access, error) {
		refs, err := s.loadReferences(ctx, caller.CompanyID, input)
		if err != nil {
			return nil, fmt.Errorf("creating access: %w", err)
		}
		if err := input.validateReferences(refs); err != nil {
			return nil, err
		}
		base, err := change.NewBase(id.Access)
		if err != nil {
			return nil, fmt.Errorf("creating access: %w", err)
		}
		change.RelyOn(refs.identity)
		if refs.account != nil {
			change.RelyOn(refs.account)
			change.RelyOn(refs.role)
		}
		access := input.newAccess(base, caller.Actor())
		return access, change.Insert(access)
	})
}

// loadReferences loads the documents that a valid input refers to.
func (s *Service) loadReferences(ctx context.Context, companyID string, input CreateAccessInput) (references, error) {
	var refs references
	err := document.Load(ctx, s.ExternalPersonalIdentities, companyID, id.ExternalPersonalIdentity, *input.PrivateID, &refs.identity)
	if err != nil {
		return references{}, fmt.Errorf("reading the identity: %w", err)
	}
	if !input.hasType(Corporate) {
		return refs, nil
	}
	err = document.Load(ctx, s.ExternalRoleAccounts, companyID, id.ExternalRoleAccount, *input.RoleAccountID, &refs.account)
	if err != nil {
		return references{}, fmt.Errorf("reading the role account: %w", err)
	}
	if refs.account == nil {
		return refs, nil
	}
	refs.role, err = s.ExternalRoles.Get(ctx, companyID, refs.account.RoleID)
	if err != nil {
		return references{}, fmt.Errorf("reading the role of account %s: %w", refs.account.ID, err)
	}
	return refs, nil
}

// ActivateAccess makes an INVITED access ACTIVE on behalf of its user, and records which agreement was accepted.
func (s *Service) ActivateAccess(ctx context.Context, caller actor.Caller, input ActivateAccessInput) (*Access, error) {
	return s.change(ctx, caller, "activateAccess", input.AccessID, input.ExpectedVersion,
		func(before *Access, change *commit.Change) (*Access, error) {
			return before.activate(s.Agreement(), input.AgreementVersion, caller.Actor(), change.Now)
		})
}

// UpdateAccess changes the fields that the input sets.
func (s *Service) UpdateAccess(ctx context.Context, caller actor.Caller, input UpdateAccessInput) (*Access, error) {
	return s.change(ctx, caller, "updateAccess", input.AccessID, input.ExpectedVersion,
		func(before *Access, _ *commit.Change) (*Access, error) { return before.update(input) })
}

// UserAgreement returns the agreement that an application accepts when it activates an access on behalf of its user.
func (s *Service) UserAgreement(access *Access) (UserAgreement, error) {
	var violations fault.Violations
	if access.State != Invited {
		violations.Add(fault.New(fault.AccessAgreementStateNotAllowed).With(argumentPath, mustBeInvited))
	}
	if !access.Managed {
		violations.Add(fault.New(fault.AccessActivationManagedRequired).With(argumentPath, mustBePlatforms))
	}
	if err := violations.Err(); err != nil {
		return UserAgreement{}, err
	}
	return s.Agreement(), nil
}
