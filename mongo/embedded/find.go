package embedded

import (
	"math"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/query"
)

// firstBatch is how many documents find returns at once when it is not told, as in MongoDB.
const firstBatch = 101

// find answers with the first batch and leaves a cursor when there is more.
func (c *call) find() error {
	opened := &cursor{namespace: c.namespace, session: c.session, transaction: c.transaction}
	sought, err := query.Parse(c.field("filter"), c.field("sort"), c.field("hint")) // keeps nothing of the request: a cursor outlives it
	if err != nil {
		return err
	}
	projection, err := c.document("projection")
	if err != nil {
		return err
	}
	if opened.projection, err = query.ParseProjection(projection); err != nil {
		return err
	}
	if opened.left, err = c.count("limit", 0); err != nil {
		return err
	}
	if opened.left == 0 {
		opened.left = math.MaxInt
	}
	return c.read(func(reader engine.Reader, target *query.Collection) (err error) {
		if opened.plan, err = sought.Plan(target); err != nil {
			return err
		}
		partial, err := c.boolean("allowPartialResults", false)
		if err == nil && partial {
			err = opened.plan.AllowPartial()
		}
		if err != nil {
			return err
		}
		return c.openCursor(opened, reader)
	})
}

func (c *call) openCursor(opened *cursor, reader engine.Reader) error {
	size, err := c.count("batchSize", firstBatch)
	if err != nil {
		return err
	}
	single, err := c.boolean("singleBatch", false)
	if err != nil {
		return err
	}
	c.reply.Document("cursor")
	c.reply.Array("firstBatch")
	more, err := opened.batch(c.context, reader, size, &c.reply)
	if err != nil {
		return err
	}
	c.reply.End()
	if more && !single {
		if err := c.store.cursors.add(opened); err != nil {
			return err
		}
	}
	c.endCursor(opened.id)
	return nil
}

// endCursor completes an open cursor document; an ID of 0 says that there is no more.
func (c *call) endCursor(id int64) {
	c.reply.Int64("id", id)
	c.reply.Text("ns", c.namespace)
	c.reply.End()
}

// getMore answers with the next batch of a cursor.
func (c *call) getMore() error {
	id, ok := c.field("getMore").Int64OK()
	if !ok {
		return c.mistyped("getMore", c.field("getMore"), "long")
	}
	name, err := c.text("collection")
	if err != nil {
		return err
	}
	c.namespace = c.database + "." + name
	size, err := c.count("batchSize", 0)
	if err != nil {
		return err
	}
	if size == 0 {
		size = math.MaxInt32
	}
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
	c.reply.Document("cursor")
	c.reply.Array("nextBatch")
	more, err := taken.batch(c.context, reader, size, &c.reply)
	if err != nil {
		return err
	}
	c.reply.End()
	if !more {
		c.store.cursors.drop(func(other *cursor) bool { return other == taken })
		id = 0
	}
	c.endCursor(id)
	return nil
}

// killCursors closes cursors.
func (c *call) killCursors() error {
	list := c.field("cursors")
	if list.Type != bson.TypeArray {
		return c.mistyped("cursors", list, "array")
	}
	killed, unknown, none := []int64{}, []int64{}, []int64{}
	for _, value := range document.Elements(list.Value) {
		id, ok := value.Int64OK()
		if !ok {
			return c.mistyped("cursors", value, "long")
		}
		if c.store.cursors.drop(func(open *cursor) bool { return open.id == id && open.namespace == c.namespace }) {
			killed = append(killed, id)
		} else {
			unknown = append(unknown, id)
		}
	}
	return c.reply.Fields(bson.M{"cursorsKilled": killed, "cursorsNotFound": unknown, "cursorsAlive": none, "cursorsUnknown": none})
}
