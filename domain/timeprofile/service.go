package timeprofile

import (
	"context"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Service carries out the mutations of time profiles and holiday calendars.
//
// Its commits rely on no document. A time profile that is attached, or a holiday calendar that a time profile gets, cannot be deleted at
// the same time: attaching moves a counter that a deletion removes, and one of the two loses the race.
type Service struct {
	TimeProfiles     document.Reader[TimeProfile]
	HolidayCalendars document.Reader[HolidayCalendar]
	Zones            Zones
	Counters         commit.CounterReader
	Changes          *commit.Runner
}

// Zones are the time zones that the program knows.
type Zones interface {
	// Has reports whether there is a zone of a name.
	Has(name string) bool
	// Load returns the zone of a name. It fails if there is none.
	Load(name string) (*time.Location, error)
}

// Status returns whether a time profile with its holiday calendars is open at an instant, and when that changes. A nil at is the current
// time. The calendars are as in NewTimetable.
func (s *Service) Status(profile *TimeProfile, calendars []*HolidayCalendar, at *time.Time) (*TimeProfileStatus, error) {
	table, err := NewTimetable(profile, calendars, s.Zones)
	if err != nil {
		return nil, err
	}
	instant := s.Changes.Clock()
	if at != nil {
		instant = *at
	}
	return new(table.Status(instant)), nil
}

// loadTimeProfile loads a time profile that must be at the expected version. It raises TIME_PROFILE_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) loadTimeProfile(ctx context.Context, caller actor.Caller, profileID string, expectedVersion *int) (*TimeProfile, error) {
	var profile *TimeProfile
	if err := document.Load(ctx, s.TimeProfiles, caller.CompanyID, id.TimeProfile, profileID, &profile); err != nil {
		return nil, fmt.Errorf("reading the time profile: %w", err)
	}
	if profile == nil {
		return nil, timeProfileNotFound(timeProfileIDPath, profileID)
	}
	return profile, commit.Expect(expectedVersion, profile.Version)
}

// loadHolidayCalendar loads a holiday calendar that must be at the expected version. It raises HOLIDAY_CALENDAR_NOT_FOUND and
// VERSION_CONFLICT.
func (s *Service) loadHolidayCalendar(ctx context.Context, caller actor.Caller, calendarID string, expectedVersion *int) (*HolidayCalendar, error) {
	var calendar *HolidayCalendar
	if err := document.Load(ctx, s.HolidayCalendars, caller.CompanyID, id.HolidayCalendar, calendarID, &calendar); err != nil {
		return nil, fmt.Errorf("reading the holiday calendar: %w", err)
	}
	if calendar == nil {
		return nil, holidayCalendarNotFound(holidayCalendarIDPath, calendarID)
	}
	return calendar, commit.Expect(expectedVersion, calendar.Version)
}

// loadHolidayCalendars loads the holiday calendars of an input, at most as many as a time profile can have.
func (s *Service) loadHolidayCalendars(ctx context.Context, caller actor.Caller, calendarIDs []string) (map[string]*HolidayCalendar, error) {
	calendarIDs = calendarIDs[:min(len(calendarIDs), MaxHolidayCalendars)]
	calendars, err := document.LoadMany(ctx, s.HolidayCalendars, caller.CompanyID, id.HolidayCalendar, calendarIDs)
	if err != nil {
		return nil, fmt.Errorf("reading the holiday calendars: %w", err)
	}
	return calendars, nil
}

// count returns the value of a counter. A document without the counter was deleted after it was read, and counts as unused: the commit
// of its deletion loses the race.
func (s *Service) count(ctx context.Context, caller actor.Caller, counter commit.Counter, documentID string) (int, error) {
	counts, err := s.Counters.Values(ctx, caller.CompanyID, counter, []string{documentID})
	if err != nil {
		return 0, fmt.Errorf("reading how often the object is used: %w", err)
	}
	return counts[documentID], nil
}
