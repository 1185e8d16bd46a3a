package integrity

import (
	"errors"
	"fmt"

	"accessgraph/mongo/embedded/engine"
)

// What to do about each kind of trouble.
const (
	damageAdvice = "run `accessgraph verify` to see what is wrong, then `accessgraph repair` with the server stopped, or import an export into a new folder"
	absentAdvice = "check the name of the data folder; `accessgraph serve` and `accessgraph import` create a store"
)

// Advise adds to an error what to do about it.
func Advise(err error) error {
	switch {
	case errors.Is(err, engine.ErrDamaged):
		return fmt.Errorf("%w: %s", err, damageAdvice)
	case errors.Is(err, engine.ErrAbsent):
		return fmt.Errorf("%w: %s", err, absentAdvice)
	default:
		return err
	}
}
