package app

import (
	"time"

	"accessgraph/api"
	"accessgraph/ratelimit"
)

// attemptsKept is how many addresses, and how many tokens, are remembered, about a kilobyte each at most.
const attemptsKept = 10_000

// invitationAttempts counts attempts with invitation tokens. Tokens have a count of their own: made-up ones cannot push an
// address out of it.
type invitationAttempts struct{ byAddress, byToken *ratelimit.Attempts }

func countInvitationAttempts(clock func() time.Time, limits api.Limits) (invitationAttempts, error) {
	byAddress, err := ratelimit.NewAttempts(clock, limits.InvitationAttemptsPerAddress, attemptsKept)
	if err != nil {
		return invitationAttempts{}, err
	}
	byToken, err := ratelimit.NewAttempts(clock, limits.InvitationAttemptsPerToken, attemptsKept)
	return invitationAttempts{byAddress: byAddress, byToken: byToken}, err
}
