package schedule

import (
	"slices"
	"sort"
	"time"
)

// Horizon is how far ahead of an instant a schedule is asked for its next change: every date of a year, and a leap day.
const Horizon = 366 * 24 * time.Hour

// Schedule is what a time profile says of every instant: whether it is open. An instant is open if its local date and time lie in
// a window of that date, or in one of the day before by the calendar that crosses midnight. A local hour that a zone leaves out
// opens nothing, and one that it repeats opens twice.
type Schedule struct {
	Zone    *time.Location
	Windows []Window
	// Calendars are the calendars of holidays. What they leave of a date is what all of them leave.
	Calendars []*Calendar
}

// IsOpen reports whether the schedule is open at an instant.
func (s *Schedule) IsOpen(at time.Time) bool {
	local := at.In(s.Zone)
	date := dateOf(local)
	// Windows have whole minutes, so the seconds do not count.
	minute := 60*local.Hour() + local.Minute()
	return contains(s.hoursOf(date), minute) || contains(s.hoursOf(dateOfNumber(date.number()-1)), minute+minutesPerDay)
}

func contains(spans []span, minute int) bool {
	return slices.ContainsFunc(spans, func(each span) bool { return each.from <= minute && minute < each.to })
}

// hoursOf returns the open hours that begin on a date, on its timeline, sorted and separate.
func (s *Schedule) hoursOf(date Date) []span {
	var hours []span
	for _, window := range s.Windows {
		if window.beginsOn(date) {
			hours = append(hours, window.Hours.span())
		}
	}
	hours = union(hours)
	for _, calendar := range s.Calendars {
		hours = calendar.narrow(date, hours)
	}
	return hours
}

// Open returns the open periods between two instants, sorted and separate.
func (s *Schedule) Open(from, to time.Time) Periods {
	var open Periods
	for at := from; at.Before(to); {
		end := s.offsetEnd(at, to)
		open = append(open, s.openAtOffset(at, end)...)
		at = end
	}
	return open.joined()
}

// offsetEnd returns the instant until which the zone keeps its offset, at most to. It looks at every day, and does not ask
// time.ZoneBounds: at the end of leap years, that names changes which are none.
func (s *Schedule) offsetEnd(from, to time.Time) time.Time {
	const day = 24 * time.Hour
	offset := s.offsetAt(from)
	for at := from; at.Before(to); {
		next := at.Add(day)
		if next.After(to) {
			next = to
		}
		if s.offsetAt(next) != offset {
			seconds := sort.Search(int(next.Sub(at)/time.Second), func(n int) bool { return s.offsetAt(at.Add(time.Duration(n)*time.Second)) != offset })
			return at.Truncate(time.Second).Add(time.Duration(seconds) * time.Second)
		}
		at = next
	}
	return to
}

// offsetAt returns the seconds that local time is ahead of UTC.
func (s *Schedule) offsetAt(at time.Time) int {
	_, offset := at.In(s.Zone).Zone()
	return offset
}

// openAtOffset returns the open periods between two instants between which the zone does not change.
func (s *Schedule) openAtOffset(from, to time.Time) Periods {
	offset := s.offsetAt(from)
	local := func(at time.Time) time.Time { return at.UTC().Add(time.Duration(offset) * time.Second) }
	first, last := dateOf(local(from)).number(), dateOf(local(to)).number()
	var open Periods
	for number := first - 1; number <= last; number++ {
		midnight := int64(number)*secondsPerDay - int64(offset)
		for _, hours := range s.hoursOf(dateOfNumber(number)) {
			period := Period{From: time.Unix(midnight+60*int64(hours.from), 0).UTC(), To: time.Unix(midnight+60*int64(hours.to), 0).UTC()}
			if clipped, ok := period.within(from, to); ok {
				open = append(open, clipped)
			}
		}
	}
	return open
}
