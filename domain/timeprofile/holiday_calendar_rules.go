package timeprofile

import "accessgraph/domain/fault"

// newHolidayCalendar returns the holiday calendar that an input describes.
func newHolidayCalendar(input CreateHolidayCalendarInput) (*HolidayCalendar, error) {
	var reader inputReader
	calendar := &HolidayCalendar{
		Name:     reader.fields.Text(namePath, input.Name, 1, MaxNameLength),
		Holidays: reader.holidays(input.Holidays),
	}
	return calendar, reader.err()
}

// update returns the holiday calendar after an update.
func (c *HolidayCalendar) update(input UpdateHolidayCalendarInput) (*HolidayCalendar, error) {
	var reader inputReader
	fields := &reader.fields
	after := *c
	input.Name.Apply(fields, namePath, func(name string) { after.Name = fields.Text(namePath, name, 1, MaxNameLength) })
	input.Holidays.Apply(fields, holidaysPath, func(holidays []HolidayInput) { after.Holidays = reader.holidays(holidays) })
	return &after, reader.err()
}

// holidayCalendarInUse returns HOLIDAY_CALENDAR_IN_USE for a holiday calendar that so many time profiles have.
func holidayCalendarInUse(timeProfiles int) error {
	return fault.New(fault.HolidayCalendarInUse, fault.Number(timeProfiles)).
		With(holidayCalendarIDPath, "must be the ID of a holiday calendar that no time profile has").
		With("timeProfiles", timeProfiles).Err()
}
