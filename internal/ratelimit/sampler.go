package ratelimit

import (
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// samplePeriod is the time between two events of a reader that are recorded.
const samplePeriod = time.Second

// Sampler picks the events of a reader that are recorded, at most one in a second, and counts the others. It is safe for
// concurrent use. It counts in this process only.
type Sampler struct {
	clock func() time.Time

	mutex   sync.Mutex
	samples *simplelru.LRU[reader, *sample]
}

// sample is the state of one reader.
type sample struct {
	// last is when an event was picked.
	last time.Time
	// skipped are the events since then that were not.
	skipped int
}

// NewSampler returns a sampler that has seen no event.
func NewSampler(clock func() time.Time) (*Sampler, error) {
	samples, err := simplelru.NewLRU[reader, *sample](maxKeys, nil)
	if err != nil {
		return nil, fmt.Errorf("making room for samples: %w", err)
	}
	return &Sampler{clock: clock, samples: samples}, nil
}

// Pick reports whether an event at a reader of an application is to be recorded, and how many were not since the last that
// was. An event that is not to be recorded is counted.
func (s *Sampler) Pick(applicationID, readerName string) (skipped int, picked bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	now, key := s.clock(), reader{applicationID, readerName}
	current, exists := s.samples.Get(key)
	if !exists {
		s.samples.Add(key, &sample{last: now})
		return 0, true
	}
	if since := now.Sub(current.last); since >= 0 && since < samplePeriod {
		current.skipped++
		return 0, false
	}
	skipped = current.skipped
	current.last, current.skipped = now, 0
	return skipped, true
}

// Skip counts events that are recorded by the next one after all: one that was picked and could not be recorded, with those
// that it was to count.
func (s *Sampler) Skip(applicationID, readerName string, events int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	key := reader{applicationID, readerName}
	if current, exists := s.samples.Get(key); exists {
		current.skipped += events
		return
	}
	s.samples.Add(key, &sample{last: s.clock(), skipped: events})
}
