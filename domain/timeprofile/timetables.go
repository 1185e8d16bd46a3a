package timeprofile

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Timetables loads timetables.
type Timetables struct {
	TimeProfiles     document.Reader[TimeProfile]
	HolidayCalendars document.Reader[HolidayCalendar]
	Zones            Zones
}

// Load returns the timetables of time profiles by their IDs. It reads the profiles, then their holiday calendars, 100 in a call of the
// store. It omits a profile that the company does not have, or of which it does not have a calendar.
func (t Timetables) Load(ctx context.Context, companyID string, profileIDs []string) (map[string]*Timetable, error) {
	profiles, err := document.LoadMany(ctx, t.TimeProfiles, companyID, id.TimeProfile, profileIDs)
	if err != nil {
		return nil, fmt.Errorf("reading the time profiles: %w", err)
	}
	var calendarIDs []string
	for _, profile := range profiles {
		calendarIDs = append(calendarIDs, profile.HolidayCalendarIDs...)
	}
	calendars, err := document.LoadMany(ctx, t.HolidayCalendars, companyID, id.HolidayCalendar, calendarIDs)
	if err != nil {
		return nil, fmt.Errorf("reading the holiday calendars: %w", err)
	}
	tables := make(map[string]*Timetable, len(profiles))
	for profileID, profile := range profiles {
		holidays := make([]*HolidayCalendar, len(profile.HolidayCalendarIDs))
		for i, calendarID := range profile.HolidayCalendarIDs {
			holidays[i] = calendars[calendarID]
		}
		table, err := NewTimetable(profile, holidays, t.Zones)
		if errors.Is(err, document.ErrAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		tables[profileID] = table
	}
	return tables, nil
}
