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
		if err := before.requireNotErased(); err != nil {
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

// RevokeAccessInvitation takes the pending invitation of an access back: its token is void from then on. Of a revocation and an
// acceptance at the same time, one succeeds.
func (s *Service) RevokeAccessInvitation(ctx context.Context, caller actor.Caller, input RevokeAccessInvitationInput) (*Access, error) {
	return s.change(ctx, caller, "revokeAccessInvitation", input.AccessID, input.ExpectedVersion,
		func(_ context.Context, before *Access, change *commit.Change) (*Access, error) {
			return before.revokeInvitation(change.Now)
		})
}

// InvitationUserAgreement returns the agreement that the bearer of an invitation is asked to accept. It raises
// ACCESS_INVITATION_NOT_VALID for every token that cannot be redeemed, and ACCESS_INVITATION_RATE_EXCEEDED.
func (s *Service) InvitationUserAgreement(ctx context.Context, visitor actor.Visitor, token string) (NamedAgreement, error) {
	visitor.Attempt = nil
	access, err := s.redeemable(ctx, visitor, token, "invitationToken")
	if err != nil {
		return NamedAgreement{}, err
	}
	return s.agreementFor(access), nil
}

// AcceptAccessInvitation activates the access of an invitation. Of several concurrent requests with one token, one succeeds;
// the others raise ACCESS_INVITATION_NOT_VALID, as for a token that never existed, unless they are retries with its
// idempotency key.
func (s *Service) AcceptAccessInvitation(ctx context.Context, visitor actor.Visitor, input AcceptAccessInvitationInput) (*Access, error) {
	access, err := s.redeemable(ctx, visitor, input.InvitationToken, invitationTokenPath)
	if err != nil {
		return nil, err
	}
	hash := HashToken(input.InvitationToken)
	bearer := bearerOf(access, visitor, hash)
	return commit.Run(ctx, s.Changes, bearer, "acceptAccessInvitation", func(ctx context.Context, change *commit.Change) (*Access, error) {
		before, err := s.load(ctx, access.CompanyID, access.ID)
		if err != nil {
			return nil, err
		}
		after, err := before.accept(hash, input.AgreementVersion, s.Agreement(), change.Now)
		if err != nil {
			return nil, withTokenPath(invitationTokenPath, err)
		}
		refs, err := s.referencesOf(ctx, after)
		if err != nil {
			return nil, fmt.Errorf("accepting an invitation: %w", err)
		}
		if len(refs.Blockers()) > 0 {
			return nil, withTokenPath(invitationTokenPath, invitationNotValid().Err())
		}
		refs.relyOn(change)
		return after, change.Replace(before, after)
	})
}

// bearerOf returns the visitor who has come with the token of an access's invitation. Whatever key they may have sent, they have no
// application, and the token is the scope of their idempotency keys.
func bearerOf(access *Access, visitor actor.Visitor, hash string) actor.Caller {
	return actor.Caller{
		CompanyID: access.CompanyID, ApplicationName: invitee, RequestID: visitor.RequestID, ClientRequestID: visitor.ClientRequestID,
		Attempt: visitor.Attempt, Bearer: hash,
	}
}

// redeemable returns the access whose invitation has a redeemable token, or had one when an earlier request with the visitor's
// idempotency key redeemed it. It counts one attempt, whatever the token. Only a token that cannot be redeemed counts against the
// visitor.
func (s *Service) redeemable(ctx context.Context, visitor actor.Visitor, token, path string) (*Access, error) {
	hash := HashToken(token)
	var access *Access
	allowed := s.AttemptsByToken.Allow(hash)
	if allowed {
		failures, key := s.failuresOf(visitor)
		var err error
		allowed, err = failures.Try(ctx, key, func() (failed bool, err error) {
			access, err = s.accessByHash(ctx, visitor, hash)
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

// accessByHash returns the access whose invitation has a token with the hash. It returns document.ErrAbsent if there is none, or
// if the token cannot be redeemed: by itself, or because of what the access refers to.
func (s *Service) accessByHash(ctx context.Context, visitor actor.Visitor, hash string) (*Access, error) {
	access, err := s.Invitations.ByInvitationHash(ctx, hash)
	if err != nil {
		return nil, err
	}
	if !access.isRedeemable(hash, s.Changes.Clock()) {
		isRetry, err := s.Changes.HasOutcome(ctx, bearerOf(access, visitor, hash))
		if err == nil && !isRetry {
			err = document.ErrAbsent
		}
		return access, err
	}
	refs, err := s.referencesOf(ctx, access)
	if err != nil {
		return nil, fmt.Errorf("reading an access by its invitation: %w", err)
	}
	if len(refs.Blockers()) > 0 {
		return nil, document.ErrAbsent
	}
	return access, nil
}

// InvitationStatus returns the current status of an invitation.
func (s *Service) InvitationStatus(invitation Invitation) InvitationStatus {
	return invitation.StatusAt(s.Changes.Clock())
}
