package timeprofile

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// TimeProfileIDsField is the name under which access rules and identifiers store the IDs of their time profiles.
const TimeProfileIDsField = "timeProfileIds"

const holidayCalendarIDsField = "holidayCalendarIds"

// Tallies describes the counters of the access rules and identifiers that the time profile is attached to.
func (p *TimeProfile) Tallies() []commit.Tally {
	return []commit.Tally{
		{Counter: commit.AccessRulesOfTimeProfile, Kind: id.AccessRule, Field: TimeProfileIDsField, Value: p.ID},
		{Counter: commit.IdentifiersOfTimeProfile, Kind: id.Identifier, Field: TimeProfileIDsField, Value: p.ID},
	}
}

// References returns the references to the holiday calendars.
func (p *TimeProfile) References() []commit.Reference {
	return commit.ManyReferences(holidayCalendarIDsField, id.HolidayCalendar, p.HolidayCalendarIDs)
}

// Inconsistencies reports times and dates that nobody can read.
func (p *TimeProfile) Inconsistencies() []string {
	if _, err := p.windows(); err != nil {
		return []string{"has windows that cannot be read: set them anew"}
	}
	return nil
}

// Tallies describes the counter of the time profiles that have the calendar.
func (c *HolidayCalendar) Tallies() []commit.Tally {
	return []commit.Tally{{
		Counter: commit.TimeProfilesOfHolidayCalendar, Kind: id.TimeProfile, Field: holidayCalendarIDsField, Value: c.ID,
	}}
}

// Inconsistencies reports times and dates that nobody can read.
func (c *HolidayCalendar) Inconsistencies() []string {
	if _, err := c.calendar(); err != nil {
		return []string{"has holidays that cannot be read: set them anew"}
	}
	return nil
}
