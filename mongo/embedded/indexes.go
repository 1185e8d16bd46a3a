package embedded

import (
	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

// createIndexes adds those that are missing and answers when they are complete.
func (c *call) createIndexes() error {
	var indexes []query.Index
	for _, specification := range c.documents("indexes") {
		index, err := query.ParseIndex(c.namespace, specification)
		if err != nil {
			return err
		}
		indexes = append(indexes, index)
	}
	return c.store.sessions.CreateIndexes(c.context, c.namespace, indexes)
}

// listIndexes answers with the definitions of the usable indexes.
func (c *call) listIndexes() error {
	return c.read(func(_ engine.Reader, target *query.Collection) error {
		if target.Version == 0 {
			return failure.New(failure.NamespaceNotFound, "ns does not exist: %s", c.namespace)
		}
		c.beginCursor("firstBatch")
		for at, index := range target.Usable() {
			c.reply.Document(document.ItemName(at))
			c.reply.Int32("v", 2)
			c.reply.Raw("key", index.Pattern())
			c.reply.Text("name", index.Name)
			c.reply.End()
		}
		c.endCursor(0)
		return nil
	})
}
