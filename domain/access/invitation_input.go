package access

import "accessgraph/domain/fault"

// Limits of the validity of an invitation, in hours.
const (
	shortestInvitation = 1
	longestInvitation  = 720
)

const invitationTokenPath = "input.invitationToken"

// InviteAccessInput is the input of inviteAccess.
type InviteAccessInput struct {
	AccessID string
	// ValidForHours is 1 to 720.
	ValidForHours   int
	ExpectedVersion *int
}

// RevokeAccessInvitationInput is the input of revokeAccessInvitation.
type RevokeAccessInvitationInput struct {
	AccessID        string
	ExpectedVersion *int
}

// AcceptAccessInvitationInput is the input of acceptAccessInvitation.
type AcceptAccessInvitationInput struct {
	InvitationToken string
	// AgreementVersion is the version of the user agreement that the user has read.
	AgreementVersion string
}

// validateHours raises DATA_NOT_VALID if an invitation is valid for too short or too long a time.
func validateHours(hours int) error {
	if hours < shortestInvitation || hours > longestInvitation {
		return fault.New(fault.DataNotValid).With("input.validForHours",
			"must be between "+fault.Number(shortestInvitation)+" and "+fault.Number(longestInvitation)).Err()
	}
	return nil
}
