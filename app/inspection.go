package app

import (
	"context"
	"errors"

	"accessgraph/mongo"
)

type (
	// Problem is one thing in a store that is not as it must be.
	Problem = mongo.Problem
	// Verified is how much was verified.
	Verified = mongo.Verified
	// Repaired is what a repair did.
	Repaired = mongo.Repaired
)

// Verify reads the whole embedded store and reports every problem in its file, its documents and its indexes.
func (a *App) Verify(ctx context.Context, report func(Problem)) (Verified, error) {
	return a.store.Verify(ctx, report)
}

// IsDamaged reports whether a store could not be opened because its file is damaged. VerifyFolder then says where.
func IsDamaged(err error) bool { return errors.Is(err, mongo.ErrDamaged) }

// VerifyFolder is Verify for an embedded store that cannot be opened.
func VerifyFolder(ctx context.Context, folder string, report func(Problem)) error {
	return mongo.VerifyFolder(ctx, folder, report)
}

// Repair makes the embedded store in a folder anew from whatever can still be read. No process may have it open.
func Repair(ctx context.Context, folder string) (Repaired, error) { return mongo.Repair(ctx, folder) }
