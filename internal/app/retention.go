package app

import (
	"context"
	"fmt"
	"time"

	"github.com/rs/zerolog"
)

// retentionStep is the limit of the documents that one step of a retention removes.
const retentionStep = 500

// retention says how long the documents of a collection are kept.
type retention struct {
	// documents names the documents in the log.
	documents string
	// keep is how long they are kept; zero for ever.
	keep time.Duration
	// remove deletes documents from before an instant, at most limit of them, and returns how many it deleted.
	remove func(ctx context.Context, before time.Time, limit int) (int, error)
}

// startRetention removes old documents at the start and then every minute; never if they are kept for ever. The log says what it
// has removed.
func (a *App) startRetention(kept retention, logger zerolog.Logger) *job {
	if kept.keep == 0 {
		return noJob()
	}
	removing := startJob("removing old "+kept.documents, func(ctx context.Context) error {
		return kept.apply(ctx, a.Changes.Clock(), logger)
	}, logger)
	removing.wake()
	return removing
}

// apply removes the documents that are too old, in bounded steps until none is left. What was removed is logged even if a step fails.
func (r retention) apply(ctx context.Context, now time.Time, logger zerolog.Logger) error {
	before, removed := now.Add(-r.keep), 0
	defer func() {
		if removed > 0 {
			logger.Info().Str("documents", r.documents).Int("removed", removed).Time("before", before).Msg("removed old documents")
		}
	}()
	for {
		isDone := false
		err := boundedStep(ctx, func(ctx context.Context) error {
			count, err := r.remove(ctx, before, retentionStep)
			removed, isDone = removed+count, count < retentionStep
			return err
		})
		if err != nil {
			return fmt.Errorf("removing old %s: %w", r.documents, err)
		}
		if isDone {
			return nil
		}
	}
}
