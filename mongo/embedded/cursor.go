package embedded

import (
	"context"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"accessgraph/mongo/embedded/engine"
)

type reader = engine.Reader

// cursor is a query that has more to give. It keeps no snapshot of its own: outside of a transaction and of a kept
// snapshot each batch reads what is committed by then, from where the last one ended.
type cursor struct {
	mu          sync.Mutex
	id          int64
	plan        *plan
	at          position
	projection  *projection
	namespace   string
	limited     bool
	left        int // of the limit
	session     sessionID
	transaction *transaction
	kept        *keptSnapshot
	used        time.Time
}

// batch adds documents to an open array until there are size of them, or until they fill an answer; more says whether
// others may follow.
func (c *cursor) batch(ctx context.Context, reader reader, size int, reply *builder) (more bool, err error) {
	if c.limited {
		size = min(size, c.left)
	}
	start, count := len(reply.buffer), 0
	if size == 0 {
		return !c.limited || c.left > 0, nil
	}
	for found, err := range c.plan.candidates(ctx, reader, &c.at) {
		if err != nil {
			return false, err
		}
		if !c.plan.filter.matches(found.raw) {
			continue
		}
		reply.item(count, c.projection.apply(found.raw))
		count++
		if count == size || len(reply.buffer)-start > maxDocumentSize-(1<<20) {
			c.left -= count
			return !c.limited || c.left > 0, nil
		}
	}
	return false, nil
}

// item adds a document to an open array.
func (b *builder) item(at int, doc []byte) {
	b.raw(itemName(at), doc)
}

// cursors are those that are open.
type cursors struct {
	mu    sync.Mutex
	byID  map[int64]*cursor
	limit int
}

func (c *cursors) add(opened *cursor) (int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.byID) >= c.limit {
		return 0, fail(codeInternalError, "more than %d cursors are open", c.limit)
	}
	for {
		id := rand.Int64()
		if _, taken := c.byID[id]; !taken && id != 0 {
			opened.id, opened.used = id, time.Now()
			c.byID[id] = opened
			return id, nil
		}
	}
}

// take finds and locks the cursor that a command goes on with: it must be of the same collection, session and transaction.
func (c *cursors) take(id int64, by *call) (*cursor, error) {
	c.mu.Lock()
	found := c.byID[id]
	if found != nil {
		found.used = time.Now()
	}
	c.mu.Unlock()
	if found == nil {
		return nil, fail(codeCursorNotFound, "cursor id %d not found", id)
	}
	if err := found.checkOwner(by); err != nil {
		return nil, err
	}
	found.mu.Lock()
	return found, nil
}

func (c *cursor) checkOwner(by *call) error {
	switch {
	case c.session != by.session:
		return c.foreign(codeCursorOfSession, "session", c.session == sessionID{}, by.session == sessionID{})
	case c.transaction != by.transaction:
		return c.foreign(codeCursorOfTransaction, "transaction", c.transaction == nil, by.transaction == nil)
	case c.namespace != by.namespace:
		return fail(codeUnauthorized, "Requested getMore on namespace '%s', but cursor belongs to a different namespace %s", by.namespace, c.namespace)
	default:
		return nil
	}
}

// foreign refuses to go on with a cursor of another session or transaction. MongoDB has three codes in a row for it: of a
// cursor that is of none, of a command that is of none, and of two that are not of the same.
func (c *cursor) foreign(first code, of string, cursorOfNone, commandOfNone bool) error {
	switch {
	case cursorOfNone:
		return fail(first, "Cannot run getMore on cursor %d, which was not created in a %s, in a %s", c.id, of, of)
	case commandOfNone:
		return fail(first+1, "Cannot run getMore on cursor %d, which was created in a %s, without a %s", c.id, of, of)
	default:
		return fail(first+2, "Cannot run getMore on cursor %d, which was created in a %s, in another %s", c.id, of, of)
	}
}

func (c *cursors) drop(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.byID, id)
}

func (c *cursors) kill(id int64, namespace string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.byID[id]
	if found == nil || found.namespace != namespace {
		return false
	}
	delete(c.byID, id)
	return true
}

func (c *cursors) killOf(session sessionID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, found := range c.byID {
		if found.session == session {
			delete(c.byID, id)
		}
	}
}

// killIdle closes those that were last used before a time.
func (c *cursors) killIdle(before time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, found := range c.byID {
		if found.used.Before(before) {
			delete(c.byID, id)
		}
	}
}

// itemName is the name of an array's item.
func itemName(at int) string { return strconv.Itoa(at) }
