package audit

import (
	"context"
	"fmt"
	"time"
)

const (
	// MinRetention is the minimum time for which records are retained.
	MinRetention = 24 * time.Hour
	// RetentionStep is the maximum number of records that one step removes.
	RetentionStep = 500
)

// Retained removes records of all companies.
type Retained interface {
	// RemoveBefore removes at most limit records from before a time, oldest first, and returns their number. It notes first that the
	// history begins at that time.
	RemoveBefore(ctx context.Context, before time.Time, limit int) (int, error)
}

// Retention removes audit records once they are older than they have to be kept.
type Retention struct {
	Records Retained
	// Keep is how long records are kept, at least MinRetention.
	Keep  time.Duration
	Clock func() time.Time
}

// Step removes at most RetentionStep records. It returns their number and the time before which they were made.
func (r *Retention) Step(ctx context.Context) (removed int, before time.Time, err error) {
	before = r.Clock().Add(-max(r.Keep, MinRetention))
	removed, err = r.Records.RemoveBefore(ctx, before, RetentionStep)
	if err != nil {
		return removed, before, fmt.Errorf("removing audit records: %w", err)
	}
	return removed, before, nil
}
