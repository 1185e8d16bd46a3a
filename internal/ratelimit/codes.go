// Package ratelimit holds callers up who try values out, one after the other, to find one that exists.
//
// It counts in this process only: a caller of several processes has as many times the attempts.
package ratelimit

import (
	"context"
	"time"
)

// maxKeys is how many readers and how many applications are remembered, less than a kilobyte each. The one that was used
// least recently is forgotten first; with it go its failures.
const maxKeys = 10_000

// CodeLimits are how many wrong input codes an application may show in a minute, all of them at once if need be.
type CodeLimits struct {
	// PerReader counts at one reader.
	PerReader int
	// PerApplication counts at all its readers together, which are names that the application makes up.
	PerApplication int
}

// Codes limits wrong input codes by application and reader. It is safe for concurrent use.
type Codes struct {
	byReader      *Failures[reader]
	byApplication *Failures[string]
}

// reader is a reader of an application.
type reader struct{ applicationID, name string }

// NewCodes returns limits of which nothing is used up.
func NewCodes(clock func() time.Time, limits CodeLimits) (*Codes, error) {
	byReader, err := NewFailures[reader](clock, limits.PerReader, maxKeys)
	if err != nil {
		return nil, err
	}
	byApplication, err := NewFailures[string](clock, limits.PerApplication, maxKeys)
	if err != nil {
		return nil, err
	}
	return &Codes{byReader: byReader, byApplication: byApplication}, nil
}

// Try runs an attempt with an input code and counts it if it reports that the code is wrong. It reports false, and runs
// nothing, when too many were wrong at the reader or at all readers of the application together. Like [Failures.Try], it
// waits for attempts under way that could be too many.
func (c *Codes) Try(
	ctx context.Context, applicationID, readerName string, attempt func() (wrong bool, err error),
) (allowed bool, err error) {
	var within bool
	allowed, err = c.byReader.Try(ctx, reader{applicationID, readerName}, func() (wrong bool, err error) {
		within, err = c.byApplication.Try(ctx, applicationID, func() (bool, error) {
			wrong, err = attempt()
			return wrong, err
		})
		return wrong, err
	})
	return allowed && within, err
}
