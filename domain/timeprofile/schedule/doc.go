// Package schedule says when something is open: by windows of a week in a time zone, and by holidays that narrow them. It is pure:
// no clock is read, and nothing is stored.
package schedule
