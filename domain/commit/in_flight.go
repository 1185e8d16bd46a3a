package commit

import (
	"sync"
	"time"
)

const (
	// MaxAge is the maximum time from the beginning of a decision to its commit. A decision that took longer is made again.
	MaxAge = 10 * time.Second
	// Lag is the maximum time from the making of an ID to the moment at which its document appears in the store, by the clock of any
	// process: 10 seconds to decide, 10 to begin the last attempt of the transaction, 60 for its life (MongoDB's
	// transactionLifetimeLimitSeconds), 30 until MongoDB has aborted it, and 70 by which the clocks of two processes may differ.
	Lag = 3 * time.Minute
)

// InFlight knows which changes the process is deciding or committing. Their documents have IDs and cannot be read yet. It is safe for
// concurrent use.
type InFlight struct {
	mutex  sync.Mutex
	clocks []func() time.Time
	// oldest and latest are the ends of the list of flights, in the order in which they began.
	oldest, latest *flight
}

// flight is a change between its first ID and the end of its commit.
type flight struct {
	began time.Time
	// lingersUntil is set for a commit whose outcome is unknown: it may be carried out until then.
	lingersUntil   time.Time
	previous, next *flight
}

// AddClock adds the clock that the IDs of a runner are made by. It never runs backwards.
func (f *InFlight) AddClock(clock func() time.Time) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.clocks = append(f.clocks, clock)
}

// Horizon returns the time before which no document can have been created that appears later. Only documents that this process creates
// are considered. It is the zero time if nobody has added a clock.
func (f *InFlight) Horizon() time.Time {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var horizon time.Time
	for i, clock := range f.clocks {
		if now := clock(); i == 0 || now.Before(horizon) {
			horizon = now
		}
	}
	for f.oldest != nil && !f.oldest.lingersUntil.IsZero() && f.oldest.lingersUntil.Before(horizon) {
		f.remove(f.oldest)
	}
	if f.oldest != nil && f.oldest.began.Before(horizon) {
		horizon = f.oldest.began
	}
	return horizon
}

// begin adds a change that begins at a time of its runner's clock. It must be called before the first ID of the change is made.
func (f *InFlight) begin(change *flight, now time.Time) {
	change.began = now
	if f == nil {
		return
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	change.previous = f.latest
	if f.latest == nil {
		f.oldest = change
	} else {
		f.latest.next = change
	}
	f.latest = change
}

// end removes a change. If it is not known whether it was committed, it is removed once it cannot be any more.
func (f *InFlight) end(change *flight, isUnknown bool) {
	if f == nil {
		return
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if isUnknown {
		change.lingersUntil = change.began.Add(Lag)
		return
	}
	f.remove(change)
}

func (f *InFlight) remove(change *flight) {
	if change.previous == nil {
		f.oldest = change.next
	} else {
		change.previous.next = change.next
	}
	if change.next == nil {
		f.latest = change.previous
	} else {
		change.next.previous = change.previous
	}
}
