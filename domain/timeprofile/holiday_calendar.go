package timeprofile

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// HolidayCalendar is a calendar of the dates on which time profiles are open less than usual, or not at all.
type HolidayCalendar struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string      `bson:"name"`
	Holidays       []Holiday   `bson:"holidays"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// ListName returns the name by which lists are sorted.
func (c *HolidayCalendar) ListName() string { return c.Name }

// Holiday is a date, with the hours that are left of it.
type Holiday struct {
	Date LocalDate `bson:"date"`
	// EveryYear makes the holiday recur on its month and day. One of 29 February is in leap years only.
	EveryYear bool   `bson:"everyYear"`
	Name      string `bson:"name"`
	// Windows are the hours that are left of the date; none if it is closed.
	Windows []HolidayWindow `bson:"windows"`
}

// HolidayWindow is a range of local time on a holiday, as that of a TimeWindow is.
type HolidayWindow struct {
	From LocalTime `bson:"from"`
	To   LocalTime `bson:"to"`
}

// HolidayCalendarFilter selects holiday calendars. The zero value selects all.
type HolidayCalendarFilter struct {
	// NameStartsWith selects the holiday calendars whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f HolidayCalendarFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}
