// Package clock tells times that never run backwards, and makes IDs in their order.
//
// The wall clock of a machine can be set back, by hand or by its time service. What is stored must not go back with it:
// lists are in the order of IDs, and a follower of the audit log would miss what is written before its place in it.
package clock

import (
	"sync"
	"time"
)

// Clock is a wall clock that does not run backwards: while the wall clock is behind the latest time that it told or was
// shown, it goes on from there. It is safe for concurrent use.
type Clock struct {
	wall func() time.Time

	mutex sync.Mutex
	// mark is the latest time that was told or shown, and seen what the wall clock said then.
	mark, seen time.Time
}

// New returns a clock over a wall clock, such as time.Now.
func New(wall func() time.Time) *Clock { return &Clock{wall: wall} }

// Now returns the time in UTC with milliseconds, and never an earlier one than before.
func (c *Clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	now := c.wall()
	told := now
	if now.Before(c.mark) {
		// What has passed since then is known all the same where the wall clock has a monotonic reading, as time.Now has.
		told = c.mark.Add(max(0, now.Sub(c.seen)))
	}
	c.mark, c.seen = told, now
	return told.UTC().Truncate(time.Millisecond)
}

// NotBefore has the clock go on from a time that was told elsewhere: by an earlier process, or by one on another machine.
func (c *Clock) NotBefore(at time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if at.After(c.mark) {
		c.mark, c.seen = at, c.wall()
	}
}
