package txn

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

// Writer turns changes of documents into changes of keys. What it reads is one snapshot and its own changes.
type Writer struct {
	context context.Context // of the command
	catalog *query.Catalog
	view    *engine.View
	batch   *engine.Batch
	limit   int // of the batch, in bytes
	// latest, in a transaction only, is the last commit: a document that is newer there than in the snapshot is a
	// conflict that is told at once instead of at the commit.
	latest engine.Reader
}

// Write makes changes and commits them; again, on a new snapshot, when something that they relied on has changed meanwhile.
func (s *Sessions) Write(ctx context.Context, changes func(*Writer) error) error {
	for {
		err := s.writeOnce(ctx, changes)
		if !errors.Is(err, engine.ErrConflict) {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func (s *Sessions) writeOnce(ctx context.Context, changes func(*Writer) error) error {
	batch := &engine.Batch{}
	if err := s.prepare(ctx, batch, changes); err != nil || batch.Empty() {
		return err
	}
	return s.engine.Commit(ctx, batch)
}

// prepare makes changes in a batch. Its snapshot is closed before the commit, which could not free its pages.
func (s *Sessions) prepare(ctx context.Context, batch *engine.Batch, changes func(*Writer) error) error {
	snapshot, err := s.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	return changes(&Writer{context: ctx, catalog: s.catalog, view: engine.NewView(snapshot, batch), batch: batch, limit: s.limits.Bytes})
}

// WriteIn makes changes in a transaction, which commits them.
func (s *Sessions) WriteIn(ctx context.Context, within *Transaction, changes func(*Writer) error) error {
	latest, err := s.engine.Snapshot()
	if err != nil {
		return err
	}
	defer latest.Close()
	return changes(&Writer{context: ctx, catalog: s.catalog, view: within.view, batch: within.batch, limit: s.limits.Bytes, latest: latest})
}

// Load returns a collection as the changes have left it.
func (w *Writer) Load(namespace string) (*query.Collection, error) {
	return w.catalog.Load(w.view, namespace)
}

// First returns the first document that a query finds; its version is 0 when there is none.
func (w *Writer) First(namespace string, sought query.Query) (*query.Collection, query.Document, error) {
	target, err := w.Load(namespace)
	if err != nil {
		return nil, query.Document{}, err
	}
	plan, err := sought.Plan(target)
	if err != nil {
		return nil, query.Document{}, err
	}
	for _, id := range plan.Named() {
		if err := w.checkAbsent(target, id); err != nil {
			return nil, query.Document{}, err
		}
	}
	for candidate, err := range plan.Candidates(w.context, w.view) {
		if err == nil {
			err = w.check(target, candidate.ID, candidate.Version)
		}
		if err != nil {
			return nil, query.Document{}, err
		}
		if plan.Matches(candidate) {
			return target, candidate, nil
		}
	}
	return target, query.Document{}, nil
}

// checkAbsent fails with a write conflict when a document was inserted after the snapshot: it would not be found, although it
// is there.
func (w *Writer) checkAbsent(c *query.Collection, id []byte) error {
	if w.latest == nil || w.batch.Changes(c.Documents, id) {
		return nil
	}
	visible, err := w.view.Get(c.Documents, id)
	if err != nil || visible.Version != 0 {
		return err
	}
	return w.check(c, id, 0)
}

// check fails with a write conflict when the document has changed since the snapshot.
func (w *Writer) check(c *query.Collection, id []byte, version uint64) error {
	if w.latest == nil || version == engine.Own {
		return nil
	}
	current, err := w.latest.Get(c.Documents, id)
	if err != nil {
		return err
	}
	if current.Version != version {
		return failure.WriteConflicted()
	}
	return nil
}

// Insert adds a document. It fails with failure.DuplicateKey when one with its _id is visible.
func (w *Writer) Insert(c *query.Collection, doc bson.Raw) (*query.Collection, error) {
	id := document.Field(doc, "_id")
	key, err := query.IDKey(id)
	if err != nil {
		return c, err
	}
	present, err := w.view.Get(c.Documents, key)
	if err != nil {
		return c, err
	}
	if present.Version != 0 {
		return c, duplicateKey(c.Namespace, id)
	}
	if err := w.checkAbsent(c, key); err != nil {
		return c, err
	}
	return w.Change(c, query.Document{ID: key}, bytes.Clone(doc))
}

func duplicateKey(namespace string, id bson.RawValue) error {
	value := document.Build(func(b *document.Builder) { b.Value("_id", id) })
	duplicate := failure.New(failure.DuplicateKey, "E11000 duplicate key error collection: %s index: _id_ dup key: %s", namespace, value)
	duplicate.Pattern, duplicate.Value = document.Build(func(b *document.Builder) { b.Int32("_id", 1) }), value
	return duplicate
}

// Change replaces a document by another, nil to delete it; before has the version 0 when there is none yet. It returns
// the collection as it is afterwards: created, or with an index that holds its first array.
func (w *Writer) Change(c *query.Collection, before query.Document, after bson.Raw) (*query.Collection, error) {
	c.Expect(w.batch)
	if before.Version != engine.Own {
		w.batch.Expect(c.Documents, before.ID, before.Version)
	}
	next, err := w.reindex(c, before, after)
	if err != nil {
		return c, err
	}
	if next.Version == 0 {
		next = next.Save(w.batch, nil)
	}
	if after == nil {
		w.batch.Delete(c.Documents, before.ID)
	} else {
		w.batch.Put(c.Documents, before.ID, after)
	}
	if w.batch.Size() > w.limit {
		return c, failure.New(failure.TransactionTooLarge, "the changes of one commit exceed %d bytes", w.limit)
	}
	return next, nil
}

// reindex moves the entries of a document. Nothing is changed when one index cannot take it.
func (w *Writer) reindex(c *query.Collection, before query.Document, after bson.Raw) (*query.Collection, error) {
	type move struct{ old, new [][]byte }
	moves := make([]move, len(c.Indexes))
	var changed []query.Index
	for at := range c.Indexes {
		index := &c.Indexes[at]
		var err error
		if before.Version != 0 {
			if moves[at].old, _, err = index.Entries(before.Raw, before.ID); err != nil {
				return c, err
			}
		}
		if after == nil {
			continue
		}
		var arrays uint64
		if moves[at].new, arrays, err = index.Entries(after, before.ID); err != nil {
			return c, err
		}
		if arrays&^index.Arrays != 0 {
			if changed == nil {
				changed = slices.Clone(c.Indexes)
			}
			changed[at].Arrays |= arrays
		}
	}
	for at, next := range moves {
		w.move(c.Indexes[at].Space, next.old, next.new)
	}
	if changed != nil {
		return c.Save(w.batch, changed), nil
	}
	return c, nil
}

// move replaces sorted entries by others and leaves those alone that stay.
func (w *Writer) move(space string, before, after [][]byte) {
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
