package timeprofile

import (
	"fmt"
	"slices"
	"strings"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// idList is a list of IDs in an input.
type idList struct {
	path string
	most int
	// unknown is the reason for IDs that no document of the company has, and problem the problem of each.
	unknown fault.Reason
	problem string
}

// TimeProfileIDsPath is the path of the time profiles in the inputs of access rules and identifiers.
const TimeProfileIDsPath = "input.timeProfileIds"

// attachedProfiles is the list of the time profiles of an access rule or identifier.
var attachedProfiles = idList{
	path: TimeProfileIDsPath, most: MaxTimeProfiles,
	unknown: fault.TimeProfileUnknown, problem: "must be the ID of a time profile of the company",
}

// calendarsOfProfile is the list of the holiday calendars of a time profile.
var calendarsOfProfile = idList{
	path: holidayCalendarIDsPath, most: MaxHolidayCalendars,
	unknown: fault.HolidayCalendarUnknown, problem: "must be the ID of a holiday calendar of the company",
}

// ReadTimeProfileIDs returns the IDs of the time profiles that an input attaches, each once. profiles has those that the company has.
// It rejects a list that is too long, and adds TIME_PROFILE_UNKNOWN for the others.
func ReadTimeProfileIDs(timeProfileIDs []string, profiles map[string]*TimeProfile, fields *inputs.Fields) []string {
	return attachedProfiles.read(timeProfileIDs, func(profileID string) bool { return profiles[profileID] != nil }, fields)
}

// read returns the IDs of the list, each once, in their order.
func (l idList) read(ids []string, isKnown func(documentID string) bool, fields *inputs.Fields) []string {
	distinct := []string{}
	isWithin := fields.Entries(l.path, len(ids), l.most)
	fields.Report(fault.DataNotValid)
	if !isWithin {
		return distinct
	}
	var unknown []string
	refusal := fault.New(l.unknown)
	for i, documentID := range ids {
		if !isKnown(documentID) {
			unknown = append(unknown, documentID)
			refusal = refusal.With(fmt.Sprintf("%s[%d]", l.path, i), l.problem)
		} else if !slices.Contains(distinct, documentID) {
			distinct = append(distinct, documentID)
		}
	}
	if len(unknown) > 0 {
		refusal.Values = []string{strings.Join(unknown, ", ")}
		fields.Add(refusal)
	}
	return distinct
}
