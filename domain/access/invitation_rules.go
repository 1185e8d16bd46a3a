package access

import (
	"errors"
	"time"

	"accessgraph/domain/fault"
)

// invite returns the access with a new invitation, whose token has the hash. It replaces the previous invitation.
func (a *Access) invite(hash string, hours int, at time.Time) (*Access, error) {
	if err := validateHours(hours); err != nil {
		return nil, err
	}
	if err := a.requireAllowed(Invite, at); err != nil {
		return nil, err
	}
	after := *a
	after.Invitation = &Invitation{SentAt: at, ExpiresAt: at.Add(time.Duration(hours) * time.Hour)}
	after.InvitationHash = &hash
	return &after, nil
}

// revokeInvitation returns the access without its pending invitation: the token is void.
func (a *Access) revokeInvitation(at time.Time) (*Access, error) {
	if err := a.requireAllowed(RevokeInvitation, at); err != nil {
		return nil, err
	}
	after, invitation := *a, *a.Invitation
	invitation.RevokedAt = &at
	after.Invitation, after.InvitationHash = &invitation, nil
	return &after, nil
}

func (a *Access) hasPendingInvitation(at time.Time) bool {
	return a.Invitation != nil && a.Invitation.StatusAt(at) == InvitationPending
}

// isRedeemable reports whether the token with a hash can be redeemed for the access.
func (a *Access) isRedeemable(hash string, at time.Time) bool {
	return a.InvitationHash != nil && *a.InvitationHash == hash && a.hasPendingInvitation(at) && a.requireAllowed(Accept, at) == nil
}

// accept returns the access after its user has accepted the agreement. The token is used up.
func (a *Access) accept(hash, agreementVersion string, agreement UserAgreement, at time.Time) (*Access, error) {
	if !a.isRedeemable(hash, at) {
		return nil, invitationNotValid().Err()
	}
	if err := agreement.requireVersion(agreementVersion); err != nil {
		return nil, err
	}
	after, invitation := *a, *a.Invitation
	invitation.AcceptedAt = &at
	after.Invitation = &invitation
	after.State = Active
	after.Activation = a.newActivation(agreement, nil, at)
	return &after, nil
}

// invitationNotValid returns the same fault for every token that cannot be redeemed, so that the reason stays hidden.
func invitationNotValid() fault.Fault { return fault.New(fault.AccessInvitationNotValid) }

// withTokenPath adds the path of the token to an ACCESS_INVITATION_NOT_VALID. Other errors are returned unchanged.
func withTokenPath(path string, err error) error {
	var refusal *fault.Error
	if errors.As(err, &refusal) && refusal.First().Reason == fault.AccessInvitationNotValid {
		return refusal.First().With(path, "must be the token of an invitation that can be accepted").Err()
	}
	return err
}
