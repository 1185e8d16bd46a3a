package embedded

import (
	"bytes"
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// Verify reads everything and fails with ErrDamaged, and a sentence, at the first thing that is not as it must be: in
// the file, in a document, or between documents and indexes. The store can be used meanwhile, but commits wait while the
// file is read; the time it takes grows with the data.
func (s *Store) Verify(ctx context.Context) error {
	if err := s.engine.Check(); err != nil {
		return err
	}
	snapshot, err := s.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	for entry, err := range snapshot.Scan(catalogSpace, engine.Range{}, false) {
		if err != nil {
			return err
		}
		target, err := s.catalog.load(snapshot, string(entry.Key))
		if err != nil {
			return err
		}
		if err := target.verify(ctx, snapshot); err != nil {
			return fmt.Errorf("verifying %s: %w", entry.Key, err)
		}
	}
	return nil
}

func (c *collection) verify(ctx context.Context, reader engine.Reader) error {
	expected := make([]int, len(c.indexes))
	for entry, err := range reader.Scan(c.documents, engine.Range{}, false) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if err := validate(entry.Value, 0); err != nil {
			return fmt.Errorf("%w: %w", engine.ErrDamaged, err)
		}
		if id, err := idKey(field(entry.Value, "_id")); err != nil || !bytes.Equal(id, entry.Key) {
			return fmt.Errorf("%w: a document is not under the key of its _id", engine.ErrDamaged)
		}
		for at := range c.indexes {
			count, err := c.indexes[at].verify(reader, bson.Raw(entry.Value), entry.Key)
			if err != nil {
				return err
			}
			expected[at] += count
		}
	}
	for at := range c.indexes {
		count := 0
		for _, err := range reader.Scan(c.indexes[at].space, engine.Range{}, false) {
			if err != nil {
				return err
			}
			count++
		}
		if c.indexes[at].ready && count != expected[at] {
			return fmt.Errorf("%w: index %s has %d entries, and the documents %d", engine.ErrDamaged, c.indexes[at].name, count, expected[at])
		}
	}
	return nil
}

// verify looks for the entries of a document and returns how many it has.
func (i *index) verify(reader engine.Reader, doc bson.Raw, id []byte) (int, error) {
	if !i.ready {
		return 0, nil
	}
	keys, arrays, err := i.entries(doc, id)
	if err != nil {
		return 0, err
	}
	if arrays&^i.arrays != 0 {
		return 0, fmt.Errorf("%w: index %s does not know that it holds an array", engine.ErrDamaged, i.name)
	}
	for _, key := range keys {
		found := false
		for entry, err := range reader.Scan(i.space, engine.Range{Low: key}, false) {
			if err != nil {
				return 0, err
			}
			found = bytes.Equal(entry.Key, key)
			break
		}
		if !found {
			return 0, fmt.Errorf("%w: index %s lacks an entry of a document", engine.ErrDamaged, i.name)
		}
	}
	return len(keys), nil
}
