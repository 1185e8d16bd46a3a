package commit

import (
	"context"
	"slices"
	"sync"
)

// Queue has the commits of one process that write to the same document or counter wait for each other, in the order in which they
// came. Without it they collide in the store, where all but one of them have done their work in vain. Commits of other processes
// are not in the queue: the store orders those. The zero value is ready to use; nil is no queue.
type Queue struct {
	mu sync.Mutex
	// lines has a line for each key that a commit holds. Its entries are those who wait for the key.
	lines map[string][]chan struct{}
}

// enter waits until nobody holds any of the keys, and holds them until release is called. It fails with the error of the context
// if that is done before.
func (q *Queue) enter(ctx context.Context, keys []string) (release func(), err error) {
	for i, key := range keys {
		if err := q.hold(ctx, key); err != nil {
			q.leave(keys[:i])
			return nil, err
		}
	}
	return func() { q.leave(keys) }, nil
}

func (q *Queue) hold(ctx context.Context, key string) error {
	q.mu.Lock()
	line, held := q.lines[key]
	if !held {
		if q.lines == nil {
			q.lines = map[string][]chan struct{}{}
		}
		q.lines[key] = nil
		q.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	q.lines[key] = append(line, turn)
	q.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		q.abandon(key, turn)
		return ctx.Err()
	}
}

// abandon takes a turn out of its line, or passes it on if it has come in the meantime.
func (q *Queue) abandon(key string, turn chan struct{}) {
	q.mu.Lock()
	place := slices.Index(q.lines[key], turn)
	if place >= 0 {
		q.lines[key] = slices.Delete(q.lines[key], place, place+1)
	}
	q.mu.Unlock()
	if place < 0 {
		q.leave([]string{key})
	}
}

// leave passes each key on to the next in its line.
func (q *Queue) leave(keys []string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, key := range keys {
		line := q.lines[key]
		if len(line) == 0 {
			delete(q.lines, key)
			continue
		}
		close(line[0])
		q.lines[key] = line[1:]
	}
}

// contended returns the keys of the documents and counters that a commit changes or relies on, and that other commits may
// therefore collide with. They are sorted, so that no two commits wait for each other.
func (c *Commit) contended() []string {
	keys := make([]string, 0, len(c.Replaces)+len(c.Deletes)+len(c.Reliance)+len(c.Counts)+len(c.Stops)+len(c.Shares)+len(c.Advances))
	for i := range c.Replaces {
		keys = append(keys, c.Replaces[i].Document.Meta().ID)
	}
	for i := range c.Deletes {
		keys = append(keys, c.Deletes[i].ID)
	}
	for i := range c.Reliance {
		keys = append(keys, c.Reliance[i].ID)
	}
	for i := range c.Advances {
		keys = append(keys, c.Advances[i].ID)
	}
	for i := range c.Counts {
		keys = append(keys, c.Counts[i].ID)
	}
	for i := range c.Stops {
		keys = append(keys, c.Stops[i].ID)
	}
	for i := range c.Shares {
		keys = append(keys, c.Shares[i].Document.Meta().ID)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// turn is the place of one mutation in the queue.
type turn struct {
	queue   *Queue
	release func()
}

// await waits for the turn of a commit, unless the mutation waited for one before it decided.
func (t *turn) await(ctx context.Context, commit *Commit) (err error) {
	if t.release == nil && t.queue != nil {
		t.release, err = t.queue.enter(ctx, commit.contended())
	}
	return err
}

// next gives the turn of a commit that has lost a race to others, and waits for its next one.
func (t *turn) next(ctx context.Context, lost *Commit) error {
	t.end()
	if err := ctx.Err(); err != nil {
		return err
	}
	return t.await(ctx, lost)
}

// end gives the turn to others.
func (t *turn) end() {
	if t.release != nil {
		t.release()
		t.release = nil
	}
}
