package ratelimit

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Attempts counts attempts by a key, such as an address or a token. It is safe for concurrent use. The
// count is this process's own.
type Attempts struct {
	clock     func() time.Time
	perMinute int
	// limiters are bounded: the key that was least recently tried is forgotten first.
	limiters *lru.Cache[string, *rate.Limiter]
}

// NewAttempts allows so many attempts with each key in a minute, all of them at once if need be. It remembers so many keys.
func NewAttempts(clock func() time.Time, perMinute, keys int) (*Attempts, error) {
	limiters, err := lru.New[string, *rate.Limiter](keys)
	if err != nil {
		return nil, fmt.Errorf("making room for rate limits: %w", err)
	}
	return &Attempts{clock: clock, perMinute: perMinute, limiters: limiters}, nil
}

// Allow counts an attempt, and reports whether it is within the limit.
func (a *Attempts) Allow(key string) bool {
	fresh := newLimiter(a.perMinute)
	limiter, exists, _ := a.limiters.PeekOrAdd(key, fresh)
	if !exists {
		limiter = fresh
	}
	a.limiters.Get(key) // so that it counts as used
	return limiter.AllowN(a.clock(), 1)
}
