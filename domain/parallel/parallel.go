// Package parallel runs functions concurrently. It returns a panic in a function as an error, so that it does not end the process.
package parallel

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

// Do runs functions concurrently and returns their errors, joined in the order of the functions. The error of a panic has its stack.
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
		errs[0] = Guard(work[0]) // without a goroutine, because most calls have one function
	}
	running.Wait()
	return errors.Join(errs...)
}

// Guard runs a function and returns a panic in it as an error.
func Guard(work func() error) (err error) {
	defer recoverInto(&err)
	return work()
}

func recoverInto(err *error) {
	if value := recover(); value != nil {
		*err = fmt.Errorf("a panic: %v\n%s", value, debug.Stack())
	}
}
