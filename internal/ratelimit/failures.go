package ratelimit

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"
)

// Failures limits attempts of which some fail, by a key such as an address: so many may fail in a minute, and what
// succeeds is free. It is safe for concurrent use. It counts in this process only.
type Failures[K comparable] struct {
	clock     func() time.Time
	perMinute int

	mutex sync.Mutex
	// buckets holds the keys that failed lately, and those with attempts under way. It is bounded: the one that was used
	// least recently is forgotten first.
	buckets *simplelru.LRU[K, *bucket]
}

// bucket is the state of one key.
type bucket struct {
	limiter  *rate.Limiter
	underWay int
	// settled is closed when the next attempt ends.
	settled chan struct{}
}

// NewFailures allows perMinute failures with each key in a minute, all of them at once if need be. It remembers so many keys.
func NewFailures[K comparable](clock func() time.Time, perMinute, keys int) (*Failures[K], error) {
	buckets, err := simplelru.NewLRU[K, *bucket](keys, nil)
	if err != nil {
		return nil, fmt.Errorf("making room for rate limits: %w", err)
	}
	return &Failures[K]{clock: clock, perMinute: perMinute, buckets: buckets}, nil
}

// Try runs an attempt with a key and counts it if it reports that it failed. It reports false, and runs nothing, when too
// many with the key have failed. There are never more attempts under way than may still fail: the others wait for those, so
// that neither a burst of failures goes beyond the limit nor a burst of successes runs into it. The error is the attempt's,
// or that of the context while waiting.
func (f *Failures[K]) Try(ctx context.Context, key K, attempt func() (failed bool, err error)) (allowed bool, err error) {
	entered, allowed, err := f.enter(ctx, key)
	if err != nil || !allowed {
		return false, err
	}
	failed := false
	defer func() { f.leave(key, entered, failed) }()
	failed, err = attempt()
	return true, err
}

// enter takes a place among the attempts under way, and waits for one if need be.
func (f *Failures[K]) enter(ctx context.Context, key K) (*bucket, bool, error) {
	for {
		current, settled, allowed := f.take(key)
		if settled == nil {
			return current, allowed, nil
		}
		select {
		case <-settled:
		case <-ctx.Done():
			return nil, false, fmt.Errorf("waiting for other attempts: %w", ctx.Err())
		}
	}
}

// take takes a place if there is one. It returns a channel to wait for if there may be one later.
func (f *Failures[K]) take(key K) (current *bucket, settled <-chan struct{}, allowed bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	current, exists := f.buckets.Get(key)
	if !exists {
		current = &bucket{limiter: newLimiter(f.perMinute), settled: make(chan struct{})}
		f.buckets.Add(key, current)
	}
	left := current.limiter.TokensAt(f.clock())
	switch {
	case left < 1:
		return current, nil, false
	case left-float64(current.underWay) < 1:
		return current, current.settled, false
	default:
		current.underWay++
		return current, nil, true
	}
}

// leave gives the place back, and counts a failure.
func (f *Failures[K]) leave(key K, entered *bucket, failed bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	now := f.clock()
	entered.underWay--
	if failed {
		entered.limiter.ReserveN(now, 1)
	}
	close(entered.settled)
	entered.settled = make(chan struct{})
	if current, exists := f.buckets.Peek(key); exists && current == entered && entered.unused(now) {
		f.buckets.Remove(key)
	}
}

// unused reports whether a bucket is like a new one.
func (b *bucket) unused(now time.Time) bool {
	return b.underWay == 0 && b.limiter.TokensAt(now) >= float64(b.limiter.Burst())
}

// newLimiter allows so many at once, and as many in every minute.
func newLimiter(perMinute int) *rate.Limiter {
	return rate.NewLimiter(rate.Limit(float64(perMinute)/time.Minute.Seconds()), perMinute)
}
