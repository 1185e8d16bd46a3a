package schedule

import "fmt"

// LocalTime is a time of day in minutes after midnight: 0 to 1,440, which is 24:00.
type LocalTime int

// EndOfDay is the midnight at the end of a day.
const EndOfDay LocalTime = minutesPerDay

// ParseLocalTime returns the time of a text of the form HH:MM, 00:00 to 24:00. It reports whether the text is one.
func ParseLocalTime(text string) (LocalTime, bool) {
	if len(text) != len("00:00") || text[2] != ':' {
		return 0, false
	}
	digits := [4]int{}
	for i, place := range []int{0, 1, 3, 4} {
		digits[i] = int(text[place]) - '0'
		if digits[i] < 0 || digits[i] > 9 {
			return 0, false
		}
	}
	hours, minutes := 10*digits[0]+digits[1], 10*digits[2]+digits[3]
	at := LocalTime(60*hours + minutes)
	return at, minutes < 60 && at <= EndOfDay
}

// String returns the text of the time, such as 08:30.
func (t LocalTime) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }
