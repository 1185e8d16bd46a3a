package mongo

import (
	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/integrity"
)

// Names of the embedded store that packages need which open stores: they must not import mongo/embedded.
type (
	// Files opens the file of an embedded store.
	Files = embedded.Files
	// Problem is an inconsistency in a store.
	Problem = integrity.Problem
)

var (
	// ErrDamaged reports that the embedded store's file does not hold what was written to it.
	ErrDamaged = embedded.ErrDamaged
	// ErrInUse reports that another process has opened the folder of the embedded store.
	ErrInUse = embedded.ErrInUse
	// ErrAbsent reports that a folder holds no embedded store.
	ErrAbsent = embedded.ErrAbsent
)
