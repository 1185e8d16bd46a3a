package embedded

import (
	"context"
	"maps"
	"math/rand/v2"
	"sync"
	"time"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
	"accessgraph/mongo/embedded/txn"
)

// cursor is a query that has more to give. It keeps no snapshot of its own: outside of a transaction each batch reads what is
// committed by then, from where the last one ended.
type cursor struct {
	mu          sync.Mutex
	id          int64
	plan        *query.Plan
	at          query.Position
	projection  query.Projection
	namespace   string
	left        int // of the limit
	session     txn.ID
	transaction *txn.Transaction
	used        time.Time
}

// batch adds documents to an open array until there are size of them, or until they fill an answer; more says whether
// others may follow.
func (c *cursor) batch(ctx context.Context, reader engine.Reader, size int, reply *document.Builder) (more bool, err error) {
	start := len(reply.Buffer)
	size = min(size, c.left)
	if size == 0 {
		return c.left > 0, nil
	}
	var result struct { // one variable that escapes, and not three
		count  int
		isFull bool
		err    error
	}
	for next, err := range c.plan.Find(ctx, reader, &c.at) {
		if result.err = err; err != nil {
			break
		}
		reply.Raw(document.ItemName(result.count), c.projection.Apply(next.Raw))
		result.count++
		result.isFull = result.count == size || len(reply.Buffer)-start > document.MaxSize-(1<<20)
		if result.isFull {
			break
		}
	}
	c.left -= result.count
	return result.isFull && c.left > 0, result.err
}

// cursors are those that are open.
type cursors struct {
	mu    sync.Mutex
	byID  map[int64]*cursor
	limit int
}

func (c *cursors) add(opened *cursor) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.byID) >= c.limit {
		return failure.New(failure.InternalError, "more than %d cursors are open", c.limit)
	}
	for opened.id == 0 || c.byID[opened.id] != nil {
		opened.id = rand.Int64()
	}
	opened.used = time.Now()
	c.byID[opened.id] = opened
	return nil
}

// take finds and locks the cursor that a command goes on with: it must be of the same collection, session and transaction.
func (c *cursors) take(id int64, by *call) (*cursor, error) {
	c.mu.Lock()
	taken := c.byID[id]
	if taken == nil || taken.namespace != by.namespace || taken.session != by.session || taken.transaction != by.transaction {
		c.mu.Unlock()
		return nil, failure.New(failure.CursorNotFound, "cursor id %d not found", id)
	}
	taken.used = time.Now()
	c.mu.Unlock()
	taken.mu.Lock()
	return taken, nil
}

// drop closes those that are chosen.
func (c *cursors) drop(chosen func(*cursor) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.byID, func(_ int64, open *cursor) bool { return chosen(open) })
}
