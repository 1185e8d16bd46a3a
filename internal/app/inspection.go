package app

import (
	"context"

	"github.com/rs/zerolog"

	"accessgraph/mongo"
)

type (
	// Verified is how much was verified.
	Verified = mongo.Verified
	// Repaired is what a repair did.
	Repaired = mongo.Repaired
	// Compacted is the size of a store's file, in bytes, before and after.
	Compacted = mongo.Compacted
)

// VerifyFiles reads the whole embedded store and reports every problem in its file, its documents and its indexes.
func (a *App) VerifyFiles(ctx context.Context, report func(Problem)) (Verified, error) {
	return a.store.VerifyFiles(ctx, report)
}

// VerifyFolder is VerifyFiles for an embedded store that no App has open, and that may be too damaged to be opened: that is an error then,
// and its problems are reported all the same.
func VerifyFolder(ctx context.Context, folder string, logger zerolog.Logger, report func(Problem)) (Verified, error) {
	return mongo.VerifyFolder(ctx, mongo.Options{Folder: folder, Logger: logger}, report)
}

// RepairFolder makes the embedded store in a folder anew from whatever can still be read. No process may have it open.
func RepairFolder(ctx context.Context, folder string) (Repaired, error) {
	return mongo.RepairFolder(ctx, folder)
}

// CompactFolder rewrites the file of the embedded store in a folder densely. No process may have it open.
func CompactFolder(ctx context.Context, folder string) (Compacted, error) {
	return mongo.CompactFolder(ctx, folder)
}
