package timeprofile

import (
	"fmt"
	"slices"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/timeprofile/schedule"
)

// Problems of times, dates and windows.
const (
	notAZone       = "must be the name of a time zone, such as Europe/Stockholm"
	notATime       = "must be a time of day from 00:00 to 24:00, such as 08:30"
	notADate       = "must be a date of the calendar, such as 2026-12-24"
	emptyWindow    = "must not equal from: a whole day is 00:00 to 24:00"
	beginsAtTheEnd = "must be before 24:00, which is the end of the day"
	endsTooEarly   = "must not be before firstDay"
)

// inputReader reads an input, and gathers the problems of its fields by their reasons.
type inputReader struct {
	fields                       inputs.Fields
	zones, times, dates, windows inputs.Fields
}

// err returns all problems as one error, or nil if there are none.
func (r *inputReader) err() error {
	r.fields.Report(fault.DataNotValid)
	r.fields.ReportAll(&r.zones, fault.TimeZoneUnknown)
	r.fields.ReportAll(&r.times, fault.LocalTimeNotValid)
	r.fields.ReportAll(&r.dates, fault.LocalDateNotValid)
	r.fields.ReportAll(&r.windows, fault.TimeWindowNotValid)
	return r.fields.Err()
}

// zone returns the name of a time zone of an input, and rejects one that the database does not have.
func (r *inputReader) zone(name string, zones Zones) string {
	if !zones.Has(name) {
		r.zones.Reject(timeZonePath, notAZone)
	}
	return name
}

// timeWindows returns the windows of an input. If there are too many, that is the only problem it reports.
func (r *inputReader) timeWindows(windows []TimeWindowInput) []TimeWindow {
	if len(windows) == 0 || len(windows) > MaxWindows {
		r.fields.Reject(windowsPath, fmt.Sprintf("must have 1 to %d windows", MaxWindows))
		return nil
	}
	result := make([]TimeWindow, len(windows))
	for i, window := range windows {
		path := fmt.Sprintf("%s[%d]", windowsPath, i)
		r.hours(path, window.From, window.To)
		r.days(path, window)
		result[i] = TimeWindow{
			Days: r.daysOfWeek(path+".days", window.Days), From: window.From, To: window.To, FirstDay: window.FirstDay, LastDay: window.LastDay,
		}
	}
	return result
}

// daysOfWeek returns days as a set, in the order of the week.
func (r *inputReader) daysOfWeek(path string, days []DayOfWeek) []DayOfWeek {
	if len(days) == 0 || len(days) > maxDayEntries {
		r.fields.Reject(path, fmt.Sprintf("must have 1 to %d days", maxDayEntries))
		return nil
	}
	return slices.DeleteFunc(week(), func(day DayOfWeek) bool { return !slices.Contains(days, day) })
}

// week returns the days of the week in their order.
func week() []DayOfWeek {
	return []DayOfWeek{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}
}

// hours rejects times that are none, and hours that are empty.
func (r *inputReader) hours(path string, from, to LocalTime) {
	begin, isBegin := schedule.ParseLocalTime(string(from))
	end, isEnd := schedule.ParseLocalTime(string(to))
	if !isBegin {
		r.times.Reject(path+".from", notATime)
	}
	if !isEnd {
		r.times.Reject(path+".to", notATime)
	}
	switch {
	case !isBegin || !isEnd:
	case begin == schedule.EndOfDay:
		r.windows.Reject(path+".from", beginsAtTheEnd)
	case begin == end:
		r.windows.Reject(path+".to", emptyWindow)
	}
}

// days rejects first and last days that are no dates, and those that are in the wrong order.
func (r *inputReader) days(path string, window TimeWindowInput) {
	first, hasFirst := r.optionalDate(path+".firstDay", window.FirstDay)
	last, hasLast := r.optionalDate(path+".lastDay", window.LastDay)
	if hasFirst && hasLast && last.Before(first) {
		r.windows.Reject(path+".lastDay", endsTooEarly)
	}
}

func (r *inputReader) optionalDate(path string, text *LocalDate) (schedule.Date, bool) {
	if text == nil {
		return schedule.Date{}, false
	}
	return r.date(path, *text)
}

func (r *inputReader) date(path string, text LocalDate) (schedule.Date, bool) {
	date, ok := schedule.ParseDate(string(text))
	if !ok {
		r.dates.Reject(path, notADate)
	}
	return date, ok
}

// holidays returns the holidays of an input. If there are too many, that is the only problem it reports.
func (r *inputReader) holidays(holidays []HolidayInput) []Holiday {
	result := make([]Holiday, len(holidays))
	if !r.fields.Entries(holidaysPath, len(holidays), MaxHolidays) {
		return nil
	}
	for i, holiday := range holidays {
		path := fmt.Sprintf("%s[%d]", holidaysPath, i)
		r.date(path+".date", holiday.Date)
		result[i] = Holiday{
			Date: holiday.Date, EveryYear: holiday.EveryYear, Name: r.fields.Text(path+".name", holiday.Name, 1, MaxNameLength),
			Windows: r.holidayWindows(path+".windows", holiday.Windows),
		}
	}
	return result
}

func (r *inputReader) holidayWindows(path string, windows []HolidayWindowInput) []HolidayWindow {
	result := make([]HolidayWindow, len(windows))
	if !r.fields.Entries(path, len(windows), MaxHolidayWindows) {
		return nil
	}
	for i, window := range windows {
		r.hours(fmt.Sprintf("%s[%d]", path, i), window.From, window.To)
		result[i] = HolidayWindow(window)
	}
	return result
}
