package embedded

import (
	"bytes"
	"math"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// firstBatch is how many documents find returns at once when it is not told, as in MongoDB.
const firstBatch = 101

// parseQuery reads the parts of a query that were validated as BSON; a part of type 0 is missing.
func parseQuery(condition, sorting, hint bson.RawValue) (parsed query, err error) {
	if condition.Type != 0 {
		if condition.Type != bson.TypeEmbeddedDocument {
			return parsed, mistyped("filter", condition, "object")
		}
		if parsed.filter, err = parseFilter(bson.Raw(condition.Value)); err != nil {
			return parsed, err
		}
	}
	if sorting.Type != 0 {
		if sorting.Type != bson.TypeEmbeddedDocument {
			return parsed, mistyped("sort", sorting, "object")
		}
		if parsed.sort, err = parseKeyPattern(bson.Raw(sorting.Value)); err != nil {
			return parsed, err
		}
	}
	if hint.Type != 0 && hint.Type != bson.TypeString && hint.Type != bson.TypeEmbeddedDocument {
		return parsed, mistyped("hint", hint, "string or object")
	}
	parsed.hint = hint
	return parsed, nil
}

// parseKeyPattern reads fields with 1 for ascending and -1 for descending.
func parseKeyPattern(doc bson.Raw) ([]indexField, error) {
	var fields []indexField
	for key, direction := range elements(doc) {
		at, err := parsePath(string(key))
		if err != nil {
			return nil, err
		}
		if !isNumber(direction) || math.Abs(direction.AsFloat64()) != 1 {
			return nil, fail(codeBadValue, "field %q must be 1 for ascending or -1 for descending", key)
		}
		fields = append(fields, indexField{path: at, descending: direction.AsFloat64() < 0})
	}
	return fields, nil
}

// find answers with the first batch and leaves a cursor when there is more.
func (c *call) find() error {
	condition := c.field("filter")
	condition.Value = bytes.Clone(condition.Value) // a cursor outlives the request
	wanted, err := parseQuery(condition, c.field("sort"), c.field("hint"))
	if err != nil {
		return err
	}
	shape, err := c.projection()
	if err != nil {
		return err
	}
	limit, err := c.count("limit", 0)
	if err != nil {
		return err
	}
	size, err := c.count("batchSize", firstBatch)
	if err != nil {
		return err
	}
	single, err := c.boolean("singleBatch", false)
	if err != nil {
		return err
	}
	reader, done, err := c.reader()
	if err != nil {
		return err
	}
	defer done()
	target, err := c.store.catalog.load(reader, c.namespace)
	if err != nil {
		return err
	}
	chosen, err := wanted.plan(target)
	if err != nil {
		return err
	}
	if err := c.allowPartialResults(chosen); err != nil {
		return err
	}
	opened := &cursor{
		plan: chosen, projection: shape, namespace: c.namespace, left: limit, limited: limit > 0,
		session: c.session, transaction: c.transaction, kept: c.kept,
	}
	return c.openCursor(opened, reader, size, single)
}

// allowPartialResults has a command read past documents that are damaged. What it leaves out is for validate to tell.
func (c *call) allowPartialResults(chosen *plan) (err error) {
	if chosen.partial, err = c.boolean("allowPartialResults", false); err != nil || !chosen.partial {
		return err
	}
	if !chosen.primary || chosen.reverse {
		return fail(codeBadValue, "the embedded store takes allowPartialResults in the order of _id only")
	}
	return nil
}

// count returns a whole number that is not negative.
func (c *call) count(name string, otherwise int) (int, error) {
	number, err := c.integer(name, int64(otherwise))
	if err == nil && (number < 0 || number > math.MaxInt32) {
		err = fail(codeBadValue, "BSON field '%s.%s' must be between 0 and %d, not %d", c.name, name, math.MaxInt32, number)
	}
	return int(number), err
}

func (c *call) openCursor(opened *cursor, reader reader, size int, single bool) error {
	c.reply.document("cursor")
	c.reply.array("firstBatch")
	more, err := opened.batch(c.context, reader, size, &c.reply)
	if err != nil {
		return err
	}
	c.reply.end()
	if more && !single {
		if opened.id, err = c.store.cursors.add(opened); err != nil {
			return err
		}
	}
	c.reply.int64("id", opened.id)
	c.reply.text("ns", opened.namespace)
	c.tellTime()
	c.reply.end()
	return nil
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
	size, err := c.count("batchSize", math.MaxInt32)
	if err != nil {
		return err
	}
	found, err := c.store.cursors.take(id, c)
	if err != nil {
		return err
	}
	defer found.mu.Unlock()
	if c.kept = found.kept; c.atSnapshot && (c.kept == nil || c.kept.at != c.clusterTime) {
		return fail(codeInvalidOptions, "cursor id %d does not read the snapshot of readConcern.atClusterTime", id)
	}
	reader, done, err := c.reader()
	if err != nil {
		return err
	}
	defer done()
	c.reply.document("cursor")
	c.reply.array("nextBatch")
	if size == 0 {
		size = math.MaxInt32
	}
	more, err := found.batch(c.context, reader, size, &c.reply)
	if err != nil {
		return err
	}
	c.reply.end()
	if !more {
		c.store.cursors.drop(id)
		id = 0
	}
	c.reply.int64("id", id)
	c.reply.text("ns", c.namespace)
	c.reply.end()
	return nil
}

// killCursors closes cursors.
func (c *call) killCursors() error {
	list := c.field("cursors")
	if list.Type != bson.TypeArray {
		return c.mistyped("cursors", list, "array")
	}
	var killed, unknown []int64
	for _, value := range elements(list.Value) {
		id, ok := value.Int64OK()
		if !ok {
			return c.mistyped("cursors", value, "long")
		}
		if c.store.cursors.kill(id, c.namespace) {
			killed = append(killed, id)
		} else {
			unknown = append(unknown, id)
		}
	}
	for _, list := range []struct {
		name string
		ids  []int64
	}{{"cursorsKilled", killed}, {"cursorsNotFound", unknown}, {"cursorsAlive", nil}, {"cursorsUnknown", nil}} {
		c.reply.array(list.name)
		for at, id := range list.ids {
			c.reply.int64(strconv.Itoa(at), id)
		}
		c.reply.end()
	}
	return nil
}
