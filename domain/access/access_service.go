package access

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// CreateAccess creates an access, which is INVITED. The commit relies on the documents that the input refers to.
func (s *Service) CreateAccess(ctx context.Context, caller actor.Caller, input CreateAccessInput) (*Access, error) {
	if err := input.validate(); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "createAccess", func(ctx context.Context, change *commit.Change) (*Access, error) {
		refs, err := s.loadReferences(ctx, caller.CompanyID, *input.PrivateID, input.accountID())
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
		refs.relyOn(change)
		access := input.newAccess(base, caller.Actor())
		return access, change.Insert(access)
	})
}

// ActivateAccess makes an INVITED access ACTIVE on behalf of its user, and records which agreement was accepted.
func (s *Service) ActivateAccess(ctx context.Context, caller actor.Caller, input ActivateAccessInput) (*Access, error) {
	return s.change(ctx, caller, "activateAccess", input.AccessID, input.ExpectedVersion,
		func(ctx context.Context, before *Access, change *commit.Change) (*Access, error) {
			after, err := before.activate(s.Agreement(), input.AgreementVersion, caller.Actor(), change.Now)
			if err != nil {
				return nil, err
			}
			return after, s.requireReferences(ctx, change, after, inputPath)
		})
}

// UpdateAccess changes the fields that the input sets. A DEACTIVATED access becomes ACTIVE again only with an identity, an account
// and a role that are not off.
func (s *Service) UpdateAccess(ctx context.Context, caller actor.Caller, input UpdateAccessInput) (*Access, error) {
	return s.change(ctx, caller, "updateAccess", input.AccessID, input.ExpectedVersion,
		func(ctx context.Context, before *Access, change *commit.Change) (*Access, error) {
			after, err := before.update(input)
			if err != nil || after.State != Active || before.State == Active {
				return after, err
			}
			return after, s.requireReferences(ctx, change, after, statePath)
		})
}

// UserAgreement returns the agreement that an application accepts when it activates an access on behalf of its user.
func (s *Service) UserAgreement(access *Access) (NamedAgreement, error) {
	var violations fault.Violations
	if access.State != Invited {
		violations.Add(fault.New(fault.AccessAgreementStateNotAllowed).With(argumentPath, mustBeInvited))
	}
	if !access.Managed {
		violations.Add(fault.New(fault.AccessActivationManagedRequired).With(argumentPath, mustBePlatforms))
	}
	if err := violations.Err(); err != nil {
		return NamedAgreement{}, err
	}
	return s.agreementFor(access), nil
}

// agreementFor returns the current agreement with the names of an access.
func (s *Service) agreementFor(access *Access) NamedAgreement {
	return NamedAgreement{s.Agreement(), access.Names()}
}

// Transitions returns the actions of an application on an access now. refs are what the access refers to. It fails unless they are
// complete.
func (s *Service) Transitions(access *Access, refs References) ([]Option, error) {
	if !refs.complete(access) {
		return nil, fmt.Errorf("reading what access %s refers to: %w", access.ID, errReferenceGone)
	}
	return access.Transitions(refs, s.Changes.Clock()), nil
}
