package access

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
)

// Invitations finds accesses by their invitations, in whatever company: the bearer of a token names none.
type Invitations interface {
	// ByInvitationHash returns document.ErrAbsent when no access has an invitation with this hash of a token.
	ByInvitationHash(ctx context.Context, hash string) (*Access, error)
}

// Limiter holds up who tries too often.
type Limiter interface {
	// Allow counts an attempt by what it was made with, and says whether it is within the limit.
	Allow(key string) bool
}

// FailureLimiter holds up who fails too often. What succeeds is free.
type FailureLimiter interface {
	// Try runs an attempt with a key and counts it if it reports that it failed. It reports false, and runs nothing, when too
	// many with the key have failed. However many attempts are made at once, no more of them than the limit can fail; it may
	// wait for others to see that.
	Try(ctx context.Context, key string, attempt func() (failed bool, err error)) (allowed bool, err error)
}

// invitee stands in the audit log for a user who accepted in person: they have no application.
const invitee = "invited user"

// invited is an access with the token that was just made for its user.
type invited struct {
	Access *Access
	// token is shown this once, and so is no part of what a repeat is answered with.
	token string
}

// InviteAccess invites the user of an INVITED access that they manage themselves, and returns the token to be sent to
// them: a secret that nobody can ever read again. It voids the invitation before. The token is empty when an earlier
// request is repeated.
func (s *Service) InviteAccess(ctx context.Context, caller actor.Caller, wanted InviteAccessInput) (*Access, string, error) {
	if err := checkID(inputPath, wanted.AccessID); err != nil {
		return nil, "", err
	}
	made, err := commit.Run(ctx, s.Changes, caller, "inviteAccess", func(ctx context.Context, change *commit.Change) (invited, error) {
		before, err := s.read(ctx, caller.CompanyID, wanted.AccessID)
		if err != nil {
			return invited{}, err
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return invited{}, err
		}
		token := newToken()
		after, err := before.invite(HashToken(token), wanted.ValidForHours, change.Now)
		if err != nil {
			return invited{}, err
		}
		return invited{after, token}, change.Replace(before, after)
	})
	return made.Access, made.token, err
}

// InvitationUserAgreement returns what the bearer of an invitation is asked to accept. It raises
// ACCESS_INVITATION_NOT_VALID, whatever the token's trouble, and ACCESS_INVITATION_RATE_EXCEEDED.
func (s *Service) InvitationUserAgreement(ctx context.Context, visitor actor.Visitor, token string) (UserAgreement, error) {
	if _, err := s.redeemable(ctx, visitor, token, "invitationToken"); err != nil {
		return UserAgreement{}, err
	}
	return s.Agreement(), nil
}

// AcceptAccessInvitation activates the access of an invitation. Of all who try with one token, one succeeds; the others
// are told the same as the bearer of a token that never was: ACCESS_INVITATION_NOT_VALID.
func (s *Service) AcceptAccessInvitation(ctx context.Context, visitor actor.Visitor, wanted AcceptAccessInvitationInput) (*Access, error) {
	const path = "input.invitationToken"
	found, err := s.redeemable(ctx, visitor, wanted.InvitationToken, path)
	if err != nil {
		return nil, err
	}
	// The bearer has no attempt: idempotency keys belong to applications. Without one, those of two users could be the same.
	bearer := actor.Caller{CompanyID: found.CompanyID, ApplicationName: invitee, RequestID: visitor.RequestID, ClientRequestID: visitor.ClientRequestID}
	hash := HashToken(wanted.InvitationToken)
	return commit.Run(ctx, s.Changes, bearer, "acceptAccessInvitation", func(ctx context.Context, change *commit.Change) (*Access, error) {
		before, err := s.read(ctx, bearer.CompanyID, found.ID)
		if err != nil {
			return nil, err
		}
		after, err := before.accept(hash, wanted.AgreementVersion, s.Agreement(), change.Now)
		if err != nil {
			return nil, at(path, err)
		}
		return after, change.Replace(before, after)
	})
}

// redeemable finds the access of a token that can be redeemed. It does the same whatever the token: one attempt is made with
// the token, and one access is looked for. Only a token that is not valid counts against the visitor.
func (s *Service) redeemable(ctx context.Context, visitor actor.Visitor, token, path string) (*Access, error) {
	hash := HashToken(token)
	var redeemable *Access
	allowed := s.AttemptsByToken.Allow(hash)
	if allowed {
		failures, key := s.failuresOf(visitor)
		var err error
		allowed, err = failures.Try(ctx, key, func() (failed bool, err error) {
			redeemable, err = s.invited(ctx, hash)
			return errors.Is(err, document.ErrAbsent), err
		})
		if errors.Is(err, document.ErrAbsent) {
			return nil, at(path, invitationNotValid().Err())
		}
		if err != nil {
			return nil, fmt.Errorf("looking for an invitation: %w", err)
		}
	}
	if !allowed {
		return nil, fault.New(fault.AccessInvitationRateExceeded).With(path, "has been tried too often from here").Err()
	}
	return redeemable, nil
}

// failuresOf returns what limits a visitor, and the key that they are counted by.
func (s *Service) failuresOf(visitor actor.Visitor) (FailureLimiter, string) {
	if visitor.ApplicationID != "" {
		return s.FailuresByApplication, visitor.ApplicationID
	}
	return s.FailuresByAddress, visitor.Address
}

// invited finds the access of an invitation. It returns document.ErrAbsent when there is none, or it cannot be redeemed.
func (s *Service) invited(ctx context.Context, hash string) (*Access, error) {
	found, err := s.Invitations.ByInvitationHash(ctx, hash)
	if err == nil && !found.redeemable(hash, s.Changes.Clock()) {
		return nil, document.ErrAbsent
	}
	return found, err
}

// at names the field that held the token, where an error is about that.
func at(path string, err error) error {
	var refused *fault.Error
	if errors.As(err, &refused) && refused.First().Reason == fault.AccessInvitationNotValid {
		return refused.First().With(path, "must be the token of an invitation that can be accepted").Err()
	}
	return err
}

// InvitationStatus returns what has become of an invitation by now.
func (s *Service) InvitationStatus(of Invitation) InvitationStatus {
	return of.StatusAt(s.Changes.Clock())
}
