// Package timeprofile has time profiles and holiday calendars: when access rules and identifiers open anything.
package timeprofile
