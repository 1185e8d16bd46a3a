package schedule

import (
	"fmt"
	"time"
)

const minutesPerDay = 24 * 60

// Date is a date of the proleptic Gregorian calendar, without a time zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const dateLayout = "2006-01-02"

// ParseDate returns the date of a text such as 2026-12-24, between the years 0001 and 9999. It reports whether the text is one.
func ParseDate(text string) (Date, bool) {
	midnight, err := time.Parse(dateLayout, text)
	if err != nil || midnight.Year() < 1 {
		return Date{}, false
	}
	return dateOf(midnight), true
}

// String returns the text of the date, such as 2026-12-24.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// dateOf returns the date at an instant in the zone of its location.
func dateOf(at time.Time) Date {
	year, month, day := at.Date()
	return Date{Year: year, Month: month, Day: day}
}

// number returns the number of days since the first day of 1970, which dates before it have below zero.
func (d Date) number() int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// dateOfNumber is the inverse of number.
func dateOfNumber(number int) Date {
	return dateOf(time.Unix(int64(number)*secondsPerDay, 0).UTC())
}

const secondsPerDay = minutesPerDay * 60

// weekday returns the day of the week.
func (d Date) weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Before reports whether the date is before another.
func (d Date) Before(other Date) bool { return d.number() < other.number() }
