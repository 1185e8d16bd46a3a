package embedded

import (
	"sync"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// keptSnapshot is a snapshot that several reads share, outside of a transaction: those of a driver's snapshot session. The
// first read, which names no time, is told the snapshot's; the others name it. It pins old pages, and so is let go when
// it lies unused, and in any case when its life is over.
type keptSnapshot struct {
	mu       sync.Mutex // one read at a time
	snapshot engine.Snapshot
	gone     bool
	at       bson.Timestamp
	session  sessionID
	opened   time.Time
	used     atomic.Int64 // in nanoseconds
}

// letGo closes the snapshot. The caller holds the mutex.
func (k *keptSnapshot) letGo() {
	if !k.gone {
		k.snapshot.Close()
		k.gone = true
	}
}

// snapshots are those that are kept, by the times that name them.
type snapshots struct {
	mu     sync.Mutex
	byTime map[bson.Timestamp]*keptSnapshot
	last   bson.Timestamp
	limit  int
}

// keep names a snapshot. A session has one at a time: the one before is let go.
func (s *snapshots) keep(opened engine.Snapshot, session sessionID) (*keptSnapshot, error) {
	s.releaseOf(session)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.byTime) >= s.limit {
		return nil, fail(codeInternalError, "more than %d snapshots are kept", s.limit)
	}
	now := time.Now()
	next := bson.Timestamp{T: uint32(now.Unix()), I: 1}
	if !next.After(s.last) {
		next = bson.Timestamp{T: s.last.T, I: s.last.I + 1}
	}
	made := &keptSnapshot{snapshot: opened, at: next, session: session, opened: now}
	made.used.Store(now.UnixNano())
	s.last, s.byTime[next] = next, made
	return made, nil
}

func (s *snapshots) of(at bson.Timestamp) (*keptSnapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.byTime[at]; found != nil {
		return found, nil
	}
	return nil, snapshotTooOld(at)
}

func snapshotTooOld(at bson.Timestamp) error {
	return fail(codeSnapshotTooOld, "the snapshot of Timestamp(%d, %d) is not kept, or no longer", at.T, at.I)
}

// release lets those go that are chosen, each when the read that it serves at the moment has ended.
func (s *snapshots) release(chosen func(*keptSnapshot) bool) {
	s.mu.Lock()
	var released []*keptSnapshot
	for at, candidate := range s.byTime {
		if chosen(candidate) {
			delete(s.byTime, at)
			released = append(released, candidate)
		}
	}
	s.mu.Unlock()
	for _, candidate := range released {
		candidate.mu.Lock()
		candidate.letGo()
		candidate.mu.Unlock()
	}
}

func (s *snapshots) releaseOf(session sessionID) {
	s.release(func(k *keptSnapshot) bool { return k.session == session })
}

// releaseOld lets those go that were last used, or opened, before a time.
func (s *snapshots) releaseOld(used, opened time.Time) {
	s.release(func(k *keptSnapshot) bool { return k.used.Load() < used.UnixNano() || k.opened.Before(opened) })
}

// readKept opens the kept snapshot that the command names, or that its cursor reads, or a new one. done must be called.
func (c *call) readKept() (reader engine.Reader, done func(), err error) {
	if c.kept == nil {
		if c.kept, err = c.findKept(); err != nil {
			return nil, nil, err
		}
	}
	c.kept.mu.Lock()
	if c.kept.gone {
		c.kept.mu.Unlock()
		return nil, nil, snapshotTooOld(c.kept.at)
	}
	return c.kept.snapshot, func() {
		c.kept.used.Store(time.Now().UnixNano())
		c.kept.mu.Unlock()
	}, nil
}

func (c *call) findKept() (*keptSnapshot, error) {
	if !c.clusterTime.IsZero() {
		return c.store.snapshots.of(c.clusterTime)
	}
	opened, err := c.store.engine.Snapshot()
	if err != nil {
		return nil, err
	}
	made, err := c.store.snapshots.keep(opened, c.session)
	if err != nil {
		opened.Close()
	}
	return made, err
}

// tellTime adds the time of the snapshot to the open cursor document, where the driver looks for it.
func (c *call) tellTime() {
	if c.kept != nil {
		c.reply.timestamp("atClusterTime", c.kept.at)
	}
}
