package timeprofile

import "accessgraph/domain/fault"

// Paths of the IDs in the inputs of mutations.
const (
	timeProfileIDPath     = "input.timeProfileId"
	holidayCalendarIDPath = "input.holidayCalendarId"
)

// TimeProfileNotFound returns TIME_PROFILE_NOT_FOUND for an argument.
func TimeProfileNotFound(timeProfileID string) error {
	return timeProfileNotFound("timeProfileId", timeProfileID)
}

func timeProfileNotFound(path, timeProfileID string) error {
	return fault.New(fault.TimeProfileNotFound, timeProfileID).With(path, "must be the ID of a time profile of the company").Err()
}

// HolidayCalendarNotFound returns HOLIDAY_CALENDAR_NOT_FOUND for an argument.
func HolidayCalendarNotFound(holidayCalendarID string) error {
	return holidayCalendarNotFound("holidayCalendarId", holidayCalendarID)
}

func holidayCalendarNotFound(path, holidayCalendarID string) error {
	return fault.New(fault.HolidayCalendarNotFound, holidayCalendarID).
		With(path, "must be the ID of a holiday calendar of the company").Err()
}
