package accessrule

import (
	"context"
	"fmt"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/timeprofile"
)

// timeProfiles are time profiles by their IDs.
type timeProfiles = map[string]*timeprofile.TimeProfile

// loadTimeProfiles loads the time profiles of an input, at most as many as can be attached to one object. Whoever attaches one moves its
// counter, so that it cannot be deleted at the same time.
func (s *Service) loadTimeProfiles(ctx context.Context, caller actor.Caller, profileIDs []string) (timeProfiles, error) {
	profileIDs = profileIDs[:min(len(profileIDs), timeprofile.MaxTimeProfiles)]
	profiles, err := document.LoadMany(ctx, s.Timetables.TimeProfiles, caller.CompanyID, id.TimeProfile, profileIDs)
	if err != nil {
		return nil, fmt.Errorf("reading the time profiles: %w", err)
	}
	return profiles, nil
}

// listOf returns the list of a field of an update; nil if it is absent or null.
func listOf[T any](field inputs.Field[[]T]) []T {
	if field.Value == nil {
		return nil
	}
	return *field.Value
}

// loadTimetables loads the timetables of the identifier and of the rules that have a reader. isConsistent is false if one of the time
// profiles was deleted, after it was detached from the identifier or rule: then the caller must read those again.
func (s *Service) loadTimetables(
	ctx context.Context, identifier *Identifier, rules []*AccessRule, reader string,
) (timetables map[string]*timeprofile.Timetable, isConsistent bool, err error) {
	profileIDs := append(slices.Clone(identifier.TimeProfileIDs), timeProfileIDs(rulesWith(rules, reader))...)
	timetables, err = s.Timetables.Load(ctx, identifier.CompanyID, profileIDs)
	if err != nil {
		return nil, false, err
	}
	isDeleted := func(profileID string) bool { return timetables[profileID] == nil }
	return timetables, !slices.ContainsFunc(profileIDs, isDeleted), nil
}
