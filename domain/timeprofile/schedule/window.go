package schedule

import (
	"slices"
	"time"
)

// Hours are the hours of a day from a local time to another, which does not belong to them. If To is not after From, they end on the
// next day by the calendar.
type Hours struct {
	From LocalTime
	To   LocalTime
}

// span is a range of minutes on the timeline of a date, which begins at its midnight and goes on over the next day: 0 to 2,880.
// The end does not belong to it.
type span struct{ from, to int }

// span returns the hours on the timeline of the date on which they begin.
func (h Hours) span() span {
	if h.To > h.From {
		return span{int(h.From), int(h.To)}
	}
	return span{int(h.From), int(h.To) + minutesPerDay}
}

// Window is a range of hours on some days of the week.
type Window struct {
	// Days are the days on which the hours begin: at least one.
	Days  []time.Weekday
	Hours Hours
	// FirstDay and LastDay are the first and the last date on which the hours begin; nil for none.
	FirstDay *Date
	LastDay  *Date
}

// beginsOn reports whether the hours of the window begin on a date.
func (w Window) beginsOn(date Date) bool {
	switch {
	case w.FirstDay != nil && date.Before(*w.FirstDay):
		return false
	case w.LastDay != nil && w.LastDay.Before(date):
		return false
	default:
		return slices.Contains(w.Days, date.weekday())
	}
}

// union returns the spans sorted, and joined where they overlap or touch.
func union(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	joined := spans[:0]
	for _, next := range spans {
		if last := len(joined) - 1; last >= 0 && next.from <= joined[last].to {
			joined[last].to = max(joined[last].to, next.to)
			continue
		}
		joined = append(joined, next)
	}
	return joined
}

// intersection returns what two lists of sorted, separate spans have in common.
func intersection(one, other []span) []span {
	var common []span
	for len(one) > 0 && len(other) > 0 {
		from, to := max(one[0].from, other[0].from), min(one[0].to, other[0].to)
		if from < to {
			common = append(common, span{from, to})
		}
		if one[0].to < other[0].to {
			one = one[1:]
		} else {
			other = other[1:]
		}
	}
	return common
}
