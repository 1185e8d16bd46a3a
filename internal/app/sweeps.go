package app

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/erasure"
	"accessgraph/mongo"
)

// sweepBatch and sweepBatches bound what is removed in one go: what is left waits for the next.
const (
	sweepBatch   = 500
	sweepBatches = 20
)

// sweepExpired removes expired idempotency records, a bounded number of them.
func (a *App) sweepExpired(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, stepTimeout)
	defer cancel()
	for range sweepBatches {
		removed, err := a.store.SweepIdempotencyRecords(ctx, a.Changes.Clock(), sweepBatch)
		if err != nil {
			return fmt.Errorf("sweeping idempotency records: %w", err)
		}
		if removed < sweepBatch {
			return nil
		}
	}
	return nil
}

// detachDeleted takes the IDs of deleted rules off the identifiers, step by step until nothing is left.
func (a *App) detachDeleted(ctx context.Context) error {
	sweeper := &accessrule.Sweeper{Detachments: a.store.AccessRuleDetachments(), Identifiers: a.store.Identifiers(), Changes: a.Changes}
	for {
		err := boundedStep(ctx, sweeper.Step)
		if errors.Is(err, document.ErrAbsent) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// finishErasures erases what has the names of erased people, step by step until nothing is left.
func (a *App) finishErasures(ctx context.Context) error {
	eraser := &erasure.Eraser{Jobs: a.store.ErasureJobs(), Objects: erasureObjects(a.store), Changes: a.Changes}
	for {
		err := boundedStep(ctx, eraser.Step)
		if errors.Is(err, document.ErrAbsent) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func erasureObjects(store *mongo.Store) erasure.Objects {
	return erasure.Objects{
		Users: store.Users(), ExternalPersonalIdentities: store.ExternalPersonalIdentities(),
		ExternalRoleAccounts: store.ExternalRoleAccounts(), Accesses: store.Accesses(), UserAccesses: store.UserAccesses(),
		Identifiers: store.Identifiers(), Passages: store.Passages(), AuditRecords: store.AuditRecords(),
	}
}

func boundedStep(ctx context.Context, step func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, stepTimeout)
	defer cancel()
	return step(ctx)
}
