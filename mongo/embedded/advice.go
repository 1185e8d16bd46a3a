package embedded

import (
	"errors"
	"fmt"

	"accessgraph/mongo/embedded/engine"
)

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

// What to do about each kind of trouble.
const (
	damageAdvice = "run `accessgraph verify` to see what is wrong, then `accessgraph repair` with the server stopped, or import an export into a new folder"
	absentAdvice = "check the name of the data folder; `accessgraph serve` and `accessgraph import` create a store"
)

// advise adds to an error what to do about it.
func advise(err error) error {
	switch {
	case errors.Is(err, ErrDamaged):
		return fmt.Errorf("%w: %s", err, damageAdvice)
	case errors.Is(err, ErrAbsent):
		return fmt.Errorf("%w: %s", err, absentAdvice)
	default:
		return err
	}
}
