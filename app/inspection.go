package app

import (
	"context"

	"github.com/rs/zerolog"

	"accessgraph/mongo"
)

type (
	// Problem is one thing in a store that is not as it must be.
	Problem = mongo.Problem
	// Verified is how much was verified.
	Verified = mongo.Verified
	// Repaired is what a repair did.
	Repaired = mongo.Repaired
	// Progress is told what a migration does.
	Progress = mongo.Progress
	// Migrated is what a migration came to.
	Migrated = mongo.Migrated
)

// Verify reports every problem of the store, and returns how many documents it has read: in an embedded store's file first,
// and if that is sound in what the documents mean to each other.
func (a *App) Verify(ctx context.Context, report func(Problem)) (int, error) {
	file, err := a.store.Verify(ctx, report)
	if err != nil || file.Problems > 0 {
		return file.Documents, err
	}
	return a.store.VerifyDocuments(ctx, report)
}

// VerifyDocuments reports every problem of what the documents mean to each other, and returns how many it has read.
func (a *App) VerifyDocuments(ctx context.Context, report func(Problem)) (int, error) {
	return a.store.VerifyDocuments(ctx, report)
}

// RepairDocuments makes anew what follows from documents, reports each problem and whether it is repaired, and returns how
// many are not.
func (a *App) RepairDocuments(ctx context.Context, report func(problem Problem, repaired bool)) (int, error) {
	return a.store.RepairDocuments(ctx, report)
}

// VerifyFolder verifies the file of an embedded store that no App has open, and that may be too damaged to be opened: that is an error then,
// and its problems are reported all the same.
func VerifyFolder(ctx context.Context, folder string, logger zerolog.Logger, report func(Problem)) (Verified, error) {
	return mongo.VerifyFolder(ctx, mongo.Options{Folder: folder, Logger: logger}, report)
}

// Repair makes the embedded store in a folder anew from whatever can still be read. No process may have it open.
func Repair(ctx context.Context, folder string) (Repaired, error) { return mongo.Repair(ctx, folder) }
