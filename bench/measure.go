package main

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// turns is how often each subject is measured; the median counts.
const turns = 11

// series is one subject's results, turn by turn.
type series []float64

// inTurns returns how often in a second each subject does an operation.
func inTurns(ctx context.Context, subjects []subject, span time.Duration, workers int, operation func(subject, context.Context, int) error) ([]series, error) {
	measured := make([]series, len(subjects))
	for range turns {
		for at, measuring := range subjects {
			perSecond, err := rate(span, workers, func(worker int) error { return operation(measuring, ctx, worker) })
			if err != nil {
				return nil, err
			}
			measured[at] = append(measured[at], perSecond)
		}
	}
	return measured, nil
}

func (s series) median() float64 {
	sorted := slices.Sorted(slices.Values(s))
	return sorted[len(sorted)/2]
}

// over is how many times another subject's the results are. Those of one turn are compared with each other: a machine
// that is slow for a while is slow for both.
func (s series) over(other series) float64 {
	ratios := make(series, len(s))
	for turn := range s {
		ratios[turn] = s[turn] / other[turn]
	}
	return ratios.median()
}

func rate(span time.Duration, workers int, operation func(worker int) error) (float64, error) {
	var done atomic.Int64
	var running sync.WaitGroup
	failed := make([]error, workers)
	start := time.Now()
	for worker := range workers {
		running.Go(func() {
			for time.Since(start) < span && failed[worker] == nil {
				failed[worker] = operation(worker)
				done.Add(1)
			}
		})
	}
	running.Wait()
	return float64(done.Load()) / time.Since(start).Seconds(), errors.Join(failed...)
}

// costs returns the microseconds of CPU, of all threads, that an operation takes of each subject, on so many processors:
// the least of many turns, since what else the machine does can only add to it. With one processor, all that is counted is
// the operation's own and the garbage collector's. A second one that has nothing to do is woken for each goroutine that
// the driver starts, only to find that there is no work left for it.
func costs(ctx context.Context, subjects []subject, processors int, operation func(subject, context.Context, int) error) ([]float64, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	const operations, manyTurns = 6000, 20 // enough for several runs of the garbage collector in each turn
	least := make([]float64, len(subjects))
	for turn := range manyTurns {
		for at, measuring := range subjects {
			before := cpu()
			for range operations {
				if err := operation(measuring, ctx, 0); err != nil {
					return nil, err
				}
			}
			if cost := float64((cpu() - before).Nanoseconds()) / 1000 / operations; turn == 0 || cost < least[at] {
				least[at] = cost
			}
		}
	}
	return least, nil
}

// cpu is the time that the process has used, 0 where the system does not tell.
func cpu() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
