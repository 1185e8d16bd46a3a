package timeprofile

import (
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/document"
	"accessgraph/domain/timeprofile/schedule"
)

// Timetable is a time profile with its holidays and its zone: it says of every instant whether the profile is open.
type Timetable struct {
	Profile  *TimeProfile
	Schedule *schedule.Schedule
}

// NewTimetable returns the timetable of a time profile with its holiday calendars, in the order of their IDs. It returns
// document.ErrAbsent if one of them is nil.
func NewTimetable(profile *TimeProfile, calendars []*HolidayCalendar, zones Zones) (*Timetable, error) {
	zone, err := zones.Load(profile.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("reading the time profile %s: %w", profile.ID, err)
	}
	table := &Timetable{Profile: profile, Schedule: &schedule.Schedule{Zone: zone}}
	if table.Schedule.Windows, err = profile.windows(); err != nil {
		return nil, fmt.Errorf("reading the time profile %s: %w", profile.ID, err)
	}
	for _, holidays := range calendars {
		if holidays == nil {
			return nil, fmt.Errorf("reading the holiday calendars of %s: %w", profile.ID, document.ErrAbsent)
		}
		calendar, err := holidays.calendar()
		if err != nil {
			return nil, fmt.Errorf("reading the holiday calendar %s: %w", holidays.ID, err)
		}
		table.Schedule.Calendars = append(table.Schedule.Calendars, calendar)
	}
	return table, nil
}

// Status returns whether the time profile is open at an instant, and when that changes.
func (t *Timetable) Status(at time.Time) TimeProfileStatus {
	status := schedule.StatusAt(at, t.Schedule.Open)
	if status.Open {
		return TimeProfileStatus{Open: true, ClosesAt: status.ChangesAt}
	}
	return TimeProfileStatus{OpensAt: status.ChangesAt}
}

// TimeProfileStatus says whether a time profile is open at an instant.
type TimeProfileStatus struct {
	Open bool
	// OpensAt is nil if the profile is open, or opens at no instant within the schedule.Horizon.
	OpensAt *time.Time
	// ClosesAt is nil if the profile is closed, or closes at no instant within the schedule.Horizon.
	ClosesAt *time.Time
}

// windows returns the windows of the profile as its schedule has them.
func (p *TimeProfile) windows() ([]schedule.Window, error) {
	windows := make([]schedule.Window, len(p.Windows))
	for i, window := range p.Windows {
		hours, err := hoursOf(window.From, window.To)
		if err != nil {
			return nil, err
		}
		windows[i] = schedule.Window{Hours: hours, Days: weekdays(window.Days)}
		if err := readDay(window.FirstDay, &windows[i].FirstDay); err != nil {
			return nil, err
		}
		if err := readDay(window.LastDay, &windows[i].LastDay); err != nil {
			return nil, err
		}
	}
	return windows, nil
}

// calendar returns the holidays of the calendar as a schedule has them.
func (c *HolidayCalendar) calendar() (*schedule.Calendar, error) {
	holidays := make([]schedule.Holiday, len(c.Holidays))
	for i, holiday := range c.Holidays {
		date, err := dateOf(holiday.Date)
		if err != nil {
			return nil, err
		}
		holidays[i] = schedule.Holiday{Date: date, EveryYear: holiday.EveryYear}
		for _, window := range holiday.Windows {
			hours, err := hoursOf(window.From, window.To)
			if err != nil {
				return nil, err
			}
			holidays[i].Windows = append(holidays[i].Windows, hours)
		}
	}
	return schedule.NewCalendar(holidays), nil
}

// weekdays returns days of the week as Go has them, whose week begins on Sunday.
func weekdays(days []DayOfWeek) []time.Weekday {
	result := make([]time.Weekday, len(days))
	for i, day := range days {
		result[i] = time.Weekday((slices.Index(week(), day) + 1) % len(week()))
	}
	return result
}

func hoursOf(from, to LocalTime) (schedule.Hours, error) {
	begin, isBegin := schedule.ParseLocalTime(string(from))
	end, isEnd := schedule.ParseLocalTime(string(to))
	if !isBegin || !isEnd {
		return schedule.Hours{}, fmt.Errorf("%s to %s are no times of day", from, to)
	}
	return schedule.Hours{From: begin, To: end}, nil
}

// readDay stores the date of a text in into. It leaves into unchanged for nil.
func readDay(text *LocalDate, into **schedule.Date) error {
	if text == nil {
		return nil
	}
	date, err := dateOf(*text)
	*into = &date
	return err
}

func dateOf(text LocalDate) (schedule.Date, error) {
	date, ok := schedule.ParseDate(string(text))
	if !ok {
		return schedule.Date{}, fmt.Errorf("%s is no date", text)
	}
	return date, nil
}
