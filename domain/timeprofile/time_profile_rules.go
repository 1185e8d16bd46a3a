package timeprofile

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// newTimeProfile returns the time profile that an input describes. calendars has the holiday calendars of the input that the company
// has.
func newTimeProfile(input CreateTimeProfileInput, zones Zones, calendars map[string]*HolidayCalendar) (*TimeProfile, error) {
	var reader inputReader
	profile := &TimeProfile{
		Name:     reader.fields.Text(namePath, input.Name, 1, MaxNameLength),
		TimeZone: reader.zone(input.TimeZone, zones),
		Windows:  reader.timeWindows(input.Windows),
	}
	profile.HolidayCalendarIDs = readHolidayCalendarIDs(input.HolidayCalendarIDs, calendars, &reader.fields)
	return profile, reader.err()
}

// update returns the time profile after an update. calendars is as in newTimeProfile.
func (p *TimeProfile) update(input UpdateTimeProfileInput, zones Zones, calendars map[string]*HolidayCalendar) (*TimeProfile, error) {
	var reader inputReader
	fields := &reader.fields
	after := *p
	input.Name.Apply(fields, namePath, func(name string) { after.Name = fields.Text(namePath, name, 1, MaxNameLength) })
	input.TimeZone.Apply(fields, timeZonePath, func(name string) { after.TimeZone = reader.zone(name, zones) })
	input.Windows.Apply(fields, windowsPath, func(windows []TimeWindowInput) { after.Windows = reader.timeWindows(windows) })
	input.HolidayCalendarIDs.Apply(fields, holidayCalendarIDsPath, func(calendarIDs []string) {
		after.HolidayCalendarIDs = readHolidayCalendarIDs(calendarIDs, calendars, fields)
	})
	return &after, reader.err()
}

func readHolidayCalendarIDs(calendarIDs []string, calendars map[string]*HolidayCalendar, fields *inputs.Fields) []string {
	return calendarsOfProfile.read(calendarIDs, func(calendarID string) bool { return calendars[calendarID] != nil }, fields)
}

// timeProfileInUse returns TIME_PROFILE_IN_USE for a time profile that is attached to so many objects.
func timeProfileInUse(accessRules, identifiers int) error {
	return fault.New(fault.TimeProfileInUse, fault.Number(accessRules), fault.Number(identifiers)).
		With(timeProfileIDPath, "must be the ID of a time profile that is attached to nothing").
		With("accessRules", accessRules).With("identifiers", identifiers).Err()
}
