package embedded

import "accessgraph/mongo/embedded/engine"

// Files is how a store's file is reached.
type Files = engine.Files

var (
	// ErrInUse reports that another process has the store open.
	ErrInUse = engine.ErrInUse
	// ErrAbsent reports that a folder holds no store.
	ErrAbsent = engine.ErrAbsent
	// ErrDamaged reports that the store's file does not hold what was written to it.
	ErrDamaged = engine.ErrDamaged
)
