package accessrule

import (
	"fmt"
	"time"

	"accessgraph/domain/text"
)

// update returns the validity with the limits that were given, each by itself, and notes what is wrong with it.
func (v IdentifierValidity) update(given UpdateValidity, fields *text.Fields) IdentifierValidity {
	if given.From.Given {
		v.From = stored(given.From.Value)
	}
	if given.To.Given {
		v.To = stored(given.To.Value)
	}
	if given.MaxPasses.Given {
		v.MaxPasses = given.MaxPasses.Value
	}
	if v.From != nil && v.To != nil && !v.From.Before(*v.To) {
		refuseOrder(given, fields)
	}
	if passes := given.MaxPasses.Value; passes != nil && (*passes < 1 || *passes > MaxPasses) {
		fields.Refuse("input.validity.maxPasses", fmt.Sprintf("must be between 1 and %d", MaxPasses))
	}
	return v
}

// refuseOrder names the end that was given; the later one, when both were.
func refuseOrder(given UpdateValidity, fields *text.Fields) {
	if given.To.Given {
		fields.Refuse("input.validity.to", "must be later than from")
	} else {
		fields.Refuse("input.validity.from", "must be earlier than to")
	}
}

// begun says whether the validity has begun at an instant: from is the first of it.
func (v IdentifierValidity) begun(at time.Time) bool { return v.From == nil || !at.Before(*v.From) }

// ended says whether the validity is over at an instant: to is the first after it.
func (v IdentifierValidity) ended(at time.Time) bool { return v.To != nil && !at.Before(*v.To) }

// leftAfter is how many passes are left once there are to be another number in all: those that were used stay used.
func leftAfter(before, left, after int) int { return max(0, after-(before-left)) }

// stored returns an instant as precisely as it is kept: in milliseconds.
func stored(instant *time.Time) *time.Time {
	if instant == nil {
		return nil
	}
	kept := instant.UTC().Truncate(time.Millisecond)
	return &kept
}
