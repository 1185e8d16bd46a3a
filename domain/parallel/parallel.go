// Package parallel runs reads side by side, so that a panic in one of them is an error and does not end the process.
package parallel

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

// Do runs functions side by side and returns their errors, joined in the order of the functions. A panic is an error that
// says where it happened.
func Do(work ...func() error) error {
	errs := make([]error, len(work))
	var running sync.WaitGroup
	for i := 1; i < len(work); i++ {
		running.Go(func() {
			defer recoverInto(&errs[i])
			errs[i] = work[i]()
		})
	}
	if len(work) > 0 {
		errs[0] = Guard(work[0]) // here: most calls have one function
	}
	running.Wait()
	return errors.Join(errs...)
}

// Guard runs a function, and returns a panic in it as an error.
func Guard(work func() error) (err error) {
	defer recoverInto(&err)
	return work()
}

func recoverInto(err *error) {
	if problem := recover(); problem != nil {
		*err = fmt.Errorf("a panic: %v\n%s", problem, debug.Stack())
	}
}
