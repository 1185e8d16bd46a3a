package mongo

import (
	"accessgraph/domain/timeprofile"
	"accessgraph/mongo/decoders"
)

// HolidayCalendars returns the collection of holiday calendars.
func (s *Store) HolidayCalendars() *Collection[timeprofile.HolidayCalendar, timeprofile.HolidayCalendarFilter] {
	return newCollection(s, holidayCalendarsDescriptor, decoders.HolidayCalendar, holidayCalendarSelection)
}

func holidayCalendarSelection(filter timeprofile.HolidayCalendarFilter) selection {
	return selection{namePrefix: filter.NameStartsWith}
}
