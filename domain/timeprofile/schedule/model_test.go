package schedule

import (
	"fmt"
	"time"

	"pgregory.net/rapid"
)

// plain is a schedule as a person would check it, minute by minute: no sets, no periods.
type plain struct {
	zone      *time.Location
	windows   []Window
	calendars [][]Holiday
}

func (p plain) schedule() *Schedule {
	schedule := &Schedule{Zone: p.zone, Windows: p.windows}
	for _, holidays := range p.calendars {
		schedule.Calendars = append(schedule.Calendars, NewCalendar(holidays))
	}
	return schedule
}

// isOpen looks at the local date, and at the day before with the hours counted on past midnight.
func (p plain) isOpen(at time.Time) bool {
	local := at.In(p.zone)
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
	clock := local.Format("15:04")
	return p.isOpenOn(today, clock) || p.isOpenOn(today.AddDate(0, 0, -1), nextDay(clock))
}

// nextDay writes a time of the next day as if the day before went on: 02:00 is 26:00.
func nextDay(clock string) string {
	var hours, minutes int
	if _, err := fmt.Sscanf(clock, "%d:%d", &hours, &minutes); err != nil {
		panic(err)
	}
	return fmt.Sprintf("%02d:%02d", hours+24, minutes)
}

func (p plain) isOpenOn(day time.Time, clock string) bool {
	text := day.Format("2006-01-02")
	inWindow := false
	for _, window := range p.windows {
		if window.FirstDay != nil && text < window.FirstDay.String() || window.LastDay != nil && text > window.LastDay.String() {
			continue
		}
		for _, weekday := range window.Days {
			inWindow = inWindow || weekday == day.Weekday() && isWithin(window.Hours, clock)
		}
	}
	for _, holidays := range p.calendars {
		for _, holiday := range holidays {
			if holiday.Date.String() == text || holiday.EveryYear && holiday.Date.String()[4:] == text[4:] {
				left := false
				for _, hours := range holiday.Windows {
					left = left || isWithin(hours, clock)
				}
				inWindow = inWindow && left
			}
		}
	}
	return inWindow
}

func isWithin(hours Hours, clock string) bool {
	from, to := hours.From.String(), hours.To.String()
	if to <= from {
		to = nextDay(to)
	}
	return from <= clock && clock < to
}

func drawHours(t *rapid.T) Hours {
	step := rapid.SampledFrom([]int{1, 15, 60}).Draw(t, "step")
	from := LocalTime(step * rapid.IntRange(0, (minutesPerDay-1)/step).Draw(t, "from"))
	to := LocalTime(step * rapid.IntRange(0, minutesPerDay/step).Draw(t, "to"))
	if from == to {
		to = (from + 60) % minutesPerDay
	}
	return Hours{From: from, To: to}
}

// drawPlain draws a schedule whose dates lie around an instant.
func drawPlain(t *rapid.T, zone *time.Location, around time.Time) plain {
	date := func(name string) Date { return dateOf(around.AddDate(0, 0, rapid.IntRange(-5, 5).Draw(t, name)).UTC()) }
	optional := func(name string) *Date {
		if rapid.IntRange(0, 3).Draw(t, name+" given") > 0 {
			return nil
		}
		return new(date(name))
	}
	drawn := plain{zone: zone}
	for range rapid.IntRange(0, 4).Draw(t, "windows") {
		days := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, func(day int) int { return day }).Draw(t, "days")
		window := Window{Hours: drawHours(t), FirstDay: optional("first"), LastDay: optional("last")}
		for _, day := range days {
			window.Days = append(window.Days, time.Weekday(day))
		}
		drawn.windows = append(drawn.windows, window)
	}
	for range rapid.IntRange(0, 3).Draw(t, "calendars") {
		var holidays []Holiday
		for range rapid.IntRange(0, 3).Draw(t, "holidays") {
			holiday := Holiday{Date: date("holiday"), EveryYear: rapid.Bool().Draw(t, "every year")}
			for range rapid.IntRange(0, 2).Draw(t, "hours") {
				holiday.Windows = append(holiday.Windows, drawHours(t))
			}
			holidays = append(holidays, holiday)
		}
		drawn.calendars = append(drawn.calendars, holidays)
	}
	return drawn
}
