package mutations

import (
	"slices"
	"time"
)

// durations are how long the runs of one thing took.
type durations []time.Duration

func (d *durations) measure(run func()) {
	started := time.Now()
	run()
	*d = append(*d, time.Since(started))
}

// median is zero without runs.
func (d durations) median() time.Duration {
	if len(d) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(d))[len(d)/2]
}
