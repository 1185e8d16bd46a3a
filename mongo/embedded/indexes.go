package embedded

import (
	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

// createIndexes adds those that are missing and answers when they are complete.
func (c *call) createIndexes() error {
	specifications, err := c.documents("indexes")
	if err != nil {
		return err
	}
	indexes := make([]query.Index, len(specifications))
	for at, specification := range specifications {
		if indexes[at], err = query.ParseIndex(c.namespace, specification); err != nil {
			return err
		}
	}
	before, err := c.usableIndexes()
	if err != nil {
		return err
	}
	created, err := c.store.sessions.CreateIndexes(c.context, c.namespace, indexes)
	if err != nil {
		return err
	}
	after, err := c.usableIndexes()
	if err != nil {
		return err
	}
	c.reply.Int32("numIndexesBefore", len(before))
	c.reply.Int32("numIndexesAfter", len(after))
	c.reply.Boolean("createdCollectionAutomatically", created)
	if len(before) == len(after) {
		c.reply.Text("note", "all indexes already exist")
	}
	return nil
}

// usableIndexes returns the usable indexes of the collection; none when there is no collection.
func (c *call) usableIndexes() (usable []query.Index, err error) {
	err = c.read(func(_ engine.Reader, target *query.Collection) error {
		if target.Version != 0 {
			usable = target.Usable()
		}
		return nil
	})
	return usable, err
}

// listIndexes answers with the definitions of the usable indexes.
func (c *call) listIndexes() error {
	options, err := c.document("cursor")
	if err != nil {
		return err
	}
	if err := document.CheckFields("listIndexes.cursor", options); err != nil { // all come in the first batch
		return err
	}
	indexes, err := c.usableIndexes()
	if err != nil {
		return err
	}
	if len(indexes) == 0 {
		return failure.New(failure.NamespaceNotFound, "ns does not exist: %s", c.namespace)
	}
	c.reply.Document("cursor")
	c.reply.Array("firstBatch")
	for at := range indexes {
		c.reply.Document(document.ItemName(at))
		c.reply.Int32("v", 2)
		c.reply.Raw("key", indexes[at].Pattern())
		c.reply.Text("name", indexes[at].Name)
		c.reply.End()
	}
	c.reply.End()
	c.endCursor(0)
	return nil
}
