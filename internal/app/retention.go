package app

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/domain/audit"
)

// startAuditRetention removes audit records that are older than they are to be kept, at the start and every minute; never for zero.
func (a *App) startAuditRetention(keep time.Duration, logger zerolog.Logger) *job {
	if keep == 0 {
		return &job{stop: func() {}}
	}
	retention := &audit.Retention{Records: a.store.AuditHistory(), Keep: keep, Clock: a.Changes.Clock}
	retaining := startJob("removing old audit records", func(ctx context.Context) error {
		return removeOldRecords(ctx, retention, logger)
	}, logger)
	retaining.wake()
	return retaining
}

// removeOldRecords removes records step by step until none is left to remove. The log says what was removed, also if a step fails.
func removeOldRecords(ctx context.Context, retention *audit.Retention, logger zerolog.Logger) error {
	total := 0
	for {
		removed, before := 0, time.Time{}
		err := boundedStep(ctx, func(ctx context.Context) (err error) {
			removed, before, err = retention.Step(ctx)
			return err
		})
		total += removed
		if err == nil && removed == audit.RetentionStep {
			continue
		}
		if total > 0 {
			logger.Info().Int("auditRecords", total).Time("before", before).Msg("removed old audit records")
		}
		return err
	}
}
