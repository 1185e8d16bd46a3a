package app

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
)

// loggedProblems is the most problems that one verification writes to the log, each on a line.
const loggedProblems = 100

// startVerification verifies the store at the start and at an interval; not at all for an interval of zero.
func (a *App) startVerification(every time.Duration, metrics *api.Metrics, logger zerolog.Logger) *job {
	if every == 0 {
		return noJob()
	}
	verifying := startJobEvery(every, "verifying the store", func(ctx context.Context) error {
		return a.verifyStore(ctx, metrics, logger)
	}, logger)
	verifying.wake()
	return verifying
}

func (a *App) verifyStore(ctx context.Context, metrics *api.Metrics, logger zerolog.Logger) error {
	problems := 0
	report := func(problem Problem) {
		if problems++; problems <= loggedProblems {
			logger.Error().Str("collection", problem.Collection).Str("documentId", problem.ID).Str("problem", problem.What).Msg("verifying the store")
		}
	}
	if _, err := a.VerifyFiles(ctx, report); err != nil {
		return err
	}
	documents, err := a.VerifyDocuments(ctx, report)
	if err != nil {
		return err
	}
	metrics.Verified(problems, a.Changes.Clock())
	level := zerolog.InfoLevel
	if problems > 0 {
		level = zerolog.ErrorLevel
	}
	logger.WithLevel(level).Int("documents", documents).Int("problems", problems).Msg("verified the store")
	return nil
}
