package query

import (
	"bytes"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/order"
)

// entryRoom is what the key of most entries fits in.
const entryRoom = 160

// expansion makes the entries of a document in an index: one, or one for each element of the array that a field leads to.
type expansion struct {
	index    *Index
	id       []byte
	values   []bson.RawValue // of the fields
	array    int             // the field that leads to an array, -1 when none does
	rest     Path            // of it, inside of the array's elements
	expanded [][]byte
}

// Entries returns the sorted keys under which an index holds a document, and the field at which an array made them several, as
// a bit. id is the key of the document's _id. One field of an index may lead to an array, and none to an array in it.
func (i *Index) Entries(doc bson.Raw, id []byte) (keys [][]byte, arrays uint64, err error) {
	e := expansion{index: i, id: id, array: -1, values: make([]bson.RawValue, len(i.Fields))}
	for at, path := range i.Fields {
		value, rest := descend(doc, path)
		e.values[at] = value
		if value.Type != bson.TypeArray {
			continue
		}
		if e.array >= 0 {
			return nil, 0, failure.New(failure.CannotIndexParallelArrays, "cannot index parallel arrays [%s] [%s]", path, i.Fields[e.array])
		}
		e.array, e.rest = at, rest
	}
	if e.array < 0 {
		err = e.add(false)
		return e.expanded, 0, err
	}
	err = e.each(e.values[e.array])
	slices.SortFunc(e.expanded, bytes.Compare)
	return slices.CompactFunc(e.expanded, bytes.Equal), 1 << e.array, err
}

// each adds the entries of an array's elements. An array without elements has one entry.
func (e *expansion) each(array bson.RawValue) error {
	isEmpty := true
	for _, item := range document.Elements(array.Value) {
		isEmpty = false
		value := item
		if len(e.rest) > 0 {
			value = bson.RawValue{}
			if item.Type == bson.TypeEmbeddedDocument {
				value, _ = descend(bson.Raw(item.Value), e.rest)
			}
		}
		e.values[e.array] = value
		if err := e.add(false); err != nil {
			return err
		}
	}
	if !isEmpty {
		return nil
	}
	e.values[e.array] = bson.RawValue{}
	return e.add(len(e.rest) == 0)
}

// add adds the entry of the values as they are.
func (e *expansion) add(emptyArray bool) error {
	key := make([]byte, 0, entryRoom)
	hasID := false
	for at, value := range e.values {
		hasID = hasID || e.index.Fields[at].isID()
		if emptyArray && at == e.array {
			key = order.AppendEmptyArray(key)
			continue
		}
		var err error
		if key, err = order.Append(key, value); err != nil {
			return failure.New(failure.NotImplemented, "field %q of index %q does not take BSON type %s in the embedded store",
				e.index.Fields[at], e.index.Name, value.Type)
		}
	}
	if !hasID { // which makes the key the document's own
		key = append(key, e.id...)
	}
	if len(key) > engine.MaxKeySize {
		return failure.New(failure.KeyTooLong, "the key of index %q is longer than %d bytes", e.index.Name, engine.MaxKeySize)
	}
	e.expanded = append(e.expanded, key)
	return nil
}

// descend follows a path until its end, a missing field, or an array; rest is what of the path was not followed.
func descend(doc bson.Raw, at Path) (value bson.RawValue, rest Path) {
	for {
		value, at = document.Field(doc, at[0]), at[1:]
		if len(at) == 0 || value.Type == bson.TypeArray {
			return value, at
		}
		if value.Type != bson.TypeEmbeddedDocument {
			return bson.RawValue{}, nil
		}
		doc = bson.Raw(value.Value)
	}
}

// IDOf returns the key of the _id inside an entry.
func (i *Index) IDOf(entry []byte) ([]byte, error) {
	for _, field := range i.Fields {
		size, err := order.Skip(entry)
		if err != nil {
			return nil, fmt.Errorf("%w: index %s has an entry that is no key", engine.ErrDamaged, i.Name)
		}
		if field.isID() {
			return entry[:size], nil
		}
		entry = entry[size:]
	}
	return entry, nil
}

// IDKey returns the key of a document's _id.
func IDKey(id bson.RawValue) ([]byte, error) {
	if id.Type == bson.TypeArray {
		return nil, failure.New(failure.InvalidIDField, "The '_id' value cannot be of type array")
	}
	key, err := order.Append(nil, id)
	if err != nil {
		return nil, failure.New(failure.NotImplemented, "the embedded store does not take an _id of BSON type %s", id.Type)
	}
	if len(key) > engine.MaxKeySize/2 {
		return nil, failure.New(failure.KeyTooLong, "the _id is longer than %d bytes", engine.MaxKeySize/2)
	}
	return key, nil
}
