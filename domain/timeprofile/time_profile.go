package timeprofile

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// TimeProfile says when the access rules and identifiers that it is attached to open anything. Package schedule has the rule.
type TimeProfile struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string `bson:"name"`
	// TimeZone is the name of a zone of package zones.
	TimeZone string       `bson:"timeZone"`
	Windows  []TimeWindow `bson:"windows"`
	// HolidayCalendarIDs are the calendars whose holidays narrow the windows, each once.
	HolidayCalendarIDs []string    `bson:"holidayCalendarIds"`
	CreatedBy          actor.Actor `bson:"createdBy"`
}

// ListName returns the name by which lists are sorted.
func (p *TimeProfile) ListName() string { return p.Name }

// TimeWindow is a range of local time on some days of the week.
type TimeWindow struct {
	// Days are the days on which the window begins: at least one, each once, in the order of the week.
	Days []DayOfWeek `bson:"days"`
	From LocalTime   `bson:"from"`
	// To does not belong to the window. If it is not after From, the window ends on the next day.
	To LocalTime `bson:"to"`
	// FirstDay and LastDay are the first and the last date on which the window begins; nil for none.
	FirstDay *LocalDate `bson:"firstDay"`
	LastDay  *LocalDate `bson:"lastDay"`
}

// DayOfWeek is a day of the week.
type DayOfWeek string

// The days of the week, in their order.
const (
	Monday    DayOfWeek = "MONDAY"
	Tuesday   DayOfWeek = "TUESDAY"
	Wednesday DayOfWeek = "WEDNESDAY"
	Thursday  DayOfWeek = "THURSDAY"
	Friday    DayOfWeek = "FRIDAY"
	Saturday  DayOfWeek = "SATURDAY"
	Sunday    DayOfWeek = "SUNDAY"
)

// LocalTime is a time of day: HH:MM, from 00:00 to 24:00. In an input it is any text.
type LocalTime string

// LocalDate is a date: YYYY-MM-DD. In an input it is any text.
type LocalDate string

// TimeProfileFilter selects time profiles. The zero value selects all.
type TimeProfileFilter struct {
	// NameStartsWith selects the time profiles whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
	// HolidayCalendarID selects the time profiles that have a holiday calendar.
	HolidayCalendarID *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f TimeProfileFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}
