package mongo

import (
	"context"

	"accessgraph/mongo/embedded/integrity"
)

// Compacted is the size of a store's file, in bytes, before and after a compaction.
type Compacted = integrity.Compacted

// CompactFolder rewrites the file of an embedded store in the order of its keys and without free pages, and verifies the new file before
// it takes the place of the old one. No process may have opened the folder. If CompactFolder fails, the store is as it was.
func CompactFolder(ctx context.Context, folder string) (Compacted, error) {
	return integrity.Compact(ctx, folder)
}
