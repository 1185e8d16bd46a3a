package timeprofile_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/document"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/timeprofile/zones"
)

// timeZones reads the time zones once.
var timeZones = sync.OnceValues(zones.New)

func drawTime(t *rapid.T, name string, latest int) timeprofile.LocalTime {
	minute := 30 * rapid.IntRange(0, latest).Draw(t, name)
	return timeprofile.LocalTime(fmt.Sprintf("%02d:%02d", minute/60, minute%60))
}

// drawHours draws a time to begin and another to end, which differ.
func drawHours(t *rapid.T) (from, to timeprofile.LocalTime) {
	from, to = drawTime(t, "from", 47), drawTime(t, "to", 48)
	if from == to {
		to = "24:00"
	}
	return from, to
}

func drawDate(t *rapid.T, around time.Time, name string) timeprofile.LocalDate {
	return timeprofile.LocalDate(around.AddDate(0, 0, rapid.IntRange(-4, 4).Draw(t, name)).Format(time.DateOnly))
}

func drawProfile(t *rapid.T, around time.Time) (*timeprofile.TimeProfile, []*timeprofile.HolidayCalendar) {
	profile := &timeprofile.TimeProfile{TimeZone: rapid.SampledFrom([]string{"UTC", "Europe/Stockholm", "Pacific/Apia", "America/New_York"}).Draw(t, "zone")}
	days := []timeprofile.DayOfWeek{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}
	for range rapid.IntRange(1, 3).Draw(t, "windows") {
		window := timeprofile.TimeWindow{Days: rapid.SliceOfNDistinct(rapid.SampledFrom(days), 1, 7, rapid.ID[timeprofile.DayOfWeek]).Draw(t, "days")}
		window.From, window.To = drawHours(t)
		if rapid.IntRange(0, 3).Draw(t, "firstDay") == 0 {
			window.FirstDay = new(drawDate(t, around, "first"))
		}
		if rapid.IntRange(0, 3).Draw(t, "lastDay") == 0 {
			window.LastDay = new(drawDate(t, around, "last"))
		}
		profile.Windows = append(profile.Windows, window)
	}
	var calendars []*timeprofile.HolidayCalendar
	for range rapid.IntRange(0, 2).Draw(t, "calendars") {
		holiday := timeprofile.Holiday{Date: drawDate(t, around, "holiday"), EveryYear: rapid.Bool().Draw(t, "everyYear")}
		if rapid.Bool().Draw(t, "hours") {
			from, to := drawHours(t)
			holiday.Windows = []timeprofile.HolidayWindow{{From: from, To: to}}
		}
		calendars = append(calendars, &timeprofile.HolidayCalendar{Holidays: []timeprofile.Holiday{holiday}})
	}
	return profile, calendars
}

// isOpen is the rule, on the texts that are stored: an instant is open on its own date, or on the day before with its time counted on.
func isOpen(profile *timeprofile.TimeProfile, calendars []*timeprofile.HolidayCalendar, local time.Time) bool {
	date := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
	return isOpenOn(profile, calendars, date, local.Format("15:04")) ||
		isOpenOn(profile, calendars, date.AddDate(0, 0, -1), fmt.Sprintf("%02d:%02d", local.Hour()+24, local.Minute()))
}

func isOpenOn(profile *timeprofile.TimeProfile, calendars []*timeprofile.HolidayCalendar, day time.Time, clock string) bool {
	date := day.Format(time.DateOnly)
	open := false
	for _, window := range profile.Windows {
		for _, weekday := range window.Days {
			isDay := string(weekday) == strings.ToUpper(day.Weekday().String()) &&
				(window.FirstDay == nil || string(*window.FirstDay) <= date) && (window.LastDay == nil || date <= string(*window.LastDay))
			open = open || isDay && isWithin(window.From, window.To, clock)
		}
	}
	for _, calendar := range calendars {
		for _, holiday := range calendar.Holidays {
			if string(holiday.Date) == date || holiday.EveryYear && string(holiday.Date)[4:] == date[4:] {
				left := false
				for _, window := range holiday.Windows {
					left = left || isWithin(window.From, window.To, clock)
				}
				open = open && left
			}
		}
	}
	return open
}

func isWithin(from, to timeprofile.LocalTime, clock string) bool {
	end := string(to)
	if to <= from {
		var hours, minutes int
		_, _ = fmt.Sscanf(end, "%d:%d", &hours, &minutes)
		end = fmt.Sprintf("%02d:%02d", hours+24, minutes)
	}
	return string(from) <= clock && clock < end
}

// TestTimetable_IsWhatTheProfileSays compares timetables with the texts of the profile and its holidays, half an hour at a time.
func TestTimetable_IsWhatTheProfileSays(t *testing.T) {
	all, err := timeZones()
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		around := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(-16*365, 365).Draw(t, "day")) * 24 * time.Hour)
		profile, calendars := drawProfile(t, around)
		table, err := timeprofile.NewTimetable(profile, calendars, all)
		require.NoError(t, err)
		for at := around; at.Before(around.Add(72 * time.Hour)); at = at.Add(30 * time.Minute) {
			expected := isOpen(profile, calendars, at.In(table.Schedule.Zone))
			require.Equal(t, expected, table.Schedule.IsOpen(at), at)
			if at.Sub(around)%(12*time.Hour) == 0 {
				require.Equal(t, expected, table.Status(at).Open, at)
			}
		}
	})
}

func TestTimetable_Unreadable(t *testing.T) {
	all, err := timeZones()
	require.NoError(t, err)
	window := timeprofile.TimeWindow{Days: []timeprofile.DayOfWeek{timeprofile.Monday}, From: "08:00", To: "17:00"}
	valid := timeprofile.TimeProfile{TimeZone: "UTC", Windows: []timeprofile.TimeWindow{window}}
	require.Empty(t, valid.Inconsistencies())
	_, err = timeprofile.NewTimetable(&valid, []*timeprofile.HolidayCalendar{nil}, all)
	require.ErrorIs(t, err, document.ErrAbsent)

	atlantis, late, never := valid, valid, valid
	atlantis.TimeZone = "Europe/Atlantis"
	late.Windows = []timeprofile.TimeWindow{{From: "08:00", To: "25:00"}}
	never.Windows = []timeprofile.TimeWindow{{From: "08:00", To: "17:00", LastDay: new(timeprofile.LocalDate("2026-02-30"))}}
	for _, profile := range []*timeprofile.TimeProfile{&atlantis, &late, &never} {
		_, err := timeprofile.NewTimetable(profile, nil, all)
		require.Error(t, err)
	}
	require.NotEmpty(t, late.Inconsistencies())
	require.NotEmpty(t, never.Inconsistencies())
	for _, holiday := range []timeprofile.Holiday{{Date: "2026-02-30"}, {Date: "2026-02-01", Windows: []timeprofile.HolidayWindow{{From: "x", To: "08:00"}}}} {
		calendar := &timeprofile.HolidayCalendar{Holidays: []timeprofile.Holiday{holiday}}
		require.NotEmpty(t, calendar.Inconsistencies())
		_, err := timeprofile.NewTimetable(&valid, []*timeprofile.HolidayCalendar{calendar}, all)
		require.Error(t, err)
	}
}
