package embedded

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// listIndexes answers with the definitions of the usable indexes.
func (c *call) listIndexes() error {
	if err := c.plainCursor(); err != nil {
		return err
	}
	return c.inspect(func(_ engine.Reader, target *collection) error {
		if target.version == 0 {
			return fail(codeNamespaceNotFound, "ns does not exist: %s", c.namespace)
		}
		c.reply.document("cursor")
		c.reply.int64("id", 0)
		c.reply.text("ns", c.namespace)
		c.reply.array("firstBatch")
		c.reply.index(0, &target.primary)
		count := 1
		for at := range target.indexes {
			if target.indexes[at].ready {
				c.reply.index(count, &target.indexes[at])
				count++
			}
		}
		c.reply.end()
		c.reply.end()
		return nil
	})
}

func (b *builder) index(at int, definition *index) {
	b.document(itemName(at))
	b.int32("v", 2)
	b.raw("key", definition.pattern())
	b.text("name", definition.name)
	b.end()
}

// plainCursor refuses options of a listing's cursor: everything comes in the first batch.
func (c *call) plainCursor() error {
	options, err := c.document("cursor")
	if err != nil {
		return err
	}
	return checkFieldsOf(c.name+".cursor", options, nil)
}

// listCollections answers with the names of the database's collections, or with the one that the filter names.
func (c *call) listCollections() error {
	if err := c.plainCursor(); err != nil {
		return err
	}
	nameOnly, err := c.boolean("nameOnly", false)
	if err != nil {
		return err
	}
	wanted, err := c.wantedName()
	if err != nil {
		return err
	}
	snapshot, err := c.store.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	c.reply.document("cursor")
	c.reply.int64("id", 0)
	c.reply.text("ns", c.database+".$cmd.listCollections")
	c.reply.array("firstBatch")
	prefix, count := c.database+".", 0
	bounds := engine.Range{Low: []byte(prefix), High: []byte(c.database + "/")} // '/' comes after '.'
	for entry, err := range snapshot.Scan(catalogSpace, bounds, false) {
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(string(entry.Key), prefix)
		if wanted == "" || wanted == name {
			c.reply.collection(count, name, nameOnly)
			count++
		}
	}
	c.reply.end()
	c.reply.end()
	return nil
}

func (b *builder) collection(at int, name string, nameOnly bool) {
	b.document(itemName(at))
	b.text("name", name)
	b.text("type", "collection")
	if !nameOnly {
		b.document("options")
		b.end()
		b.document("info")
		b.boolean("readOnly", false)
		b.end()
		b.document("idIndex")
		b.int32("v", 2)
		b.document("key")
		b.int32("_id", 1)
		b.end()
		b.text("name", "_id_")
		b.end()
	}
	b.end()
}

// wantedName returns the name in the filter, "" for all collections.
func (c *call) wantedName() (string, error) {
	condition, err := c.document("filter")
	if err != nil {
		return "", err
	}
	if err := checkFieldsOf("listCollections.filter", condition, []string{"name"}); err != nil {
		return "", err
	}
	name := field(condition, "name")
	if name.Type == 0 {
		return "", nil
	}
	if name.Type != bson.TypeString {
		return "", fail(codeNotImplemented, "the embedded store filters collections by their whole name only")
	}
	return name.StringValue(), nil
}
