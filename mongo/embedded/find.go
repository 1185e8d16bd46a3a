package embedded

import (
	"math"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/query"
)

// firstBatch is how many documents find returns at once when it is not told, as in MongoDB.
const firstBatch = 101

// find answers with the first batch and leaves a cursor when there is more.
func (c *call) find() error {
	opened := &cursor{namespace: c.namespace, session: c.session, transaction: c.transaction, left: c.count("limit", 0)}
	if opened.left == 0 {
		opened.left = math.MaxInt
	}
	sought, err := query.Parse(c.field("filter"), c.field("sort"), c.field("hint")) // keeps nothing of the request: a cursor outlives it
	if err != nil {
		return err
	}
	if opened.projection, err = query.ParseProjection(c.field("projection").Value); err != nil {
		return err
	}
	return c.read(func(reader engine.Reader, target *query.Collection) (err error) {
		if opened.plan, err = sought.Plan(target); err != nil {
			return err
		}
		if c.boolean("allowPartialResults", false) {
			if err := opened.plan.AllowPartial(); err != nil {
				return err
			}
		}
		c.beginCursor("firstBatch")
		more, err := opened.batch(c.context, reader, c.count("batchSize", firstBatch), &c.reply)
		if err == nil && more && !c.boolean("singleBatch", false) {
			err = c.store.cursors.add(opened)
		}
		c.endCursor(opened.id)
		return err
	})
}

// beginCursor opens a cursor document and the batch in it.
func (c *call) beginCursor(batch string) {
	c.reply.Document("cursor")
	c.reply.Array(batch)
}

// endCursor completes both; an ID of 0 says that there is no more.
func (c *call) endCursor(id int64) {
	c.reply.End()
	c.reply.Int64("id", id)
	c.reply.Text("ns", c.namespace)
	c.reply.End()
}

// getMore answers with the next batch of a cursor.
func (c *call) getMore() error {
	id := c.field("getMore").Int64()
	c.namespace = c.database + "." + c.text("collection")
	taken, err := c.store.cursors.take(id, c)
	if err != nil {
		return err
	}
	defer taken.mu.Unlock()
	reader, opened, err := c.reader()
	if err != nil {
		return err
	}
	defer closeOpened(opened)
	size := c.count("batchSize", 0)
	if size == 0 {
		size = math.MaxInt32
	}
	c.beginCursor("nextBatch")
	more, err := taken.batch(c.context, reader, size, &c.reply)
	if err == nil && !more {
		c.store.cursors.drop(func(other *cursor) bool { return other == taken })
		id = 0
	}
	c.endCursor(id)
	return err
}

// killCursors closes cursors. A driver sends it when a cursor is closed early, and reads nothing of the answer.
func (c *call) killCursors() error {
	for _, id := range document.Elements(c.field("cursors").Value) {
		c.store.cursors.drop(func(open *cursor) bool { return open.id == id.Int64() && open.namespace == c.namespace })
	}
	return nil
}
