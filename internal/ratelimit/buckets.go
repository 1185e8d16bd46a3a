package ratelimit

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Buckets holds a budget of points for each client, which refills by the minute. What a request costs is known only
// after it, so a bucket may go into debt, and its client waits until that is paid. It is safe for concurrent use. The
// count is this process's own.
type Buckets struct {
	clock     func() time.Time
	perMinute int
	// clients is bounded: the least recently used bucket is forgotten first, and its debt with it.
	clients *lru.Cache[string, *rate.Limiter]
}

// NewBuckets returns full buckets. One holds the points of a minute. So many clients are remembered.
func NewBuckets(clock func() time.Time, perMinute, clients int) (*Buckets, error) {
	cache, err := lru.New[string, *rate.Limiter](clients)
	if err != nil {
		return nil, fmt.Errorf("making room for rate limits: %w", err)
	}
	return &Buckets{clock: clock, perMinute: perMinute, clients: cache}, nil
}

// Wait returns how long a client has to wait for a point; 0 when there is one. It takes none.
func (b *Buckets) Wait(client string) time.Duration {
	bucket, ok := b.clients.Get(client)
	if !ok {
		return 0
	}
	missing := 1 - bucket.TokensAt(b.clock())
	if missing <= 0 {
		return 0
	}
	return time.Duration(missing / float64(bucket.Limit()) * float64(time.Second))
}

// Spend takes points from a client's bucket, into debt if need be.
func (b *Buckets) Spend(client string, points int) {
	bucket, now := b.bucket(client), b.clock()
	for points > 0 {
		part := min(points, bucket.Burst()) // a reservation cannot be larger than the bucket
		bucket.ReserveN(now, part)
		points -= part
	}
}

func (b *Buckets) bucket(client string) *rate.Limiter {
	if bucket, ok := b.clients.Get(client); ok {
		return bucket
	}
	full := newLimiter(b.perMinute)
	if bucket, ok, _ := b.clients.PeekOrAdd(client, full); ok {
		return bucket
	}
	return full
}
