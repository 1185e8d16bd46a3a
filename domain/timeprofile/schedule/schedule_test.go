package schedule

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/timeprofile/zones"
)

// everyZone makes the test of transitions try all zones, instead of a few.
var everyZone = flag.Bool("every.zone", false, "try the transitions of every time zone")

func load(t require.TestingT, name string) *time.Location {
	all, err := zones.New()
	require.NoError(t, err)
	zone, err := all.Load(name)
	require.NoError(t, err)
	return zone
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	require.NoError(t, err)
	return at
}

// requirePeriods compares periods by their instants, and not by how a time is kept.
func requirePeriods(t *testing.T, want, got Periods) {
	t.Helper()
	text := func(periods Periods) string {
		var all []string
		for _, period := range periods {
			all = append(all, period.From.UTC().Format(time.RFC3339)+" to "+period.To.UTC().Format(time.RFC3339))
		}
		return strings.Join(all, ", ")
	}
	require.Equal(t, text(want), text(got))
}

func everyDay() []time.Weekday {
	return []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}
}

// requireAgreement compares the schedule with its plain model at every minute between two instants.
func requireAgreement(t require.TestingT, drawn plain, from, to time.Time) {
	schedule := drawn.schedule()
	periods := schedule.Open(from, to)
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		want := drawn.isOpen(at)
		inPeriods := slices.ContainsFunc(periods, func(p Period) bool { return !at.Before(p.From) && at.Before(p.To) })
		if want != schedule.IsOpen(at) || want != inPeriods {
			require.Fail(t, "the schedule and its model differ", "%s in %s: open %v, IsOpen %v, in periods %v", at, drawn.zone, want, schedule.IsOpen(at), inPeriods)
		}
	}
}

func TestSchedule_LikeThePlainModelAtEveryMinute(t *testing.T) {
	names := []string{"UTC", "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca"}
	rapid.Check(t, func(t *rapid.T) {
		zone := load(t, rapid.SampledFrom(names).Draw(t, "zone"))
		around := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 3*365*24).Draw(t, "hour")) * time.Hour)
		requireAgreement(t, drawPlain(t, zone, around), around, around.Add(48*time.Hour))
	})
}

// transitions returns the changes of a zone's offset between two instants, to the minute.
func transitions(zone *time.Location, from, to time.Time) []time.Time {
	offset := func(at time.Time) int {
		_, seconds := at.In(zone).Zone()
		return seconds
	}
	var changes []time.Time
	for day := from; day.Before(to); day = day.Add(24 * time.Hour) {
		if offset(day) == offset(day.Add(24*time.Hour)) {
			continue
		}
		for minute := range 24 * 60 {
			if change := day.Add(time.Duration(minute+1) * time.Minute); offset(change) != offset(change.Add(-time.Minute)) {
				changes = append(changes, change)
			}
		}
	}
	return changes
}

func TestSchedule_AroundTransitionsOfZones(t *testing.T) {
	all, err := zones.New()
	require.NoError(t, err)
	names := all.Names()
	slices.Sort(names)
	random := rand.New(rand.NewPCG(1, 2))
	if !*everyZone {
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		names = names[:6]
	}
	tried := 0
	for _, name := range names {
		zone := load(t, name)
		changes := transitions(zone, time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC), time.Date(2040, time.January, 1, 0, 0, 0, 0, time.UTC))
		if !*everyZone && len(changes) > 4 {
			random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
			changes = changes[:4]
		}
		for _, change := range changes {
			local := change.In(zone)
			around := LocalTime(60*local.Hour() + local.Minute())
			drawn := plain{zone: zone, windows: []Window{
				{Days: everyDay(), Hours: Hours{From: (around + minutesPerDay - 90) % minutesPerDay, To: (around + minutesPerDay - 30) % minutesPerDay}},
				{Days: []time.Weekday{local.Weekday()}, Hours: Hours{From: (around + 15) % minutesPerDay, To: (around + 45) % minutesPerDay}},
				{Days: everyDay(), Hours: Hours{From: 22 * 60, To: 5 * 60}},
			}}
			requireAgreement(t, drawn, change.Add(-4*time.Hour), change.Add(4*time.Hour))
			tried++
		}
	}
	require.NotZero(t, tried)
	t.Logf("%d transitions of %d zones", tried, len(names))
}

func TestSchedule_AMissingHourOpensNothingAndARepeatedOneTwice(t *testing.T) {
	schedule := &Schedule{Zone: load(t, "Europe/Stockholm"), Windows: []Window{{Days: everyDay(), Hours: Hours{From: 2 * 60, To: 3 * 60}}}}
	require.Empty(t, schedule.Open(instant(t, "2026-03-28T12:00:00Z"), instant(t, "2026-03-29T12:00:00Z")))
	// 02:00 to 03:00 comes twice, one hour after the other: together they are two hours.
	requirePeriods(t, Periods{{instant(t, "2026-10-25T00:00:00Z"), instant(t, "2026-10-25T02:00:00Z")}},
		schedule.Open(instant(t, "2026-10-24T12:00:00Z"), instant(t, "2026-10-25T12:00:00Z")))
}

// Samoa had no 30 December 2011: a window of the evening of the 29th ends at midnight, and the night of the 30th opens the morning of the 31st.
func TestSchedule_SamoasMissingDay(t *testing.T) {
	zone := load(t, "Pacific/Apia")
	nights := func(date Date) plain {
		return plain{zone: zone, windows: []Window{{Days: everyDay(), Hours: Hours{From: 22 * 60, To: 6 * 60}, FirstDay: &date, LastDay: &date}}}
	}
	last, missing := nights(Date{2011, time.December, 29}), nights(Date{2011, time.December, 30})
	from, to := instant(t, "2011-12-29T12:00:00Z"), instant(t, "2011-12-31T12:00:00Z")
	requireAgreement(t, last, from, to)
	requireAgreement(t, missing, from, to)
	requirePeriods(t, Periods{{instant(t, "2011-12-30T08:00:00Z"), instant(t, "2011-12-30T10:00:00Z")}}, last.schedule().Open(from, to))
	requirePeriods(t, Periods{{instant(t, "2011-12-30T10:00:00Z"), instant(t, "2011-12-30T16:00:00Z")}}, missing.schedule().Open(from, to))
}

func TestSchedule_HolidaysOnlyNarrow(t *testing.T) {
	weekdays := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	office := Window{Days: weekdays, Hours: Hours{From: 8 * 60, To: 17 * 60}}
	night := Window{Days: weekdays, Hours: Hours{From: 22 * 60, To: 6 * 60}}
	christmasEve := Holiday{Date: Date{2026, time.December, 24}, EveryYear: true, Windows: []Hours{{From: 10 * 60, To: 23 * 60}}}
	christmas := Holiday{Date: Date{2026, time.December, 25}}
	schedule := &Schedule{Zone: time.UTC, Windows: []Window{office, night}, Calendars: []*Calendar{NewCalendar([]Holiday{christmasEve, christmas})}}
	requirePeriods(t, Periods{
		{instant(t, "2026-12-24T00:00:00Z"), instant(t, "2026-12-24T06:00:00Z")}, // the night of the 23rd runs on
		{instant(t, "2026-12-24T10:00:00Z"), instant(t, "2026-12-24T17:00:00Z")}, // not until 23:00: holidays open nothing
		{instant(t, "2026-12-24T22:00:00Z"), instant(t, "2026-12-24T23:00:00Z")},
	}, schedule.Open(instant(t, "2026-12-24T00:00:00Z"), instant(t, "2026-12-26T00:00:00Z")))

	leap := NewCalendar([]Holiday{{Date: Date{2024, time.February, 29}, EveryYear: true}})
	always := &Schedule{Zone: time.UTC, Windows: []Window{{Days: everyDay(), Hours: Hours{From: 0, To: EndOfDay}}}, Calendars: []*Calendar{leap}}
	require.False(t, always.IsOpen(instant(t, "2028-02-29T12:00:00Z")))
	require.True(t, always.IsOpen(instant(t, "2027-02-28T12:00:00Z")))
	require.True(t, always.IsOpen(instant(t, "2027-03-01T12:00:00Z")))
}

func TestStatusAt_IsTheNextInstantAtWhichItIsOtherwise(t *testing.T) {
	names := []string{"UTC", "Europe/Stockholm", "America/New_York", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		zone := load(t, rapid.SampledFrom(names).Draw(t, "zone"))
		at := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 2*365*24*60).Draw(t, "minute")) * time.Minute)
		drawn := drawPlain(t, zone, at)
		status := StatusAt(at, drawn.schedule().Open)
		require.Equal(t, drawn.isOpen(at), status.Open)
		end := at.Add(Horizon)
		if status.ChangesAt != nil {
			require.True(t, status.ChangesAt.After(at) && status.ChangesAt.Before(end))
			require.Equal(t, !status.Open, drawn.isOpen(*status.ChangesAt))
			end = *status.ChangesAt
		}
		// Every minute before a near change, and some before a far one.
		step := max(time.Minute, end.Sub(at)/2_000).Truncate(time.Minute)
		for before := at; before.Before(end); before = before.Add(step) {
			require.Equal(t, status.Open, drawn.isOpen(before), before)
		}
	})
}

func TestPeriods_UnionAndIntersection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Periods {
			var periods Periods
			for range rapid.IntRange(0, 5).Draw(t, name) {
				from := rapid.IntRange(0, 40).Draw(t, "from")
				periods = append(periods, Period{time.Unix(int64(from), 0), time.Unix(int64(from+rapid.IntRange(1, 9).Draw(t, "length")), 0)})
			}
			return periods.joined()
		}
		has := func(periods Periods, second int) bool {
			at := time.Unix(int64(second), 0)
			return slices.ContainsFunc(periods, func(p Period) bool { return !at.Before(p.From) && at.Before(p.To) })
		}
		one, other := draw("one"), draw("other")
		for second := range 60 {
			require.Equal(t, has(one, second) || has(other, second), has(one.Union(other), second), second)
			require.Equal(t, has(one, second) && has(other, second), has(one.Intersection(other), second), second)
		}
	})
}

func TestParse_DatesAndTimes(t *testing.T) {
	for text, want := range map[string]bool{
		"2026-12-24": true, "2024-02-29": true, "0001-01-01": true, "9999-12-31": true,
		"2026-02-29": false, "2026-13-01": false, "2026-1-1": false, "": false, "2026-12-24T00:00:00Z": false, "0000-01-01": false, "10000-01-01": false,
	} {
		date, ok := ParseDate(text)
		require.Equal(t, want, ok, text)
		if ok {
			require.Equal(t, text, date.String())
			require.Equal(t, date, dateOfNumber(date.number()))
		}
	}
	for text, want := range map[string]bool{
		"00:00": true, "08:30": true, "23:59": true, "24:00": true, "24:01": false, "25:00": false, "08:60": false, "8:30": false, "08:30:00": false, "": false, "０8:30": false, "-1:00": false,
	} {
		at, ok := ParseLocalTime(text)
		require.Equal(t, want, ok, text)
		if ok {
			require.Equal(t, text, at.String())
		}
	}
}
