package accessrule

import (
	"fmt"
	"time"
)

// explainClosing says until when a granted passage is, if time profiles count for it.
func (d *PassageDecision) explainClosing() string {
	switch {
	case len(d.timetables) == 0:
		return ""
	case d.ClosesAt == nil:
		return " It does not close within a year."
	default:
		return " It closes at " + d.local(*d.ClosesAt) + "."
	}
}

// explainOutside says who is outside of which time profiles, and when the passage would be granted.
func (d *PassageDecision) explainOutside() string {
	who, verb := nameRules(d.AccessRules), "are"
	switch {
	case d.isIdentifierOutside:
		who, verb = "the "+nameIdentifier(d.Identifier), "is"
	case len(d.AccessRules) == 1:
		verb = "is"
	}
	profiles := "its time profiles"
	if len(d.timetables) > 0 {
		names := make([]string, len(d.timetables))
		for i, table := range d.timetables {
			names[i] = table.Profile.Name
		}
		profiles = "the " + enumerateNames("time profile", names)
	}
	opening := "does not open for it within a year"
	if d.OpensAt != nil {
		opening = "opens for it at " + d.local(*d.OpensAt)
	}
	return fmt.Sprintf("At %s, %s %s outside of %s. The reader %q %s.", d.local(d.at), who, verb, profiles, d.Reader, opening)
}

// local returns an instant in the local time of the first time profile, with the day of the week and the offset from UTC, which tells
// apart the two hours of a clock that is put back: 22:00 on Monday 2026-11-30 (Europe/Stockholm, +01:00).
func (d *PassageDecision) local(instant time.Time) string {
	zone := time.UTC
	if len(d.timetables) > 0 {
		zone = d.timetables[0].Schedule.Zone
	}
	local := instant.In(zone)
	return local.Format("15:04 on Monday 2006-01-02") + " (" + zone.String() + ", " + local.Format("-07:00") + ")"
}
