package fault

// Errors of time profiles and holiday calendars.
const (
	TimeProfileNotFound     Reason = "TIME_PROFILE_NOT_FOUND"
	TimeProfileUnknown      Reason = "TIME_PROFILE_UNKNOWN"
	TimeProfileInUse        Reason = "TIME_PROFILE_IN_USE"
	TimeZoneUnknown         Reason = "TIME_ZONE_UNKNOWN"
	TimeWindowNotValid      Reason = "TIME_WINDOW_NOT_VALID"
	LocalTimeNotValid       Reason = "LOCAL_TIME_NOT_VALID"
	LocalDateNotValid       Reason = "LOCAL_DATE_NOT_VALID"
	HolidayCalendarNotFound Reason = "HOLIDAY_CALENDAR_NOT_FOUND"
	HolidayCalendarUnknown  Reason = "HOLIDAY_CALENDAR_UNKNOWN"
	HolidayCalendarInUse    Reason = "HOLIDAY_CALENDAR_IN_USE"
)

var timeProfileEntries = []Entry{
	{
		Reason: TimeProfileNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The time profile with ID <%1> was not found",
		Description: "The company has no time profile with this ID.",
	},
	{
		Reason: TimeProfileUnknown, Code: CodeNotValid, Status: 400,
		Message:     "The company does not have these time profiles: <%1>.",
		Description: "The input has IDs that no time profile of the company has. `data` has the path of each.",
	},
	{
		Reason: TimeProfileInUse, Code: CodeConflict, Status: 409,
		Message:     "The time profile is attached to <%1> access rules and <%2> identifiers.",
		Description: "A time profile cannot be deleted while it is attached. `data.accessRules` and `data.identifiers` are the numbers: detach it from them first.",
	},
	{
		Reason: TimeZoneUnknown, Code: CodeNotValid, Status: 400,
		Message:     "The time zone is unknown.",
		Description: "The value is not a name of the time zone database of the server, such as `Europe/Stockholm`. Names are case-sensitive. `serverInfo.timeZoneDatabaseVersion` is the release of the database.",
	},
	{
		Reason: TimeWindowNotValid, Code: CodeNotValid, Status: 400,
		Message:     "A window of time is empty.",
		Description: "A window ends when it begins, begins at 24:00, or has a last day before its first. Send 00:00 to 24:00 for a whole day. `data` has the path of each.",
	},
	{
		Reason: LocalTimeNotValid, Code: CodeNotValid, Status: 400,
		Message:     "A local time is not valid.",
		Description: "A time of day is HH:MM, from 00:00 to 24:00. `data` has the path of each.",
	},
	{
		Reason: LocalDateNotValid, Code: CodeNotValid, Status: 400,
		Message:     "A date is not valid.",
		Description: "A date is YYYY-MM-DD, and a day of the calendar. `data` has the path of each.",
	},
	{
		Reason: HolidayCalendarNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The holiday calendar with ID <%1> was not found",
		Description: "The company has no holiday calendar with this ID.",
	},
	{
		Reason: HolidayCalendarUnknown, Code: CodeNotValid, Status: 400,
		Message:     "The company does not have these holiday calendars: <%1>.",
		Description: "The input has IDs that no holiday calendar of the company has. `data` has the path of each.",
	},
	{
		Reason: HolidayCalendarInUse, Code: CodeConflict, Status: 409,
		Message:     "The holiday calendar is in use by <%1> time profiles.",
		Description: "A holiday calendar cannot be deleted while time profiles have it. `data.timeProfiles` is their number: remove it from them first.",
	},
}
