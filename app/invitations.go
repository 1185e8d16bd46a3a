package app

import (
	"time"

	"accessgraph/ratelimit"
)

// Limits of attempts with invitation tokens. They leave a user room to try again, and an office behind one address room
// to accept; a token cannot be guessed at any such rate.
const (
	addressBurst     = 30
	addressPerMinute = 30
	tokenBurst       = 10
	tokenPerMinute   = 10
	// attemptsKept is how many addresses, and how many tokens, are remembered, about a kilobyte each at most.
	attemptsKept = 10_000
)

// invitationAttempts counts attempts with invitation tokens. Tokens have a count of their own: made-up ones cannot push an
// address out of it.
type invitationAttempts struct{ byAddress, byToken *ratelimit.Attempts }

func countInvitationAttempts(clock func() time.Time) (invitationAttempts, error) {
	byAddress, err := ratelimit.NewAttempts(clock, addressBurst, addressPerMinute, attemptsKept)
	if err != nil {
		return invitationAttempts{}, err
	}
	byToken, err := ratelimit.NewAttempts(clock, tokenBurst, tokenPerMinute, attemptsKept)
	return invitationAttempts{byAddress: byAddress, byToken: byToken}, err
}
