package schedule

import (
	"slices"
	"time"
)

// Period is a time from an instant to another, which does not belong to it.
type Period struct{ From, To time.Time }

// within returns the part of the period between two instants, and reports whether there is one.
func (p Period) within(from, to time.Time) (Period, bool) {
	if p.From.Before(from) {
		p.From = from
	}
	if p.To.After(to) {
		p.To = to
	}
	return p, p.From.Before(p.To)
}

// Periods are periods, sorted and separate.
type Periods []Period

// joined sorts periods, and joins those that overlap or touch.
func (p Periods) joined() Periods {
	slices.SortFunc(p, func(a, b Period) int { return a.From.Compare(b.From) })
	var joined Periods
	for _, next := range p {
		if last := len(joined) - 1; last >= 0 && !next.From.After(joined[last].To) {
			if next.To.After(joined[last].To) {
				joined[last].To = next.To
			}
			continue
		}
		joined = append(joined, next)
	}
	return joined
}

// Union returns the periods of either.
func (p Periods) Union(others Periods) Periods { return slices.Concat(p, others).joined() }

// Intersection returns the periods of both.
func (p Periods) Intersection(others Periods) Periods {
	var common Periods
	for len(p) > 0 && len(others) > 0 {
		if both, ok := p[0].within(others[0].From, others[0].To); ok {
			common = append(common, both)
		}
		if p[0].To.Before(others[0].To) {
			p = p[1:]
		} else {
			others = others[1:]
		}
	}
	return common
}

// Status says whether something is open at an instant, and when that changes.
type Status struct {
	Open bool
	// ChangesAt is the next instant at which it is otherwise; nil if there is none within the Horizon.
	ChangesAt *time.Time
}

// firstHorizon is how far ahead the first look goes: nearly every schedule changes within a week.
const firstHorizon = 8 * 24 * time.Hour

// StatusAt returns the status at an instant of what open returns the periods of. It looks a week ahead, and further only if nothing
// changes in it.
func StatusAt(at time.Time, open func(from, to time.Time) Periods) Status {
	end := earlier(at.Add(Horizon), lastInstant())
	near := earlier(at.Add(firstHorizon), end)
	status := statusIn(open(at, near), at, near)
	if status.ChangesAt != nil {
		return status
	}
	return statusIn(open(at, end), at, end)
}

// lastInstant returns the end of the year 9999: no later instant can be written.
func lastInstant() time.Time { return time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC) }

func earlier(one, other time.Time) time.Time {
	if other.Before(one) {
		return other
	}
	return one
}

// statusIn returns the status at an instant by the periods from it to an end.
func statusIn(open Periods, at, end time.Time) Status {
	switch {
	case len(open) == 0:
		return Status{}
	case open[0].From.After(at):
		return Status{ChangesAt: &open[0].From}
	case open[0].To.Before(end):
		return Status{Open: true, ChangesAt: &open[0].To}
	default:
		return Status{Open: true}
	}
}
