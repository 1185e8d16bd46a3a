package test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo"
)

// nightShift adds a card that opens the server room in the nights of weekdays in Stockholm, except on 24 December, by a rule with a time
// profile; the card itself has one that is open all year.
func (w *world) nightShift(t testing.TB) {
	t.Helper()
	calendar := w.create(t, "nightCalendar", "createHolidayCalendar", "holidayCalendar", map[string]any{"name": "Holidays", "holidays": []any{
		map[string]any{"date": "2020-12-24", "everyYear": true, "name": "Christmas Eve"},
		map[string]any{"date": "2026-11-30", "name": "Half a night", "windows": []any{map[string]any{"from": "20:00", "to": "02:00"}}},
	}})
	profile := w.create(t, "nightProfile", "createTimeProfile", "timeProfile", map[string]any{
		"name": "Night shift", "timeZone": "Europe/Stockholm", "holidayCalendarIds": []string{calendar, calendar},
		"windows": []any{map[string]any{"days": []string{"FRIDAY", "THURSDAY", "WEDNESDAY", "TUESDAY", "MONDAY", "MONDAY"}, "from": "22:00", "to": "06:00"}},
	})
	rule := w.create(t, "nightRule", "createAccessRule", "accessRule", map[string]any{
		"name": "Server room", "description": "", "settings": []any{map[string]any{"reader": "server room", "relays": []int{7}}},
		"timeProfileIds": []string{profile, profile},
	})
	card := w.create(t, "nightCard", "createIdentifier", "identifier", map[string]any{
		"name": "Night card", "affiliation": "OWNER", "type": "CARD", "number": "777", "timeProfileIds": []string{w.names["timeProfile"]},
	})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": card, "accessRuleId": rule})
}

func TestCheckPassage_ByTimeProfiles(t *testing.T) {
	w := newWorld(t)
	w.nightShift(t)
	for at, expected := range map[string][3]any{ // denial, opensAt, closesAt
		"2026-11-29T11:00:00Z": {"OUTSIDE_TIME_PROFILES", "2026-11-30T21:00:00.000Z", nil}, // Sunday
		"2026-11-30T21:30:00Z": {nil, nil, "2026-12-01T01:00:00.000Z"},                     // a holiday with hours of its own
		"2026-12-01T01:30:00Z": {"OUTSIDE_TIME_PROFILES", "2026-12-01T21:00:00.000Z", nil},
		"2026-12-24T04:00:00Z": {nil, nil, "2026-12-24T05:00:00.000Z"}, // the night before Christmas Eve runs on
		"2026-12-24T22:00:00Z": {"OUTSIDE_TIME_PROFILES", "2026-12-25T21:00:00.000Z", nil},
		"2027-07-01T20:00:00Z": {nil, nil, "2027-07-02T04:00:00.000Z"}, // in summer
	} {
		data := w.admin.must(t, `query($at: DateTime) { checkPassage(reader: "server room", identifier: {number: {type: CARD, number: "777"}}, at: $at) {
			granted denial relays opensAt closesAt } }`, map[string]any{"at": at})
		relays := []any{}
		if expected[0] == nil {
			relays = []any{7.0}
		}
		require.Equal(t, map[string]any{
			"granted": expected[0] == nil, "denial": expected[0], "relays": relays, "opensAt": expected[1], "closesAt": expected[2],
		}, data["checkPassage"], at)
	}
	require.Equal(t, `At 12:00 on Sunday 2026-11-29 (Europe/Stockholm, +01:00), the access rule "Server room" is outside of the time profile "Night shift". `+
		`The reader "server room" opens for it at 22:00 on Monday 2026-11-30 (Europe/Stockholm, +01:00).`,
		w.admin.check(t, "server room", "CARD", "777", "2026-11-29T11:00:00Z")["explanation"])
}

// TestStoreCalls_OfTimeProfiles has an identifier and a rule with time profiles, which have calendars: two reads more than the identifier
// and its rules.
func TestStoreCalls_OfTimeProfiles(t *testing.T) {
	w := newCountedWorld(t)
	w.nightShift(t)
	check := `{ checkPassage(reader: "server room", identifier: {number: {type: CARD, number: "777"}}) { granted opensAt closesAt } }`
	require.Equal(t, 4, w.calls(t, w.admin, check))
	// A reader that the rule does not have needs the profile of the identifier only.
	require.Equal(t, 4, w.calls(t, w.admin, `{ checkPassage(reader: "elsewhere", identifier: {number: {type: CARD, number: "777"}}) { granted } }`))
	require.Equal(t, 3, w.calls(t, w.admin, `{ checkPassage(reader: "front", identifier: {number: {type: CARD, number: "4711"}}) { granted } }`))
}

func TestTimeProfile_Status(t *testing.T) {
	w := newWorld(t)
	w.nightShift(t)
	data := w.admin.must(t, `query($id: ID!) { timeProfile(timeProfileId: $id) {
		timeZone windows { days from to firstDay lastDay } holidayCalendars { name holidays { date everyYear name windows { from to } } }
		sunday: status(at: "2026-11-29T11:00:00Z") { open opensAt closesAt } monday: status(at: "2026-11-30T21:00:00Z") { open opensAt closesAt }
	} }`, map[string]any{"id": w.names["nightProfile"]})
	require.Equal(t, map[string]any{
		"timeZone": "Europe/Stockholm",
		"windows": []any{map[string]any{
			"days": []any{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"}, "from": "22:00", "to": "06:00", "firstDay": nil, "lastDay": nil,
		}},
		"holidayCalendars": []any{map[string]any{"name": "Holidays", "holidays": []any{
			map[string]any{"date": "2020-12-24", "everyYear": true, "name": "Christmas Eve", "windows": []any{}},
			map[string]any{"date": "2026-11-30", "everyYear": false, "name": "Half a night", "windows": []any{map[string]any{"from": "20:00", "to": "02:00"}}},
		}}},
		"sunday": map[string]any{"open": false, "opensAt": "2026-11-30T21:00:00.000Z", "closesAt": nil},
		"monday": map[string]any{"open": true, "opensAt": nil, "closesAt": "2026-12-01T01:00:00.000Z"},
	}, data["timeProfile"])
	always := w.admin.must(t, `query($id: ID!) { timeProfile(timeProfileId: $id) { status { open opensAt closesAt } } serverInfo { timeZoneDatabaseVersion } }`,
		map[string]any{"id": w.names["timeProfile"]})
	require.Equal(t, map[string]any{"open": true, "opensAt": nil, "closesAt": nil}, at(t, always, "timeProfile", "status"))
	require.Regexp(t, `^20\d\d[a-z]$`, text(t, always, "serverInfo", "timeZoneDatabaseVersion"))
}

func (w *world) references(t testing.TB, profile string) (accessRules, identifiers any) {
	t.Helper()
	data := w.admin.must(t, `query($id: ID!) { timeProfile(timeProfileId: $id) { referencesCount { accessRules identifiers } } }`, map[string]any{"id": w.names[profile]})
	return at(t, data, "timeProfile", "referencesCount", "accessRules"), at(t, data, "timeProfile", "referencesCount", "identifiers")
}

func TestTimeProfile_IsDeletedOnceNothingHasIt(t *testing.T) {
	w := newWorld(t)
	w.nightShift(t)
	requireReferences := func(accessRules, identifiers float64) {
		t.Helper()
		rules, cards := w.references(t, "nightProfile")
		require.Equal(t, []any{accessRules, identifiers}, []any{rules, cards})
	}
	requireReferences(1, 0)
	both := []string{w.names["nightProfile"], w.names["timeProfile"]}
	updated := w.admin.mutate(t, "updateIdentifier", "identifier { timeProfileIds timeProfiles { id } version }", map[string]any{"identifierId": w.names["nightCard"], "timeProfileIds": both})
	require.Equal(t, []any{both[0], both[1]}, at(t, updated, "identifier", "timeProfileIds"))
	require.Equal(t, []any{map[string]any{"id": both[0]}, map[string]any{"id": both[1]}}, at(t, updated, "identifier", "timeProfiles"))
	requireReferences(1, 1)
	w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": w.names["nightCard"], "name": "Renamed"})
	requireReferences(1, 1)
	w.admin.mutate(t, "deleteIdentifier", "deletedIdentifierId", map[string]any{"identifierId": w.names["nightCard"]})
	requireReferences(1, 0)
	w.admin.mutate(t, "updateAccessRule", "accessRule { id }", map[string]any{"accessRuleId": w.names["nightRule"], "timeProfileIds": []string{}})
	requireReferences(0, 0)
	w.admin.mutate(t, "updateAccessRule", "accessRule { id }", map[string]any{"accessRuleId": w.names["nightRule"], "timeProfileIds": both[:1]})
	w.admin.mutate(t, "deleteAccessRule", "deletedAccessRuleId", map[string]any{"accessRuleId": w.names["nightRule"], "detach": true})
	requireReferences(0, 0)
	w.admin.mutate(t, "deleteTimeProfile", "deletedTimeProfileId", map[string]any{"timeProfileId": w.names["nightProfile"]})
	w.admin.mutate(t, "deleteHolidayCalendar", "deletedHolidayCalendarId", map[string]any{"holidayCalendarId": w.names["nightCalendar"]})
	w.requireConsistent(t)
}

// requireConsistent verifies counters, references and everything else that is derived.
func (s *server) requireConsistent(t testing.TB) {
	t.Helper()
	_, err := s.store.VerifyDocuments(t.Context(), func(problem mongo.Problem) { t.Error(problem.String()) })
	require.NoError(t, err)
}

// TestDeleteTimeProfile_RacesWithAttachments has time profiles deleted and attached at the same time: one of the two is told why not.
func TestDeleteTimeProfile_RacesWithAttachments(t *testing.T) {
	w := newWorld(t)
	for number := range 8 {
		name := fmt.Sprint("profile ", number)
		profile := w.create(t, name, "createTimeProfile", "timeProfile", map[string]any{
			"name": name, "timeZone": "UTC", "windows": []any{map[string]any{"days": everyDay(), "from": "00:00", "to": "24:00"}}})
		var racing sync.WaitGroup
		var attached, attachedToRule, deleted answer
		racing.Go(func() {
			attached = w.admin.send(t, mutation("updateIdentifier", "identifier { id }"), map[string]any{"input": map[string]any{
				"identifierId": w.names["visitorCard"], "timeProfileIds": []string{profile}}})
		})
		racing.Go(func() {
			attachedToRule = w.admin.send(t, mutation("updateAccessRule", "accessRule { id }"), map[string]any{"input": map[string]any{
				"accessRuleId": w.names["rule"], "timeProfileIds": []string{profile}}})
		})
		racing.Go(func() {
			deleted = w.admin.send(t, mutation("deleteTimeProfile", "deletedTimeProfileId"), map[string]any{"input": map[string]any{"timeProfileId": profile}})
		})
		racing.Wait()
		if len(deleted.Errors) > 0 {
			require.Equal(t, "TIME_PROFILE_IN_USE", deleted.Errors[0].Extensions.Reason, deleted.raw)
			require.True(t, len(attached.Errors) == 0 || len(attachedToRule.Errors) == 0)
			continue
		}
		for _, got := range []answer{attached, attachedToRule} {
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, "TIME_PROFILE_UNKNOWN", got.Errors[0].Extensions.Reason, got.raw)
		}
	}
	w.requireConsistent(t)
}

// TestRecordPassage_RacesWithATimeProfile has passages recorded while their time profile is updated: each is decided by one of the
// states of the profile, and none fails.
func TestRecordPassage_RacesWithATimeProfile(t *testing.T) {
	w := newWorld(t)
	w.nightShift(t)
	windows := func(from, to string) []any {
		return []any{map[string]any{"days": everyDay(), "from": from, "to": to}}
	}
	var racing sync.WaitGroup
	racing.Go(func() {
		for number := range 8 {
			hours := [][2]string{{"00:00", "24:00"}, {"00:00", "00:01"}}[number%2]
			input := map[string]any{"timeProfileId": w.names["nightProfile"], "windows": windows(hours[0], hours[1]), "holidayCalendarIds": []string{}}
			if got := w.admin.send(t, mutation("updateTimeProfile", "timeProfile { id }"), map[string]any{"input": input}); len(got.Errors) > 0 {
				t.Error(got.raw)
			}
		}
	})
	for range 32 {
		racing.Go(func() {
			got := w.admin.send(t, mutation("recordPassage", "passage { granted denial }"), map[string]any{"input": map[string]any{
				"reader": "server room", "identifier": map[string]any{"identifierId": w.names["nightCard"]}}})
			if len(got.Errors) > 0 {
				t.Error(got.raw)
			}
		})
	}
	racing.Wait()
	w.admin.mutate(t, "updateTimeProfile", "timeProfile { id }", map[string]any{"timeProfileId": w.names["nightProfile"], "windows": windows("00:00", "24:00")})
	require.Equal(t, true, w.record(t, "server room", "nightCard")["granted"], "a passage after the update goes by it")
	w.requireConsistent(t)
}

// A replay returns what the first request was told, whatever the profile says now.
func TestRecordPassage_AReplayKeepsWhenItOpens(t *testing.T) {
	w := newWorld(t)
	w.nightShift(t)
	nextMonth := time.Now().AddDate(0, 0, 30).UTC().Format(time.DateOnly)
	w.admin.mutate(t, "updateTimeProfile", "timeProfile { id }", map[string]any{"timeProfileId": w.names["nightProfile"],
		"windows": []any{map[string]any{"days": everyDay(), "from": "00:00", "to": "24:00", "firstDay": nextMonth}}, "timeZone": "UTC"})
	send := func() map[string]any {
		got := w.admin.with(idempotencyKey, "night").send(t, mutation("recordPassage", "passageId decision { denial opensAt closesAt explanation }"),
			map[string]any{"input": map[string]any{"reader": "server room", "identifier": map[string]any{"identifierId": w.names["nightCard"]}}})
		require.Empty(t, got.Errors, got.raw)
		return got.Data
	}
	first := send()
	require.Equal(t, nextMonth+"T00:00:00.000Z", at(t, first, "recordPassage", "decision", "opensAt"))
	w.admin.mutate(t, "updateTimeProfile", "timeProfile { id }", map[string]any{"timeProfileId": w.names["nightProfile"],
		"windows": []any{map[string]any{"days": everyDay(), "from": "00:00", "to": "24:00", "lastDay": "2020-01-01"}}})
	require.Equal(t, first, send())
}
