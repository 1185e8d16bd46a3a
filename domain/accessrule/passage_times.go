package accessrule

import (
	"slices"
	"time"

	"accessgraph/domain/timeprofile"
	"accessgraph/domain/timeprofile/schedule"
)

// isOpen reports whether one of some time profiles is open at an instant. Without profiles, everything is always open.
func (s passageState) isOpen(profileIDs []string, at time.Time) bool {
	return len(profileIDs) == 0 || slices.ContainsFunc(profileIDs, func(profileID string) bool {
		table := s.timetables[profileID]
		return table != nil && table.Schedule.IsOpen(at)
	})
}

// changes returns the next instant at which a reader opens for the identifier, or no longer does. At most one of them is not nil. It is
// asked of what is stored now: nobody can tell when somebody enables an identifier, or attaches a rule.
func (s passageState) changes(reader string, at time.Time) (opensAt, closesAt *time.Time) {
	if !s.canPass(reader) {
		return nil, nil
	}
	status := schedule.StatusAt(at, func(from, to time.Time) schedule.Periods { return s.open(reader, from, to) })
	if status.Open {
		return nil, status.ChangesAt
	}
	return status.ChangesAt, nil
}

// canPass reports whether a reader opens for the identifier at some instant, as far as anything but time decides.
func (s passageState) canPass(reader string) bool {
	if s.isRefused || s.numberProblem != "" || s.identifier == nil {
		return false
	}
	return s.identifier.Enabled && !s.isHolderOff() && (s.passesLeft == nil || *s.passesLeft > 0) && len(s.rulesWith(reader)) > 0
}

// open returns the periods between two instants in which time lets the identifier pass at a reader: those of its validity and its time
// profiles, and of any rule with the reader.
func (s passageState) open(reader string, from, to time.Time) schedule.Periods {
	var byRules schedule.Periods
	for _, rule := range s.rulesWith(reader) {
		byRules = byRules.Union(s.openBy(rule.TimeProfileIDs, from, to))
	}
	return s.identifier.Validity.periods(from, to).Intersection(s.openBy(s.identifier.TimeProfileIDs, from, to)).Intersection(byRules)
}

// openBy returns the periods between two instants in which one of some time profiles is open. Without profiles, that is always.
func (s passageState) openBy(profileIDs []string, from, to time.Time) schedule.Periods {
	if len(profileIDs) == 0 {
		return schedule.Periods{{From: from, To: to}}
	}
	var open schedule.Periods
	for _, profileID := range profileIDs {
		if table := s.timetables[profileID]; table != nil {
			open = open.Union(table.Schedule.Open(from, to))
		}
	}
	return open
}

// periods returns the part of the time between two instants that is valid.
func (v IdentifierValidity) periods(from, to time.Time) schedule.Periods {
	if v.From != nil && v.From.After(from) {
		from = *v.From
	}
	if v.To != nil && v.To.Before(to) {
		to = *v.To
	}
	if !from.Before(to) {
		return nil
	}
	return schedule.Periods{{From: from, To: to}}
}

// timetablesOf returns the timetables of time profiles, each once.
func (s passageState) timetablesOf(profileIDs []string) []*timeprofile.Timetable {
	var tables []*timeprofile.Timetable
	for _, profileID := range profileIDs {
		if table := s.timetables[profileID]; table != nil && !slices.Contains(tables, table) {
			tables = append(tables, table)
		}
	}
	return tables
}

// timeProfileIDs returns the IDs of the time profiles of rules.
func timeProfileIDs(rules []*AccessRule) []string {
	var profileIDs []string
	for _, rule := range rules {
		profileIDs = append(profileIDs, rule.TimeProfileIDs...)
	}
	return profileIDs
}
