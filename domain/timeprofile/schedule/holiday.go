package schedule

import "time"

// Holiday is a date, in one year or in every year, with the hours that are left of it.
type Holiday struct {
	Date Date
	// EveryYear makes the holiday recur on its month and day. One of 29 February is in leap years only.
	EveryYear bool
	// Windows are the hours that are left of the date; none if it is closed.
	Windows []Hours
}

// Calendar is a calendar of holidays. It finds those of a date without looking at the others.
type Calendar struct {
	once      map[Date][]Holiday
	everyYear map[monthAndDay][]Holiday
}

type monthAndDay struct {
	month time.Month
	day   int
}

// NewCalendar returns the calendar of holidays.
func NewCalendar(holidays []Holiday) *Calendar {
	calendar := &Calendar{once: map[Date][]Holiday{}, everyYear: map[monthAndDay][]Holiday{}}
	for _, holiday := range holidays {
		if holiday.EveryYear {
			day := monthAndDay{holiday.Date.Month, holiday.Date.Day}
			calendar.everyYear[day] = append(calendar.everyYear[day], holiday)
			continue
		}
		calendar.once[holiday.Date] = append(calendar.once[holiday.Date], holiday)
	}
	return calendar
}

// narrow returns what the holidays of a date leave of its hours. Each of them narrows; none opens anything.
func (c *Calendar) narrow(date Date, hours []span) []span {
	for _, holidays := range [][]Holiday{c.once[date], c.everyYear[monthAndDay{date.Month, date.Day}]} {
		for _, holiday := range holidays {
			var left []span
			for _, window := range holiday.Windows {
				left = append(left, window.span())
			}
			hours = intersection(hours, union(left))
		}
	}
	return hours
}
