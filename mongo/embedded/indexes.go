package embedded

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// Limits of indexes, as in MongoDB.
const (
	maxIndexes     = 64
	maxIndexFields = 32
)

// buildChunk is how many documents an index takes up in one commit while it is being built.
const buildChunk = 512

// createIndexes adds those that are missing and answers when they are complete. Writes go on meanwhile.
func (c *call) createIndexes() error {
	specs, err := c.documents("indexes")
	if err != nil {
		return err
	}
	wanted := make([]index, len(specs))
	for at, spec := range specs {
		if wanted[at], err = parseIndex(spec); err != nil {
			return err
		}
		wanted[at].space = newCollection(c.namespace, 0, nil).spaceOf(wanted[at].name)
	}
	before, created, err := c.declare(wanted)
	if err != nil {
		return err
	}
	for _, next := range wanted {
		err := c.complete(next.name)
		if err != nil && c.context.Err() == nil {
			err = errors.Join(err, c.withdraw(next.name))
		}
		if err != nil {
			return err
		}
	}
	after, err := c.indexCount()
	if err != nil {
		return err
	}
	c.reply.int32("numIndexesBefore", before)
	c.reply.int32("numIndexesAfter", after)
	c.reply.boolean("createdCollectionAutomatically", created)
	if before == after {
		c.reply.text("note", "all indexes already exist")
	}
	return nil
}

// indexCount counts the usable indexes, the one on _id with them.
func (c *call) indexCount() (int, error) {
	count := 0
	err := c.inspect(func(_ engine.Reader, target *collection) error {
		count = target.usable()
		return nil
	})
	return count, err
}

func (c *collection) usable() int {
	count := 1
	for at := range c.indexes {
		if c.indexes[at].ready {
			count++
		}
	}
	return count
}

// inspect reads the collection in a snapshot of its own.
func (c *call) inspect(look func(engine.Reader, *collection) error) error {
	snapshot, err := c.store.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	target, err := c.store.catalog.load(snapshot, c.namespace)
	if err != nil {
		return err
	}
	return look(snapshot, target)
}

func parseIndex(spec bson.Raw) (index, error) {
	for key := range elements(spec) {
		if !slices.Contains(indexFields, string(key)) {
			return index{}, fail(codeInvalidIndexOption, "The field '%s' is not valid for an index specification in the embedded store", key)
		}
	}
	key, name, version := field(spec, "key"), field(spec, "name"), field(spec, "v")
	if key.Type != bson.TypeEmbeddedDocument {
		return index{}, mistyped("createIndexes.indexes.key", key, "object")
	}
	if name.Type != bson.TypeString {
		return index{}, mistyped("createIndexes.indexes.name", name, "string")
	}
	if version.Type != 0 && (!isNumber(version) || version.AsFloat64() != 2) {
		return index{}, fail(codeCannotCreateIndex, "the embedded store creates indexes of version 2 only")
	}
	fields, err := parseKeyPattern(bson.Raw(key.Value))
	if err != nil {
		return index{}, fail(codeCannotCreateIndex, "%s", asFailure(err).message)
	}
	made := index{name: name.StringValue(), fields: fields}
	return made, made.check()
}

func (i *index) check() error {
	switch {
	case i.name == "" || len(i.name) > 127 || strings.Contains(i.name, "\x00") || i.name == "*":
		return fail(codeCannotCreateIndex, "Invalid index name: %q", i.name)
	case len(i.fields) == 0 || len(i.fields) > maxIndexFields:
		return fail(codeCannotCreateIndex, "an index has between 1 and %d fields, not %d", maxIndexFields, len(i.fields))
	case (i.name == "_id_") != i.isPrimary():
		return fail(codeBadValue, "The name _id_ is that of the index {_id: 1}, and of no other")
	}
	for at := range i.fields {
		for _, other := range i.fields[:at] {
			if slices.Equal(other.path, i.fields[at].path) {
				return fail(codeCannotCreateIndex, "field %q is twice in the index", other.path)
			}
		}
	}
	return nil
}

func (i *index) isPrimary() bool {
	return len(i.fields) == 1 && i.idField() == 0 && !i.fields[0].descending
}

// declare adds the definitions of indexes that are missing: from then on writes maintain them.
func (c *call) declare(wanted []index) (before int, created bool, err error) {
	err = c.alter(func(target *collection, _ *engine.Batch) ([]index, bool, error) {
		before, created = target.usable(), target.version == 0
		if created {
			before = 0
		}
		next := slices.Clone(target.indexes)
		for _, candidate := range wanted {
			known, err := candidate.in(next)
			if err != nil {
				return nil, false, err
			}
			if !known && !candidate.isPrimary() {
				candidate.ready = created
				next = append(next, candidate)
			}
		}
		if len(next) >= maxIndexes {
			return nil, false, fail(codeCannotCreateIndex, "a collection has at most %d indexes", maxIndexes)
		}
		return next, created || len(next) > len(target.indexes), nil
	})
	return before, created, err
}

// in says whether the index is there already; another of its name or of its fields is a conflict.
func (i *index) in(known []index) (bool, error) {
	for at := range known {
		other := &known[at]
		same := slices.EqualFunc(i.fields, other.fields, indexField.equal)
		switch {
		case i.name == other.name && same:
			return true, nil
		case i.name == other.name:
			return false, fail(codeIndexKeySpecsConflict, "An existing index has the same name as the requested index, %q, and other fields", i.name)
		case same:
			return false, fail(codeIndexOptionsConflict, "Index already exists with a different name: %s", other.name)
		}
	}
	return false, nil
}

// alter changes the indexes of the collection, again when another change came first.
func (c *call) alter(change func(*collection, *engine.Batch) (next []index, changed bool, err error)) error {
	for {
		var batch engine.Batch
		err := c.inspect(func(_ engine.Reader, target *collection) error {
			next, changed, err := change(target, &batch)
			if err == nil && changed {
				target.expect(&batch)
				target.save(&batch, next)
			}
			return err
		})
		if err == nil {
			err = c.store.engine.Commit(c.context, &batch)
		}
		if !errors.Is(err, engine.ErrConflict) {
			return err
		}
		if err := c.context.Err(); err != nil {
			return err
		}
	}
}

// complete enters all documents into an index that is not ready, and then makes it so. One that was left half built by
// a process that died is completed the same way: to enter a document twice does no harm.
func (c *call) complete(name string) error {
	var from []byte
	for {
		var batch engine.Batch
		next, finished := from, false
		err := c.inspect(func(reader engine.Reader, target *collection) (err error) {
			next, finished, err = target.chunk(reader, &batch, name, from)
			return err
		})
		if err == nil {
			err = c.store.engine.Commit(c.context, &batch)
		}
		switch {
		case errors.Is(err, engine.ErrConflict):
			err = c.context.Err()
		case err == nil && finished:
			return nil
		case err == nil:
			from, err = next, c.context.Err()
		}
		if err != nil {
			return err
		}
	}
}

// chunk adds the entries of the next documents to a batch, and with the last ones that the index is ready.
func (c *collection) chunk(reader engine.Reader, batch *engine.Batch, name string, from []byte) (next []byte, finished bool, err error) {
	at := slices.IndexFunc(c.indexes, func(i index) bool { return i.name == name })
	if name == "_id_" || at >= 0 && c.indexes[at].ready {
		return nil, true, nil
	}
	if at < 0 {
		return nil, false, fail(codeIndexBuildAborted, "another client gave up building the index %q", name)
	}
	changed := slices.Clone(c.indexes)
	count := 0
	for entry, err := range reader.Scan(c.documents, engine.Range{Low: from}, false) {
		if err != nil {
			return nil, false, err
		}
		if count++; count > buildChunk {
			next = bytes.Clone(entry.Key)
			break
		}
		keys, arrays, err := changed[at].entries(bson.Raw(entry.Value), entry.Key)
		if err != nil {
			return nil, false, err
		}
		changed[at].arrays |= arrays
		batch.Expect(c.documents, entry.Key, entry.Version)
		for _, key := range keys {
			batch.Mark(changed[at].space, key)
		}
	}
	changed[at].ready = next == nil
	c.expect(batch)
	if changed[at].ready || changed[at].arrays != c.indexes[at].arrays {
		c.save(batch, changed)
	}
	return next, next == nil, nil
}

// withdraw removes an index that cannot be completed, with its entries.
func (c *call) withdraw(name string) error {
	return c.alter(func(target *collection, batch *engine.Batch) ([]index, bool, error) {
		at := slices.IndexFunc(target.indexes, func(i index) bool { return i.name == name && !i.ready })
		if at < 0 {
			return nil, false, nil
		}
		batch.Drop(target.indexes[at].space)
		return slices.Delete(slices.Clone(target.indexes), at, at+1), true, nil
	})
}
