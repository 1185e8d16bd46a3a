// Package timeprofile says when something is open: by windows of a week in a time zone, and by holidays that narrow them. It is pure:
// the zones come with the program, and no clock is read.
package timeprofile
