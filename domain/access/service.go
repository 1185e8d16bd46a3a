package access

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

// Service carries out the mutations on accesses.
type Service struct {
	Accesses   document.Reader[Access]
	Identities document.Reader[roleaccount.ExternalPersonalIdentity]
	Accounts   document.Reader[roleaccount.ExternalRoleAccount]
	Roles      document.Reader[roleaccount.ExternalRole]
	// Invitations, and the limits of attempts with their tokens, are for users who accept in person.
	Invitations Invitations
	// FailuresByAddress limits who sends no key, FailuresByApplication who does.
	FailuresByAddress     FailureLimiter
	FailuresByApplication FailureLimiter
	AttemptsByToken       Limiter
	// Agreement returns what an activation accepts: the current version. It can change while the server runs.
	Agreement func() UserAgreement
	Changes   *commit.Runner
}

// CreateAccess creates an access, which is INVITED. What it names is the same when it is written as when it was checked.
func (s *Service) CreateAccess(ctx context.Context, caller actor.Caller, wanted CreateAccessInput) (*Access, error) {
	if err := wanted.check().Err(); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "createAccess", func(ctx context.Context, change *commit.Change) (*Access, error) {
		named, err := s.references(ctx, caller.CompanyID, wanted)
		if err != nil {
			return nil, fmt.Errorf("creating access: %w", err)
		}
		if err := wanted.checkReferences(named).Err(); err != nil {
			return nil, err
		}
		base, err := change.NewBase(id.Access)
		if err != nil {
			return nil, fmt.Errorf("creating access: %w", err)
		}
		change.RelyOn(named.identity)
		if named.account != nil {
			change.RelyOn(named.account)
			change.RelyOn(named.role)
		}
		created := wanted.access(base, caller.Actor())
		return created, change.Insert(created)
	})
}

func (s *Service) references(ctx context.Context, companyID string, wanted CreateAccessInput) (references, error) {
	var named references
	err := document.Load(ctx, s.Identities, companyID, id.ExternalPersonalIdentity, *wanted.PrivateID, &named.identity)
	if err != nil {
		return references{}, fmt.Errorf("reading the identity: %w", err)
	}
	if !wanted.is(Corporate) {
		return named, nil
	}
	err = document.Load(ctx, s.Accounts, companyID, id.ExternalRoleAccount, *wanted.RoleAccountID, &named.account)
	if err != nil {
		return references{}, fmt.Errorf("reading the role account: %w", err)
	}
	if named.account == nil {
		return named, nil
	}
	named.role, err = s.Roles.Get(ctx, companyID, named.account.RoleID)
	if err != nil {
		return references{}, fmt.Errorf("reading the role of account %s: %w", named.account.ID, err)
	}
	return named, nil
}

// ActivateAccess makes an INVITED access ACTIVE on its user's behalf, and records what was accepted.
func (s *Service) ActivateAccess(ctx context.Context, caller actor.Caller, wanted ActivateAccessInput) (*Access, error) {
	return s.change(ctx, caller, "activateAccess", wanted.AccessID, wanted.ExpectedVersion,
		func(before *Access, change *commit.Change) (*Access, error) {
			return before.activate(s.Agreement(), wanted.AgreementVersion, caller.Actor(), change.Now)
		})
}

// UpdateAccess changes the fields that are given.
func (s *Service) UpdateAccess(ctx context.Context, caller actor.Caller, wanted UpdateAccess) (*Access, error) {
	return s.change(ctx, caller, "updateAccess", wanted.AccessID, wanted.ExpectedVersion,
		func(before *Access, _ *commit.Change) (*Access, error) { return before.update(wanted) })
}

// change puts what the rule makes of an access in its place.
func (s *Service) change(
	ctx context.Context, caller actor.Caller, action, accessID string, expectedVersion *int,
	rule func(before *Access, change *commit.Change) (*Access, error),
) (*Access, error) {
	if err := checkID(inputPath, accessID); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, action, func(ctx context.Context, change *commit.Change) (*Access, error) {
		before, err := s.read(ctx, caller.CompanyID, accessID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(expectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := rule(before, change)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

func (s *Service) read(ctx context.Context, companyID, accessID string) (*Access, error) {
	found, err := s.Accesses.Get(ctx, companyID, accessID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, notFound(inputPath, accessID)
	}
	if err != nil {
		return nil, fmt.Errorf("reading access: %w", err)
	}
	return found, nil
}
