package app

import (
	"time"

	"accessgraph/api"
	"accessgraph/internal/ratelimit"
)

// attemptsKept is how many addresses, applications and tokens are remembered, less than a kilobyte each.
const attemptsKept = 10_000

// invitationLimits hold up who tries out invitation tokens. Each has a count of its own, so that made-up tokens cannot push
// an address out of its count.
type invitationLimits struct {
	byAddress, byApplication *ratelimit.Failures[string]
	byToken                  *ratelimit.Attempts
}

func newInvitationLimits(clock func() time.Time, limits api.Limits) (created invitationLimits, err error) {
	if created.byAddress, err = ratelimit.NewFailures[string](clock, limits.FailedInvitationsPerAddress, attemptsKept); err != nil {
		return created, err
	}
	if created.byApplication, err = ratelimit.NewFailures[string](clock, limits.FailedInvitationsPerApplication, attemptsKept); err != nil {
		return created, err
	}
	created.byToken, err = ratelimit.NewAttempts(clock, limits.InvitationAttemptsPerToken, attemptsKept)
	return created, err
}
