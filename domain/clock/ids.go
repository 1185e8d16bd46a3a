package clock

import (
	"fmt"
	"sync"
	"time"

	"accessgraph/domain/id"
)

// IDs makes IDs in the order of a clock: each ID sorts after all earlier IDs of its kind. It is safe for concurrent use.
type IDs struct {
	clock *Clock

	mutex sync.Mutex
	// millisecond is the millisecond of the latest ID, and number its number within the millisecond.
	millisecond int64
	number      int
}

// NewIDs returns IDs in the order of a clock.
func NewIDs(clock *Clock) *IDs { return &IDs{clock: clock} }

// New returns a new ID.
func (i *IDs) New(kind id.Kind) (string, error) {
	i.mutex.Lock()
	now := i.clock.Now().UnixMilli()
	switch {
	case now > i.millisecond:
		i.millisecond, i.number = now, 0
	case i.number+1 < id.PerMillisecond:
		i.number++
	default:
		i.millisecond, i.number = i.millisecond+1, 0
	}
	millisecond, number := i.millisecond, i.number
	i.mutex.Unlock()
	text, err := id.Make(kind, millisecond, number)
	if err != nil {
		return "", fmt.Errorf("making an ID: %w", err)
	}
	return text, nil
}

// NotBefore moves the clock of the IDs forward to a time of another clock.
func (i *IDs) NotBefore(at time.Time) { i.clock.NotBefore(at) }
