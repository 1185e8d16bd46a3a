package test

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"

	"accessgraph/domain/commit"
)

// stragglers lets the commits of many writers through in another order than they were decided in: each waits until chance chooses
// it among those that wait. Its documents have their IDs by then.
type stragglers struct {
	commit.Committer

	mutex sync.Mutex
	// writers is the number of writers at work, and patience the number of commits that are kept waiting at most. One writer at
	// least is not waiting, or else nobody would go on.
	writers, patience int
	waiting           []chan struct{}
}

// Commit implements commit.Committer.
func (s *stragglers) Commit(ctx context.Context, change commit.Commit) error {
	turn := make(chan struct{})
	s.mutex.Lock()
	s.waiting = append(s.waiting, turn)
	s.release()
	s.mutex.Unlock()
	<-turn
	return s.Committer.Commit(ctx, change)
}

// begin announces a number of writers.
func (s *stragglers) begin(writers int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.writers += writers
}

// end takes a writer away.
func (s *stragglers) end() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.writers--
	s.release()
}

// release lets commits go until no more than patience, and fewer than the writers, are left waiting.
func (s *stragglers) release() {
	for len(s.waiting) > max(0, min(s.patience, s.writers-1)) {
		chosen := rand.IntN(len(s.waiting))
		close(s.waiting[chosen])
		s.waiting = slices.Delete(s.waiting, chosen, chosen+1)
	}
}
