package query

import (
	"bytes"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/order"
)

const (
	// entryRoom is what the key of most entries fits in.
	entryRoom = 160
	// usualElements is how many elements most arrays have at most.
	usualElements = 4
)

// Entries returns the sorted keys under which an index holds a document: one, or one for each element of the array that a field
// leads to; that field is told as a bit. id is the key of the document's _id. No other field of the index may lead to an array.
func (i *Index) Entries(doc bson.Raw, id []byte) (keys [][]byte, arrays uint64, err error) {
	values := make([]bson.RawValue, len(i.Fields))
	elements := make([]bson.RawValue, 0, usualElements) // of the array
	array := -1                                         // the field that leads to it
	for at, field := range i.Fields {
		_, isArray := visit(doc, field, func(value bson.RawValue) bool {
			values[at] = value
			if array < 0 {
				elements = append(elements, value)
			}
			return false
		})
		switch {
		case isArray && array >= 0:
			return nil, 0, failure.New(failure.CannotIndexParallelArrays, "cannot index parallel arrays [%s] [%s]", field, i.Fields[array])
		case isArray:
			array, arrays = at, 1<<at
		case array < 0:
			elements = elements[:0]
		}
	}
	if array < 0 {
		array, elements = 0, values[:1]
	}
	keys = make([][]byte, 0, len(elements))
	for _, element := range elements {
		values[array] = element
		key, err := i.entry(values, id)
		if err != nil {
			return nil, 0, err
		}
		keys = append(keys, key)
	}
	slices.SortFunc(keys, bytes.Compare)
	return slices.CompactFunc(keys, bytes.Equal), arrays, nil
}

// entry returns the key of the values of the fields.
func (i *Index) entry(values []bson.RawValue, id []byte) ([]byte, error) {
	key := make([]byte, 0, entryRoom)
	for at, value := range values {
		var err error
		if key, err = order.Append(key, value); err != nil {
			return nil, failure.Unserved("BSON type %s in indexes, as field %q of index %q has", value.Type, i.Fields[at], i.Name)
		}
	}
	if !slices.Contains(i.Fields, idField) { // which makes the key the document's own
		key = append(key, id...)
	}
	if len(key) > engine.MaxKeySize {
		return nil, failure.New(failure.KeyTooLong, "the key of index %q is longer than %d bytes", i.Name, engine.MaxKeySize)
	}
	return key, nil
}

// IDOf returns the key of the _id inside an entry.
func (i *Index) IDOf(entry []byte) ([]byte, error) {
	for _, field := range i.Fields {
		size, err := order.Skip(entry)
		if err != nil {
			return nil, fmt.Errorf("%w: index %s has an entry that is no key", engine.ErrDamaged, i.Name)
		}
		if field == idField {
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
		return nil, failure.Unserved("an _id of BSON type %s", id.Type)
	}
	if len(key) > engine.MaxKeySize/2 {
		return nil, failure.New(failure.KeyTooLong, "the _id is longer than %d bytes", engine.MaxKeySize/2)
	}
	return key, nil
}
