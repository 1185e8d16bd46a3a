package accessrule

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/timeprofile"
	"accessgraph/domain/timeprofile/schedule"
	"accessgraph/domain/timeprofile/zones"
)

// timeZones reads the time zones once.
var timeZones = sync.OnceValues(zones.New)

func load(t require.TestingT, name string) *time.Location {
	all, err := timeZones()
	require.NoError(t, err)
	zone, err := all.Load(name)
	require.NoError(t, err)
	return zone
}

// drawTimetables attaches up to two of three time profiles to the identifier and to each rule.
func drawTimetables(t *rapid.T, state *passageState) {
	state.timetables = map[string]*timeprofile.Timetable{}
	profileIDs := []string{"tpr_1", "tpr_2", "tpr_3"}
	for _, profileID := range profileIDs {
		state.timetables[profileID] = drawTimetable(t, profileID)
	}
	draw := func(name string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(profileIDs), 0, 2, rapid.ID[string]).Draw(t, name)
	}
	if state.identifier != nil {
		state.identifier.TimeProfileIDs = draw("profiles")
	}
	for _, rule := range state.rules {
		rule.TimeProfileIDs = draw("profiles of a rule")
	}
}

// drawTimetable draws a time profile with a window on some days, a holiday, and a zone whose clock is moved.
func drawTimetable(t *rapid.T, name string) *timeprofile.Timetable {
	zone := load(t, rapid.SampledFrom([]string{"UTC", "Europe/Stockholm", "America/New_York", "Pacific/Apia"}).Draw(t, "zone"))
	days := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID[int]).Draw(t, "days")
	window := schedule.Window{}
	for _, day := range days {
		window.Days = append(window.Days, time.Weekday(day))
	}
	from := rapid.IntRange(0, 23).Draw(t, "from")
	window.Hours = schedule.Hours{From: schedule.LocalTime(60 * from), To: schedule.LocalTime(60 * ((from + rapid.IntRange(1, 23).Draw(t, "hours")) % 24))}
	table := &timeprofile.Timetable{
		Profile: &timeprofile.TimeProfile{Name: name}, Schedule: &schedule.Schedule{Zone: zone, Windows: []schedule.Window{window}},
	}
	if rapid.Bool().Draw(t, "holiday") {
		date := schedule.Date{Year: 1970, Month: time.January, Day: rapid.IntRange(1, 10).Draw(t, "day")}
		table.Schedule.Calendars = []*schedule.Calendar{schedule.NewCalendar([]schedule.Holiday{{Date: date, EveryYear: true}})}
	}
	return table
}

func modelIsOpen(state passageState, profileIDs []string, at time.Time) bool {
	isOpen := len(profileIDs) == 0
	for _, profileID := range profileIDs {
		isOpen = isOpen || state.timetables[profileID].Schedule.IsOpen(at)
	}
	return isOpen
}

// TestDecide_ChangesWhenItSays compares opensAt and closesAt with the decisions at every hour until then, at which windows begin and end,
// and at the limits of the validity.
func TestDecide_ChangesWhenItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, time.March, 25, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 300*24).Draw(t, "at")) * time.Hour)
		limit := func(name string) *time.Time {
			return rapid.Ptr(rapid.Custom(func(t *rapid.T) time.Time {
				return start.Add(time.Duration(rapid.IntRange(-100, 400).Draw(t, "hours")) * time.Hour)
			}), true).Draw(t, name)
		}
		state := passageState{rules: drawRules(t), identifier: &Identifier{Enabled: true, Validity: IdentifierValidity{From: limit("from"), To: limit("to")}}}
		drawTimetables(t, &state)
		decision := state.decide("north", start)
		require.Equal(t, decision.Granted, state.decide("north", start).Granted)
		end := start.Add(20 * 24 * time.Hour)
		switch {
		case decision.Granted:
			require.Nil(t, decision.OpensAt)
		case decision.OpensAt == nil:
			end = start.Add(schedule.Horizon)
		default:
			require.Nil(t, decision.ClosesAt)
		}
		for _, change := range []*time.Time{decision.OpensAt, decision.ClosesAt} {
			if change != nil {
				require.True(t, change.After(start))
				require.NotEqual(t, decision.Granted, state.decide("north", *change).Granted, "at %s", change)
				end = *change
			}
		}
		step := max(time.Hour, (end.Sub(start) / 500).Truncate(time.Hour))
		for at := start; at.Before(end); at = at.Add(step) {
			require.Equal(t, decision.Granted, state.decide("north", at).Granted, "at %s, before %s", at, end)
		}
	})
}

// night returns a state with a card that opens the server room by a rule for the nights of weekdays, in Stockholm.
func night(t *testing.T) passageState {
	t.Helper()
	table := &timeprofile.Timetable{Profile: &timeprofile.TimeProfile{Name: "Night shift"}, Schedule: &schedule.Schedule{
		Zone: load(t, "Europe/Stockholm"), Windows: []schedule.Window{{
			Days:  []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
			Hours: schedule.Hours{From: 22 * 60, To: 6 * 60},
		}},
	}}
	return passageState{
		identifier: &Identifier{Name: "Night card", Enabled: true}, timetables: map[string]*timeprofile.Timetable{"tpr_1": table},
		rules: []*AccessRule{{
			Name: "Server room", TimeProfileIDs: []string{"tpr_1"}, Settings: []AccessRuleSetting{{Reader: "server room", Relays: []int{1}}},
		}},
	}
}

func TestDecide_ExplainsInLocalTime(t *testing.T) {
	sunday, monday := time.Date(2026, time.October, 25, 9, 0, 0, 0, time.UTC), time.Date(2026, time.October, 26, 22, 30, 0, 0, time.UTC)
	never := schedule.Date{Year: 2020, Month: time.January, Day: 1}
	for name, test := range map[string]struct {
		at          time.Time
		edit        func(state *passageState)
		explanation string
	}{
		"a rule outside": {sunday, func(*passageState) {}, `At 10:00 on Sunday 2026-10-25 (Europe/Stockholm, +01:00), the access rule "Server room" is outside of the time profile ` +
			`"Night shift". The reader "server room" opens for it at 22:00 on Monday 2026-10-26 (Europe/Stockholm, +01:00).`},
		"two rules outside": {sunday, func(state *passageState) {
			second := *state.rules[0]
			second.Name = "Racks"
			state.rules = append(state.rules, &second)
		}, `At 10:00 on Sunday 2026-10-25 (Europe/Stockholm, +01:00), the access rules "Server room" and "Racks" are outside of the time profile ` +
			`"Night shift". The reader "server room" opens for it at 22:00 on Monday 2026-10-26 (Europe/Stockholm, +01:00).`},
		"the identifier outside": {sunday, func(state *passageState) {
			state.identifier.TimeProfileIDs, state.rules[0].TimeProfileIDs = []string{"tpr_1"}, nil
		}, `At 10:00 on Sunday 2026-10-25 (Europe/Stockholm, +01:00), the identifier "Night card" is outside of the time profile ` +
			`"Night shift". The reader "server room" opens for it at 22:00 on Monday 2026-10-26 (Europe/Stockholm, +01:00).`},
		"never again": {sunday, func(state *passageState) { state.timetables["tpr_1"].Schedule.Windows[0].LastDay = &never },
			`At 10:00 on Sunday 2026-10-25 (Europe/Stockholm, +01:00), the access rule "Server room" is outside of the time profile ` +
				`"Night shift". The reader "server room" does not open for it within a year.`},
		"within": {monday, func(*passageState) {}, `The reader "server room" opens relay 1 for the identifier "Night card", by the access rule "Server room". ` +
			`It closes at 06:00 on Tuesday 2026-10-27 (Europe/Stockholm, +01:00).`},
		"always": {monday, func(state *passageState) { state.rules[0].TimeProfileIDs = nil },
			`The reader "server room" opens relay 1 for the identifier "Night card", by the access rule "Server room".`},
	} {
		t.Run(name, func(t *testing.T) {
			state := night(t)
			test.edit(&state)
			require.Equal(t, test.explanation, state.decide("server room", test.at).Explanation)
		})
	}
}

// What denies whatever the time is, is not denied until an instant.
func TestDecide_OnlyTimeOpens(t *testing.T) {
	sunday := time.Date(2026, time.October, 25, 9, 0, 0, 0, time.UTC)
	for name, edit := range map[string]func(state *passageState){
		"disabled":  func(state *passageState) { state.identifier.Enabled = false },
		"no passes": func(state *passageState) { state.passesLeft, state.identifier.Validity.MaxPasses = new(0), new(1) },
		"no reader": func(state *passageState) { state.rules[0].Settings[0].Reader = "elsewhere" },
		"no rule":   func(state *passageState) { state.rules = nil },
		"expired":   func(state *passageState) { state.identifier.Validity.To = &sunday },
		"holder":    func(state *passageState) { state.identifier.HolderID = new("usr_1") },
		"unknown":   func(state *passageState) { state.identifier = nil },
		"refused":   func(state *passageState) { state.isRefused = true },
	} {
		state := night(t)
		edit(&state)
		decision := state.decide("server room", sunday)
		require.NotEqual(t, OutsideTimeProfiles, *decision.Denial, name)
		require.Nil(t, decision.OpensAt, name)
		require.Nil(t, decision.ClosesAt, name)
	}
	state := night(t)
	state.identifier.Validity.From = new(sunday.Add(time.Hour))
	decision := state.decide("server room", sunday)
	require.Equal(t, NotYetValid, *decision.Denial)
	require.Equal(t, "2026-10-26T21:00:00Z", decision.OpensAt.Format(time.RFC3339), fmt.Sprint(decision))
}
