package ratelimit_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/ratelimit"
)

func newBuckets(t *testing.T, perMinute, clients int) (buckets *ratelimit.Buckets, pass func(time.Duration)) {
	t.Helper()
	now := time.Unix(1_000, 0)
	buckets, err := ratelimit.NewBuckets(func() time.Time { return now }, perMinute, clients)
	require.NoError(t, err)
	return buckets, func(passed time.Duration) { now = now.Add(passed) }
}

func TestBuckets_DebtIsWaitedFor(t *testing.T) {
	buckets, pass := newBuckets(t, 60, 10)
	require.Zero(t, buckets.Wait("a"))
	buckets.Spend("a", 59)
	require.Zero(t, buckets.Wait("a"), "one point is left")
	buckets.Spend("a", 31)
	require.Equal(t, 31*time.Second, buckets.Wait("a"), "30 points of debt, and the point to go on with")
	require.Zero(t, buckets.Wait("b"), "another client's bucket")
	pass(30 * time.Second)
	require.Equal(t, time.Second, buckets.Wait("a"))
	pass(time.Second)
	require.Zero(t, buckets.Wait("a"))
}

func TestBuckets_MoreThanABucketHolds(t *testing.T) {
	buckets, pass := newBuckets(t, 60, 10)
	buckets.Spend("a", 600)
	require.Equal(t, 541*time.Second, buckets.Wait("a"))
	pass(time.Hour)
	buckets.Spend("a", 60)
	require.Equal(t, time.Second, buckets.Wait("a"), "a bucket never holds more than a minute's points")
}

func TestBuckets_WaitTakesNothing(t *testing.T) {
	buckets, _ := newBuckets(t, 1, 10)
	for range 100 {
		require.Zero(t, buckets.Wait("a"))
	}
}

func TestBuckets_SpendingNothing(t *testing.T) {
	buckets, _ := newBuckets(t, 1, 10)
	buckets.Spend("a", 0)
	buckets.Spend("a", -7)
	require.Zero(t, buckets.Wait("a"))
}

func TestBuckets_ABoundedNumberIsRemembered(t *testing.T) {
	buckets, _ := newBuckets(t, 1, 2)
	buckets.Spend("a", 5)
	buckets.Spend("b", 5)
	require.Positive(t, buckets.Wait("a"), "looking at it is a use")
	buckets.Spend("c", 5)
	require.Positive(t, buckets.Wait("a"))
	require.Zero(t, buckets.Wait("b"), "the least recently used one is forgotten")
}

func TestNewBuckets_NoRoom(t *testing.T) {
	_, err := ratelimit.NewBuckets(time.Now, 1, 0)
	require.ErrorContains(t, err, "making room for rate limits")
}

func TestBuckets_AtTheSameTime(t *testing.T) {
	buckets, _ := newBuckets(t, 1000, 10)
	done := make(chan struct{})
	for client := range 4 {
		go func() {
			defer func() { done <- struct{}{} }()
			for range 1000 {
				buckets.Spend(strconv.Itoa(client%2), 1)
				buckets.Wait(strconv.Itoa(client % 2))
			}
		}()
	}
	for range 4 {
		<-done
	}
	for client := range 2 {
		require.Equal(t, time.Duration(60.06*float64(time.Second)), buckets.Wait(strconv.Itoa(client)).Round(time.Millisecond), "no point is lost")
	}
}
