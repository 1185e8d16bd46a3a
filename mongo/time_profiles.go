package mongo

import (
	"accessgraph/domain/timeprofile"
	"accessgraph/mongo/decoders"
)

const (
	timeProfileIDsField     = timeprofile.TimeProfileIDsField
	holidayCalendarIDsField = "holidayCalendarIds"
)

// TimeProfiles returns the collection of time profiles.
func (s *Store) TimeProfiles() *Collection[timeprofile.TimeProfile, timeprofile.TimeProfileFilter] {
	return newCollection(s, timeProfilesDescriptor, decoders.TimeProfile, timeProfileSelection)
}

func timeProfileSelection(filter timeprofile.TimeProfileFilter) selection {
	return selection{
		namePrefix: filter.NameStartsWith, conditions: []condition{equalsIfSet(holidayCalendarIDsField, filter.HolidayCalendarID)},
	}
}
