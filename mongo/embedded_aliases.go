package mongo

import (
	"errors"
	"fmt"
	"runtime/debug"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
)

// Names of the embedded store that those who open stores need.
type (
	// Files is how the file of an embedded store is reached.
	Files = embedded.Files
	// Problem is one thing in a store that is not as it must be.
	Problem = embedded.Problem
)

var (
	// ErrUnreadable reports that a stored document is not what its collection needs. The error names it.
	ErrUnreadable = errors.New("a stored document cannot be read: run `accessgraph migrate` if the store is of an earlier version, else `accessgraph verify`")
	// ErrDamaged reports that the embedded store's file does not hold what was written to it.
	ErrDamaged = embedded.ErrDamaged
	// ErrInUse reports that another process has the folder of the embedded store.
	ErrInUse = embedded.ErrInUse
	// ErrAbsent reports that there is no embedded store in a folder.
	ErrAbsent = embedded.ErrAbsent
)

// unreadable names a document that is not what its collection needs. It goes to the log only.
func (c companyCollection) unreadable(raw bson.Raw, why error) error {
	return fmt.Errorf("%w: %s, _id %s: %w", ErrUnreadable, c.name(), raw.Lookup(idField), why)
}

// recovered makes a panic of a goroutine the error that it returns.
func recoverPanic(err *error) {
	if problem := recover(); problem != nil {
		*err = fmt.Errorf("a panic: %v\n%s", problem, debug.Stack())
	}
}
