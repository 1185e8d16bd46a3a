package access

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
)

// Service carries out the mutations of accesses and their invitations.
type Service struct {
	Accesses                   document.Reader[Access]
	ExternalPersonalIdentities document.Reader[roleaccount.ExternalPersonalIdentity]
	ExternalRoleAccounts       document.Reader[roleaccount.ExternalRoleAccount]
	ExternalRoles              document.Reader[roleaccount.ExternalRole]

	// Invitations and the limiters serve users who accept an invitation in person.
	Invitations Invitations
	// FailuresByAddress limits visitors without a key, FailuresByApplication those with one.
	FailuresByAddress     FailureLimiter
	FailuresByApplication FailureLimiter
	AttemptsByToken       Limiter

	// Agreement returns the current version of the agreement, which can change while the server runs.
	Agreement func() UserAgreement
	// Agreements has the text of every version that was accepted.
	Agreements Agreements
	Changes    *commit.Runner
}

// Invitations finds accesses by their invitations in every company, because a token names no company.
type Invitations interface {
	// ByInvitationHash returns document.ErrAbsent if no access has an invitation whose token has the hash.
	ByInvitationHash(ctx context.Context, hash string) (*Access, error)
}

// Limiter limits the rate of attempts.
type Limiter interface {
	// Allow counts an attempt under a key, and reports whether it is within the limit.
	Allow(key string) bool
}

// FailureLimiter limits the rate of failed attempts. Successful attempts are not counted.
type FailureLimiter interface {
	// Try runs an attempt, and counts it under a key if it failed. If too many attempts with the key have failed, it reports
	// false and runs nothing. The number of failures never exceeds the limit, however many attempts run concurrently; Try
	// may wait for other attempts to end.
	Try(ctx context.Context, key string, attempt func() (failed bool, err error)) (allowed bool, err error)
}

// change loads an access, applies rule to it and stores the result.
func (s *Service) change(
	ctx context.Context, caller actor.Caller, action, accessID string, expectedVersion *int,
	rule func(ctx context.Context, before *Access, change *commit.Change) (*Access, error),
) (*Access, error) {
	if err := checkID(inputPath, accessID); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, action, func(ctx context.Context, change *commit.Change) (*Access, error) {
		before, err := s.load(ctx, caller.CompanyID, accessID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(expectedVersion, before.Version); err != nil {
			return nil, err
		}
		if err := before.requireNotErased(); err != nil {
			return nil, err
		}
		after, err := rule(ctx, before, change)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// load returns an access. It raises ACCESS_NOT_FOUND.
func (s *Service) load(ctx context.Context, companyID, accessID string) (*Access, error) {
	access, err := s.Accesses.Get(ctx, companyID, accessID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, notFound(inputPath, accessID)
	}
	if err != nil {
		return nil, fmt.Errorf("reading access: %w", err)
	}
	return access, nil
}
