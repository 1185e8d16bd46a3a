package timeprofile

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// CreateTimeProfile creates a time profile that is attached to nothing. It raises DATA_NOT_VALID, HOLIDAY_CALENDAR_UNKNOWN,
// TIME_ZONE_UNKNOWN, LOCAL_TIME_NOT_VALID, LOCAL_DATE_NOT_VALID and TIME_WINDOW_NOT_VALID.
func (s *Service) CreateTimeProfile(ctx context.Context, caller actor.Caller, input CreateTimeProfileInput) (*TimeProfile, error) {
	return commit.Run(ctx, s.Changes, caller, "createTimeProfile", func(ctx context.Context, change *commit.Change) (*TimeProfile, error) {
		calendars, err := s.loadHolidayCalendars(ctx, caller, input.HolidayCalendarIDs)
		if err != nil {
			return nil, err
		}
		profile, err := newTimeProfile(input, s.Zones, calendars)
		if err != nil {
			return nil, err
		}
		if profile.Base, err = change.NewBase(id.TimeProfile); err != nil {
			return nil, err
		}
		profile.CreatedBy = caller.Actor()
		change.StartCounter(commit.AccessRulesOfTimeProfile, profile.ID, 0)
		change.StartCounter(commit.IdentifiersOfTimeProfile, profile.ID, 0)
		change.CountReferences(commit.TimeProfilesOfHolidayCalendar, nil, profile.HolidayCalendarIDs)
		return profile, change.Insert(profile)
	})
}

// UpdateTimeProfile changes the fields that the input sets, for every access rule and identifier that the profile is attached to. It
// raises TIME_PROFILE_NOT_FOUND, VERSION_CONFLICT, and what CreateTimeProfile raises.
func (s *Service) UpdateTimeProfile(ctx context.Context, caller actor.Caller, input UpdateTimeProfileInput) (*TimeProfile, error) {
	return commit.Run(ctx, s.Changes, caller, "updateTimeProfile", func(ctx context.Context, change *commit.Change) (*TimeProfile, error) {
		before, err := s.loadTimeProfile(ctx, caller, input.TimeProfileID, input.ExpectedVersion)
		if err != nil {
			return nil, err
		}
		var calendars map[string]*HolidayCalendar
		if calendarIDs := input.HolidayCalendarIDs.Value; calendarIDs != nil {
			if calendars, err = s.loadHolidayCalendars(ctx, caller, *calendarIDs); err != nil {
				return nil, err
			}
		}
		after, err := before.update(input, s.Zones, calendars)
		if err != nil {
			return nil, err
		}
		change.CountReferences(commit.TimeProfilesOfHolidayCalendar, before.HolidayCalendarIDs, after.HolidayCalendarIDs)
		return after, change.Replace(before, after)
	})
}

// DeletedTimeProfile is the result of deleteTimeProfile.
type DeletedTimeProfile struct {
	ID string `outcome:"kept"`
}

// DeleteTimeProfile deletes a time profile that is attached to nothing. It raises TIME_PROFILE_NOT_FOUND, VERSION_CONFLICT and
// TIME_PROFILE_IN_USE.
func (s *Service) DeleteTimeProfile(ctx context.Context, caller actor.Caller, input DeleteTimeProfileInput) (DeletedTimeProfile, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteTimeProfile", func(ctx context.Context, change *commit.Change) (DeletedTimeProfile, error) {
		profile, err := s.loadTimeProfile(ctx, caller, input.TimeProfileID, input.ExpectedVersion)
		if err != nil {
			return DeletedTimeProfile{}, err
		}
		accessRules, err := s.count(ctx, caller, commit.AccessRulesOfTimeProfile, profile.ID)
		if err != nil {
			return DeletedTimeProfile{}, err
		}
		identifiers, err := s.count(ctx, caller, commit.IdentifiersOfTimeProfile, profile.ID)
		if err != nil {
			return DeletedTimeProfile{}, err
		}
		if accessRules > 0 || identifiers > 0 {
			return DeletedTimeProfile{}, timeProfileInUse(accessRules, identifiers)
		}
		// A concurrent attachment moves a counter, and the commit loses the race.
		change.StopCounterAt(commit.AccessRulesOfTimeProfile, profile.ID, 0)
		change.StopCounterAt(commit.IdentifiersOfTimeProfile, profile.ID, 0)
		change.CountReferences(commit.TimeProfilesOfHolidayCalendar, profile.HolidayCalendarIDs, nil)
		return DeletedTimeProfile{ID: profile.ID}, change.Delete(profile)
	})
}
