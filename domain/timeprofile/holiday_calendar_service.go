package timeprofile

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// CreateHolidayCalendar creates a holiday calendar that no time profile has. It raises DATA_NOT_VALID, LOCAL_TIME_NOT_VALID,
// LOCAL_DATE_NOT_VALID and TIME_WINDOW_NOT_VALID.
func (s *Service) CreateHolidayCalendar(ctx context.Context, caller actor.Caller, input CreateHolidayCalendarInput) (*HolidayCalendar, error) {
	return commit.Run(ctx, s.Changes, caller, "createHolidayCalendar", func(_ context.Context, change *commit.Change) (*HolidayCalendar, error) {
		calendar, err := newHolidayCalendar(input)
		if err != nil {
			return nil, err
		}
		if calendar.Base, err = change.NewBase(id.HolidayCalendar); err != nil {
			return nil, err
		}
		calendar.CreatedBy = caller.Actor()
		change.StartCounter(commit.TimeProfilesOfHolidayCalendar, calendar.ID, 0)
		return calendar, change.Insert(calendar)
	})
}

// UpdateHolidayCalendar changes the fields that the input sets, for every time profile that has the calendar. It raises
// HOLIDAY_CALENDAR_NOT_FOUND, VERSION_CONFLICT, and what CreateHolidayCalendar raises.
func (s *Service) UpdateHolidayCalendar(ctx context.Context, caller actor.Caller, input UpdateHolidayCalendarInput) (*HolidayCalendar, error) {
	return commit.Run(ctx, s.Changes, caller, "updateHolidayCalendar", func(ctx context.Context, change *commit.Change) (*HolidayCalendar, error) {
		before, err := s.loadHolidayCalendar(ctx, caller, input.HolidayCalendarID, input.ExpectedVersion)
		if err != nil {
			return nil, err
		}
		after, err := before.update(input)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// DeletedHolidayCalendar is the result of deleteHolidayCalendar.
type DeletedHolidayCalendar struct {
	ID string `outcome:"kept"`
}

// DeleteHolidayCalendar deletes a holiday calendar that no time profile has. It raises HOLIDAY_CALENDAR_NOT_FOUND, VERSION_CONFLICT and
// HOLIDAY_CALENDAR_IN_USE.
func (s *Service) DeleteHolidayCalendar(ctx context.Context, caller actor.Caller, input DeleteHolidayCalendarInput) (DeletedHolidayCalendar, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteHolidayCalendar", func(ctx context.Context, change *commit.Change) (DeletedHolidayCalendar, error) {
		calendar, err := s.loadHolidayCalendar(ctx, caller, input.HolidayCalendarID, input.ExpectedVersion)
		if err != nil {
			return DeletedHolidayCalendar{}, err
		}
		timeProfiles, err := s.count(ctx, caller, commit.TimeProfilesOfHolidayCalendar, calendar.ID)
		if err != nil {
			return DeletedHolidayCalendar{}, err
		}
		if timeProfiles > 0 {
			return DeletedHolidayCalendar{}, holidayCalendarInUse(timeProfiles)
		}
		// A time profile that gets the calendar concurrently moves the counter, and the commit loses the race.
		change.StopCounterAt(commit.TimeProfilesOfHolidayCalendar, calendar.ID, 0)
		return DeletedHolidayCalendar{ID: calendar.ID}, change.Delete(calendar)
	})
}
