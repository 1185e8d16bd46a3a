package embedded

import (
	"bytes"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// writer turns changes of documents into changes of keys. What it reads is one snapshot and its own changes.
type writer struct {
	catalog *catalog
	view    *engine.View
	batch   *engine.Batch
	limit   int // of the batch, in bytes
	// latest, in a transaction only, is the last commit: a document that is newer there than in the snapshot is a
	// conflict that is told at once instead of at the commit.
	latest engine.Reader
}

// check fails with a write conflict when the document has changed since the snapshot.
func (w *writer) check(c *collection, id []byte, version uint64) error {
	if w.latest == nil || version == engine.Own {
		return nil
	}
	current, err := w.latest.Get(c.documents, id)
	if err != nil {
		return err
	}
	if current.Version != version {
		return writeConflict()
	}
	return nil
}

// insert adds a document. It fails with 11000 when one with its _id is visible.
func (w *writer) insert(c *collection, doc bson.Raw) (*collection, error) {
	id := field(doc, "_id")
	key, err := idKey(id)
	if err != nil {
		return c, err
	}
	present, err := w.view.Get(c.documents, key)
	if err != nil {
		return c, err
	}
	if present.Version != 0 {
		return c, duplicateKey(c.namespace, id)
	}
	if !w.batch.Changes(c.documents, key) {
		if err := w.check(c, key, 0); err != nil {
			return c, err
		}
	}
	return w.change(c, document{id: key}, bytes.Clone(doc))
}

// change replaces a document by another, nil to delete it; before has the version 0 when there is none yet. It returns
// the collection as it is afterwards: created, or with an index that holds its first array.
func (w *writer) change(c *collection, before document, after bson.Raw) (*collection, error) {
	c.expect(w.batch)
	if before.version != engine.Own {
		w.batch.Expect(c.documents, before.id, before.version)
	}
	next, err := w.reindex(c, before, after)
	if err != nil {
		return c, err
	}
	if next.version == 0 {
		next = next.save(w.batch, nil)
	}
	if after == nil {
		w.batch.Delete(c.documents, before.id)
	} else {
		w.batch.Put(c.documents, before.id, after)
	}
	if w.batch.Size() > w.limit {
		return c, fail(codeTransactionTooLarge, "the changes of one commit exceed %d bytes", w.limit)
	}
	return next, nil
}

// reindex moves the entries of a document. Nothing is changed when one index cannot take it.
func (w *writer) reindex(c *collection, before document, after bson.Raw) (*collection, error) {
	type move struct {
		space    string
		old, new [][]byte
	}
	moves := make([]move, 0, len(c.indexes))
	var changed []index
	for at := range c.indexes {
		next := move{space: c.indexes[at].space}
		var err error
		if before.version != 0 {
			if next.old, _, err = c.indexes[at].entries(before.raw, before.id); err != nil {
				return c, err
			}
		}
		if after != nil {
			var arrays uint64
			if next.new, arrays, err = c.indexes[at].entries(after, before.id); err != nil {
				return c, err
			}
			if arrays&^c.indexes[at].arrays != 0 {
				if changed == nil {
					changed = slices.Clone(c.indexes)
				}
				changed[at].arrays |= arrays
			}
		}
		moves = append(moves, next)
	}
	for _, next := range moves {
		w.move(next.space, next.old, next.new)
	}
	if changed != nil {
		return c.save(w.batch, changed), nil
	}
	return c, nil
}

// move replaces sorted entries by others and leaves those alone that stay.
func (w *writer) move(space string, before, after [][]byte) {
	for len(before) > 0 || len(after) > 0 {
		switch {
		case len(after) == 0 || len(before) > 0 && bytes.Compare(before[0], after[0]) < 0:
			w.batch.Delete(space, before[0])
			before = before[1:]
		case len(before) == 0 || bytes.Compare(before[0], after[0]) > 0:
			w.batch.Mark(space, after[0])
			after = after[1:]
		default:
			before, after = before[1:], after[1:]
		}
	}
}
