package mongo

import (
	"time"

	"accessgraph/domain/commit"
)

// InFlight returns the registry of the changes of this process. Every runner that commits to the store must use it.
func (s *Store) InFlight() *commit.InFlight { return s.inFlight }

// settlement finds out which documents can still appear in a list that is being read: those that were created and are not committed.
//
// With the embedded store all of them are this process's own, which knows them, unless another process visits the store through its
// socket. A visitor makes its IDs after its connection was accepted, and after the latest time in the store. Other processes that use
// MongoDB are not known: whatever they have in flight is younger than commit.Lag.
type settlement struct {
	store *Store
	// known is the horizon of this process, and past that of any process.
	known, past time.Time
	visits      int64
	visited     bool
}

// beginReading must be called before the list is read.
func (s *Store) beginReading() settlement {
	begun := settlement{store: s, known: s.inFlight.Horizon(), past: time.Now().Add(-commit.Lag)}
	if s.engine != nil {
		begun.visits, begun.visited = s.engine.Visits()
	}
	return begun
}

// horizon returns the time, in milliseconds since 1970, before which every document was in the list. It must be called after the list
// was read.
func (s settlement) horizon() int64 {
	if s.store.engine != nil && !s.visited && s.known.After(s.past) {
		if visits, _ := s.store.engine.Visits(); visits == s.visits {
			return s.known.UnixMilli()
		}
	}
	return s.past.UnixMilli()
}
