package accessrule

import (
	"fmt"
	"time"

	"accessgraph/domain/inputs"
)

// update returns the validity after an update, which sets each limit by itself, and reports the problems of the result.
func (v IdentifierValidity) update(input IdentifierValidityInput, fields *inputs.Fields) IdentifierValidity {
	input.From.ApplyNullable(func(from *time.Time) { v.From = storedTime(from) })
	input.To.ApplyNullable(func(to *time.Time) { v.To = storedTime(to) })
	input.MaxPasses.ApplyNullable(func(limit *int) { v.MaxPasses = limit })
	if v.From != nil && v.To != nil && !v.From.Before(*v.To) {
		rejectOrder(input, fields)
	}
	if limit := input.MaxPasses.Value; limit != nil && (*limit < 1 || *limit > MaxPasses) {
		fields.Reject(maxPassesPath, fmt.Sprintf("must be between 1 and %d", MaxPasses))
	}
	return v
}

// rejectOrder rejects the limit that the input sets, or the later one if it sets both.
func rejectOrder(input IdentifierValidityInput, fields *inputs.Fields) {
	if input.To.IsSet {
		fields.Reject(validityToPath, "must be later than from")
	} else {
		fields.Reject(validityFromPath, "must be earlier than to")
	}
}

// hasBegun reports whether the validity has begun at an instant. From itself is valid.
func (v IdentifierValidity) hasBegun(at time.Time) bool { return v.From == nil || !at.Before(*v.From) }

// hasEnded reports whether the validity has ended at an instant. To itself is not valid.
func (v IdentifierValidity) hasEnded(at time.Time) bool { return v.To != nil && !at.Before(*v.To) }

// passesLeftAfter returns the passes that are left after the limit changes: the used passes stay used.
func passesLeftAfter(limitBefore, left, limitAfter int) int {
	return max(0, limitAfter-(limitBefore-left))
}

// storedTime returns an instant in the precision in which it is stored: milliseconds. It returns nil for nil.
func storedTime(instant *time.Time) *time.Time {
	if instant == nil {
		return nil
	}
	return new(instant.UTC().Truncate(time.Millisecond))
}
