// Package clock provides a clock that never runs backwards, and IDs in the order of its times.
//
// The wall clock of a machine can be set back. IDs must not go back with it: lists are sorted by ID, and a reader that follows the
// audit log would miss records that are written before its position.
package clock

import (
	"sync"
	"time"
)

// Clock is a clock that does not run backwards: while the wall clock is behind the latest time of the Clock, the Clock continues from
// its latest time. It is safe for concurrent use.
type Clock struct {
	wall func() time.Time

	mutex sync.Mutex
	// latest is the latest time of the Clock, and wallAtLatest the time of the wall clock at that moment.
	latest, wallAtLatest time.Time
}

// New returns a clock that is based on a wall clock, such as time.Now.
func New(wall func() time.Time) *Clock { return &Clock{wall: wall} }

// Now returns the current time, in UTC with milliseconds. It never returns an earlier time than before.
func (c *Clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	wall := c.wall()
	now := wall
	if wall.Before(c.latest) {
		// Sub uses the monotonic reading of time.Now, so the elapsed time is correct even if the wall clock was set back.
		now = c.latest.Add(max(0, wall.Sub(c.wallAtLatest)))
	}
	c.latest, c.wallAtLatest = now, wall
	return now.UTC().Truncate(time.Millisecond)
}

// NotBefore moves the clock forward to a time of another clock, such as that of an earlier process or of another machine.
func (c *Clock) NotBefore(at time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if at.After(c.latest) {
		c.latest, c.wallAtLatest = at, c.wall()
	}
}
