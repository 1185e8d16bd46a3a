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

// invitee is the application name in audit records of users who accepted in person: they have no application.
const invitee = "invited user"

// invitedAccess is the result of inviteAccess.
type invitedAccess struct {
	Access *Access
	// token is shown once. It is unexported, so that a replay does not return it.
	token string
}

// InviteAccess invites the user of an INVITED access that its user manages, and returns the token for the user: a secret that
// cannot be read again. A new invitation voids the previous one. The token is empty in a replay.
func (s *Service) InviteAccess(ctx context.Context, caller actor.Caller, input InviteAccessInput) (*Access, string, error) {
	if err := checkID(inputPath, input.AccessID); err != nil {
		return nil, "", err
	}
	result, err := commit.Run(ctx, s.Changes, caller, "inviteAccess", func(ctx context.Context, change *commit.Change) (invitedAccess, error) {
		before, err := s.load(ctx, caller.CompanyID, input.AccessID)
		if err != nil {
			return invitedAccess{}, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return invitedAccess{}, err
		}
		token := newToken()
		after, err := before.invite(HashToken(token), input.ValidForHours, change.Now)
		if err != nil {
			return invitedAccess{}, err
		}
		return invitedAccess{after, token}, change.Replace(before, after)
	})
	return result.Access, result.token, err
}

// InvitationUserAgreement returns the agreement that the bearer of an invitation is asked to accept. It raises
// ACCESS_INVITATION_NOT_VALID for every token that cannot be redeemed, and ACCESS_INVITATION_RATE_EXCEEDED.
func (s *Service) InvitationUserAgreement(ctx context.Context, visitor actor.Visitor, token string) (UserAgreement, error) {
	if _, err := s.redeemable(ctx, visitor, token, "invitationToken"); err != nil {
		return UserAgreement{}, err
	}
	return s.Agreement(), nil
}

// AcceptAccessInvitation activates the access of an invitation. Of several concurrent requests with one token, one succeeds;
// the others raise ACCESS_INVITATION_NOT_VALID, as for a token that never existed.
func (s *Service) AcceptAccessInvitation(ctx context.Context, visitor actor.Visitor, input AcceptAccessInvitationInput) (*Access, error) {
	access, err := s.redeemable(ctx, visitor, input.InvitationToken, invitationTokenPath)
	if err != nil {
		return nil, err
	}
	// The bearer has no Attempt: idempotency keys belong to applications, and the keys of two users could be equal.
	bearer := actor.Caller{CompanyID: access.CompanyID, ApplicationName: invitee, RequestID: visitor.RequestID, ClientRequestID: visitor.ClientRequestID}
	hash := HashToken(input.InvitationToken)
	return commit.Run(ctx, s.Changes, bearer, "acceptAccessInvitation", func(ctx context.Context, change *commit.Change) (*Access, error) {
		before, err := s.load(ctx, bearer.CompanyID, access.ID)
		if err != nil {
			return nil, err
		}
		after, err := before.accept(hash, input.AgreementVersion, s.Agreement(), change.Now)
		if err != nil {
			return nil, withTokenPath(invitationTokenPath, err)
		}
		return after, change.Replace(before, after)
	})
}

// redeemable returns the access whose invitation has a redeemable token. Whatever the token, it does the same work: it counts
// one attempt and looks up one access. Only a token that cannot be redeemed counts against the visitor.
func (s *Service) redeemable(ctx context.Context, visitor actor.Visitor, token, path string) (*Access, error) {
	hash := HashToken(token)
	var access *Access
	allowed := s.AttemptsByToken.Allow(hash)
	if allowed {
		failures, key := s.failuresOf(visitor)
		var err error
		allowed, err = failures.Try(ctx, key, func() (failed bool, err error) {
			access, err = s.accessByHash(ctx, hash)
			return errors.Is(err, document.ErrAbsent), err
		})
		if errors.Is(err, document.ErrAbsent) {
			return nil, withTokenPath(path, invitationNotValid().Err())
		}
		if err != nil {
			return nil, fmt.Errorf("looking for an invitation: %w", err)
		}
	}
	if !allowed {
		return nil, fault.New(fault.AccessInvitationRateExceeded).With(path, "has been tried too often from here").Err()
	}
	return access, nil
}

// failuresOf returns the limiter of a visitor, and the key under which their failures are counted.
func (s *Service) failuresOf(visitor actor.Visitor) (FailureLimiter, string) {
	if visitor.ApplicationID != "" {
		return s.FailuresByApplication, visitor.ApplicationID
	}
	return s.FailuresByAddress, visitor.Address
}

// accessByHash returns the access whose invitation has a token with the hash. It returns document.ErrAbsent if there is none,
// or if the token cannot be redeemed.
func (s *Service) accessByHash(ctx context.Context, hash string) (*Access, error) {
	access, err := s.Invitations.ByInvitationHash(ctx, hash)
	if err == nil && !access.isRedeemable(hash, s.Changes.Clock()) {
		return nil, document.ErrAbsent
	}
	return access, err
}

// InvitationStatus returns the current status of an invitation.
func (s *Service) InvitationStatus(invitation Invitation) InvitationStatus {
	return invitation.StatusAt(s.Changes.Clock())
}
