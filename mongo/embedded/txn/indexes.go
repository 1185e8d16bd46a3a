package txn

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

const (
	// maxIndexes is how many indexes a collection has at most, as in MongoDB.
	maxIndexes = 64
	// buildChunk is how many documents an index takes up in one commit while it is being built.
	buildChunk = 512
)

// CreateIndexes adds the indexes that a collection lacks, and returns when they are complete. Writes go on meanwhile. One that
// was left half built by a process that died is completed.
func (s *Sessions) CreateIndexes(ctx context.Context, namespace string, indexes []query.Index) error {
	err := s.alter(ctx, namespace, func(target *query.Collection, _ *engine.Batch) ([]query.Index, error) {
		return declare(target, indexes)
	})
	for at := 0; at < len(indexes) && err == nil; at++ {
		if indexes[at].IsPrimary() {
			continue
		}
		err = s.complete(ctx, namespace, indexes[at].Name)
		if err != nil && ctx.Err() == nil {
			err = errors.Join(err, s.withdraw(ctx, namespace, indexes[at].Name))
		}
	}
	return err
}

// alter changes the indexes of a collection.
func (s *Sessions) alter(ctx context.Context, namespace string, change func(*query.Collection, *engine.Batch) ([]query.Index, error)) error {
	return s.Write(ctx, func(w *Writer) error {
		target, err := w.Load(namespace)
		if err != nil {
			return err
		}
		next, err := change(target, w.batch)
		if err == nil && (target.Version == 0 || len(next) != len(target.Indexes)) {
			target.Expect(w.batch)
			target.Save(w.batch, next)
		}
		return err
	})
}

// declare adds the definitions of indexes that are missing: from then on writes maintain them.
func declare(target *query.Collection, indexes []query.Index) ([]query.Index, error) {
	next := slices.Clone(target.Indexes)
	for _, candidate := range indexes {
		exists, err := candidate.In(next)
		if err != nil {
			return nil, err
		}
		if !exists && !candidate.IsPrimary() {
			candidate.Ready = target.Version == 0
			next = append(next, candidate)
		}
	}
	if len(next) >= maxIndexes {
		return nil, failure.New(failure.CannotCreateIndex, "a collection has at most %d indexes", maxIndexes)
	}
	return next, nil
}

// complete enters all documents into an index that is not ready, and then makes it so. To enter a document twice does no harm.
func (s *Sessions) complete(ctx context.Context, namespace, name string) error {
	var from []byte
	for finished := false; !finished; {
		var next []byte
		err := s.Write(ctx, func(w *Writer) (err error) {
			next, finished, err = w.buildChunk(namespace, name, from)
			return err
		})
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		from = next
	}
	return nil
}

// buildChunk adds the entries of the next documents to an index, and with the last ones that the index is ready.
func (w *Writer) buildChunk(namespace, name string, from []byte) (next []byte, finished bool, err error) {
	c, err := w.Load(namespace)
	if err != nil {
		return nil, false, err
	}
	at := c.Position(name)
	if at < 0 {
		return nil, false, failure.New(failure.IndexBuildAborted, "another client gave up building the index %q", name)
	}
	if c.Indexes[at].Ready {
		return nil, true, nil
	}
	changed := slices.Clone(c.Indexes)
	count := 0
	for entry, err := range w.view.Scan(c.Documents, engine.Range{Low: from}, false) {
		if err != nil {
			return nil, false, err
		}
		if count++; count > buildChunk {
			next = bytes.Clone(entry.Key)
			break
		}
		keys, arrays, err := changed[at].Entries(bson.Raw(entry.Value), entry.Key)
		if err != nil {
			return nil, false, err
		}
		changed[at].Arrays |= arrays
		w.batch.Expect(c.Documents, entry.Key, entry.Version)
		for _, key := range keys {
			w.batch.Mark(changed[at].Space, key)
		}
	}
	changed[at].Ready = next == nil
	c.Expect(w.batch)
	if changed[at].Ready || changed[at].Arrays != c.Indexes[at].Arrays {
		c.Save(w.batch, changed)
	}
	return next, next == nil, nil
}

// withdraw removes an index that cannot be completed, with its entries.
func (s *Sessions) withdraw(ctx context.Context, namespace, name string) error {
	return s.alter(ctx, namespace, func(target *query.Collection, batch *engine.Batch) ([]query.Index, error) {
		at := target.Position(name)
		if at < 0 || target.Indexes[at].Ready {
			return target.Indexes, nil
		}
		batch.Drop(target.Indexes[at].Space)
		return slices.Delete(slices.Clone(target.Indexes), at, at+1), nil
	})
}
