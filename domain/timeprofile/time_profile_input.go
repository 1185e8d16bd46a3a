package timeprofile

import "accessgraph/domain/inputs"

// Limits of time profiles and holiday calendars; lengths are in Unicode characters.
const (
	MaxNameLength       = 100
	MaxWindows          = 50
	MaxHolidayCalendars = 3
	MaxHolidays         = 500
	MaxHolidayWindows   = 5
	// MaxTimeProfiles is the limit of the time profiles that are attached to one access rule or identifier.
	MaxTimeProfiles = 10
	// maxDayEntries is the limit of the days of a window in an input, duplicates included.
	maxDayEntries = 7
)

const (
	namePath               = "input.name"
	timeZonePath           = "input.timeZone"
	windowsPath            = "input.windows"
	holidayCalendarIDsPath = "input.holidayCalendarIds"
	holidaysPath           = "input.holidays"
)

// CreateTimeProfileInput is the input of createTimeProfile.
type CreateTimeProfileInput struct {
	Name               string
	TimeZone           string
	Windows            []TimeWindowInput
	HolidayCalendarIDs []string
}

// TimeWindowInput is a window of time.
type TimeWindowInput struct {
	Days              []DayOfWeek
	From, To          LocalTime
	FirstDay, LastDay *LocalDate
}

// UpdateTimeProfileInput is the input of updateTimeProfile. Absent fields keep their values; no field can be null.
type UpdateTimeProfileInput struct {
	TimeProfileID      string
	Name               inputs.Field[string]
	TimeZone           inputs.Field[string]
	Windows            inputs.Field[[]TimeWindowInput]
	HolidayCalendarIDs inputs.Field[[]string]
	ExpectedVersion    *int
}

// DeleteTimeProfileInput is the input of deleteTimeProfile.
type DeleteTimeProfileInput struct {
	TimeProfileID   string
	ExpectedVersion *int
}

// CreateHolidayCalendarInput is the input of createHolidayCalendar.
type CreateHolidayCalendarInput struct {
	Name     string
	Holidays []HolidayInput
}

// HolidayInput is a date, with the hours that are left of it.
type HolidayInput struct {
	Date      LocalDate
	EveryYear bool
	Name      string
	Windows   []HolidayWindowInput
}

// HolidayWindowInput is a range of local time on a holiday.
type HolidayWindowInput struct{ From, To LocalTime }

// UpdateHolidayCalendarInput is the input of updateHolidayCalendar. Absent fields keep their values; no field can be null.
type UpdateHolidayCalendarInput struct {
	HolidayCalendarID string
	Name              inputs.Field[string]
	Holidays          inputs.Field[[]HolidayInput]
	ExpectedVersion   *int
}

// DeleteHolidayCalendarInput is the input of deleteHolidayCalendar.
type DeleteHolidayCalendarInput struct {
	HolidayCalendarID string
	ExpectedVersion   *int
}
