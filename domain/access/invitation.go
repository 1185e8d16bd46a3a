package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"accessgraph/domain/fault"
)

// Bounds of the time that an invitation is valid for, in hours.
const (
	shortestInvitation = 1
	longestInvitation  = 720
)

// Invitation is a user's invitation to accept an access in person. A new one takes the place of the old.
type Invitation struct {
	SentAt     time.Time  `bson:"sentAt"`
	ExpiresAt  time.Time  `bson:"expiresAt"`
	AcceptedAt *time.Time `bson:"acceptedAt"`
}

// InvitationStatus is what has become of an invitation.
type InvitationStatus string

// The statuses of an invitation.
const (
	InvitationPending  InvitationStatus = "PENDING"
	InvitationAccepted InvitationStatus = "ACCEPTED"
	InvitationExpired  InvitationStatus = "EXPIRED"
)

// StatusAt returns the status at some time.
func (i Invitation) StatusAt(at time.Time) InvitationStatus {
	switch {
	case i.AcceptedAt != nil:
		return InvitationAccepted
	case at.Before(i.ExpiresAt):
		return InvitationPending
	default:
		return InvitationExpired
	}
}

// An invitation token is `accessinvite_` and random letters and digits with more than 128 random bits.
const tokenPrefix = "accessinvite_"

func newToken() string { return tokenPrefix + rand.Text() }

// HashToken returns what is stored of a token: its SHA-256 in lower-case hex. A token has too many random bits to be
// guessed from that, so no slow hash is needed. What is no token at all has a hash as well: nothing tells the two apart.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// InviteAccessInput asks for a user to be invited to accept an access.
type InviteAccessInput struct {
	AccessID string
	// ValidForHours is 1 to 720.
	ValidForHours   int
	ExpectedVersion *int
}

// AcceptAccessInvitationInput accepts an access in person.
type AcceptAccessInvitationInput struct {
	InvitationToken string
	// AgreementVersion is the version of the user agreement that was read.
	AgreementVersion string
}

// invite returns the access with a new invitation, by the hash of its token, in the place of an earlier one.
func (a *Access) invite(hash string, hours int, at time.Time) (*Access, error) {
	if hours < shortestInvitation || hours > longestInvitation {
		return nil, fault.New(fault.DataNotValid).With("input.validForHours",
			"must be between "+fault.Number(shortestInvitation)+" and "+fault.Number(longestInvitation)).Err()
	}
	if err := a.check(Invite); err != nil {
		return nil, err
	}
	after := *a
	after.Invitation = &Invitation{SentAt: at, ExpiresAt: at.Add(time.Duration(hours) * time.Hour)}
	after.InvitationHash = &hash
	return &after, nil
}

// redeemable says whether the token with a hash can be redeemed for the access.
func (a *Access) redeemable(hash string, at time.Time) bool {
	return a.InvitationHash != nil && *a.InvitationHash == hash && a.Invitation != nil &&
		a.Invitation.StatusAt(at) == InvitationPending && a.check(Accept) == nil
}

// accept returns the access as it is once its user has accepted the agreement. The token is used up.
func (a *Access) accept(hash, agreementVersion string, agreement UserAgreement, at time.Time) (*Access, error) {
	if !a.redeemable(hash, at) {
		return nil, invitationNotValid().Err()
	}
	if err := agreement.checkVersion(agreementVersion); err != nil {
		return nil, err
	}
	after, invitation := *a, *a.Invitation
	invitation.AcceptedAt = &at
	after.Invitation, after.InvitationHash = &invitation, nil
	after.State = Active
	after.Activation = &Activation{At: at, AgreementVersion: agreement.Version}
	return &after, nil
}

// invitationNotValid is what the bearer of a token is told, whatever the token's trouble.
func invitationNotValid() fault.Fault { return fault.New(fault.AccessInvitationNotValid) }
