package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Invitation is an invitation of a user to accept an access in person. A new invitation replaces the previous one.
type Invitation struct {
	SentAt     time.Time  `bson:"sentAt"`
	ExpiresAt  time.Time  `bson:"expiresAt"`
	AcceptedAt *time.Time `bson:"acceptedAt"`
	// RevokedAt is nil unless the invitation was revoked before it was accepted.
	RevokedAt *time.Time `bson:"revokedAt"`
}

// InvitationStatus is the status of an invitation.
type InvitationStatus string

// The statuses of an invitation.
const (
	InvitationPending  InvitationStatus = "PENDING"
	InvitationAccepted InvitationStatus = "ACCEPTED"
	InvitationRevoked  InvitationStatus = "REVOKED"
	InvitationExpired  InvitationStatus = "EXPIRED"
)

// StatusAt returns the status of the invitation at an instant.
func (i Invitation) StatusAt(at time.Time) InvitationStatus {
	switch {
	case i.AcceptedAt != nil:
		return InvitationAccepted
	case i.RevokedAt != nil:
		return InvitationRevoked
	case at.Before(i.ExpiresAt):
		return InvitationPending
	default:
		return InvitationExpired
	}
}

// An invitation token is this prefix followed by letters and digits with more than 128 random bits.
const tokenPrefix = "accessinvite_"

func newToken() string { return tokenPrefix + rand.Text() }

// HashToken returns the stored form of a token: its SHA-256 in lower-case hex. White space around a token, such as the line break
// that was copied with it, does not belong to it. A token has too many random bits to be guessed
// from its hash, so no slow hash is needed. Any text has a hash, so that a malformed token cannot be told from an unknown one.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(token)))
	return hex.EncodeToString(sum[:])
}
