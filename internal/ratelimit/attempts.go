package ratelimit

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Attempts counts attempts by what they are made with, such as an address or a token. It is safe for concurrent use. The
// count is this process's own.
type Attempts struct {
	clock     func() time.Time
	perMinute int
	// kept is bounded: what was tried least recently is forgotten first.
	kept *lru.Cache[string, *rate.Limiter]
}

// NewAttempts allows so many attempts with each key in a minute, all of them at once if need be. It remembers so many keys.
func NewAttempts(clock func() time.Time, perMinute, keys int) (*Attempts, error) {
	kept, err := lru.New[string, *rate.Limiter](keys)
	if err != nil {
		return nil, fmt.Errorf("making room for rate limits: %w", err)
	}
	return &Attempts{clock: clock, perMinute: perMinute, kept: kept}, nil
}

// Allow counts an attempt, and says whether it is within the limit.
func (a *Attempts) Allow(key string) bool {
	fresh := newLimiter(a.perMinute)
	limiter, known, _ := a.kept.PeekOrAdd(key, fresh)
	if !known {
		limiter = fresh
	}
	a.kept.Get(key) // so that it counts as used
	return limiter.AllowN(a.clock(), 1)
}
