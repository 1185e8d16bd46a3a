package app

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/rs/zerolog"
)

// attempt does some work once. A panic is an error: the next attempt may find better conditions.
func attempt(ctx context.Context, work func(context.Context) error) (err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("a panic: %v\n%s", problem, debug.Stack())
		}
	}()
	return work(ctx)
}

// logPanic is deferred by goroutines: a panic ends what they do, and not the process.
func logPanic(logger zerolog.Logger, doing string) {
	if problem := recover(); problem != nil {
		logger.Error().Bytes("stack", debug.Stack()).Msgf("%s: a panic: %v", doing, problem)
	}
}
