package clock

import (
	"fmt"
	"sync"
	"time"

	"accessgraph/domain/id"
)

// IDs makes IDs in the order of a clock: each is greater than every ID of its kind that was made before. It is safe for
// concurrent use.
type IDs struct {
	clock *Clock

	mutex sync.Mutex
	// last is the latest millisecond that an ID was made for, and made how many were made for it.
	last int64
	made int
}

// NewIDs returns a maker of IDs.
func NewIDs(clock *Clock) *IDs { return &IDs{clock: clock} }

// New returns a new ID.
func (i *IDs) New(kind id.Kind) (string, error) {
	i.mutex.Lock()
	now := i.clock.Now().UnixMilli()
	switch {
	case now > i.last:
		i.last, i.made = now, 0
	case i.made+1 < id.PerMillisecond:
		i.made++
	default:
		i.last, i.made = i.last+1, 0
	}
	millisecond, sequence := i.last, i.made
	i.mutex.Unlock()
	text, err := id.Make(kind, millisecond, sequence)
	if err != nil {
		return "", fmt.Errorf("making an ID: %w", err)
	}
	return text, nil
}

// NotBefore has the clock of the IDs go on from a time that was told elsewhere.
func (i *IDs) NotBefore(at time.Time) { i.clock.NotBefore(at) }
