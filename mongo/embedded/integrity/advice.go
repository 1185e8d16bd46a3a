package integrity

import (
	"errors"
	"fmt"

	"accessgraph/mongo/embedded/engine"
)

// What to do about each kind of trouble.
const (
	importAdvice = "import an export into a new folder"
	damageAdvice = "run `accessgraph verify` to see what is wrong, then `accessgraph repair` with the server stopped, or " + importAdvice
	absentAdvice = "check the name of the data folder; `accessgraph serve` and `accessgraph import` create a store"
	inUseAdvice  = "stop the server first"
)

// Advise adds to an error, if it is one, what to do about it.
func Advise(err error) error { return advise(err, damageAdvice) }

func advise(err error, damaged string) error {
	switch {
	case errors.Is(err, engine.ErrDamaged):
		return fmt.Errorf("%w: %s", err, damaged)
	case errors.Is(err, engine.ErrAbsent):
		return fmt.Errorf("%w: %s", err, absentAdvice)
	case errors.Is(err, engine.ErrInUse):
		return fmt.Errorf("%w: %s", err, inUseAdvice)
	default:
		return err
	}
}

// during says what failed, of what is done to the store in a folder.
func during(doing, folder string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s the store in %s: %w", doing, folder, err)
}
