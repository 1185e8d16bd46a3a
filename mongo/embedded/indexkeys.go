package embedded

import (
	"bytes"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/order"
)

// entries returns the sorted keys under which an index holds a document, and the fields at which an array made them
// several. id is the key of the document's _id.
func (i *index) entries(doc bson.Raw, id []byte) (keys [][]byte, arrays uint64, err error) {
	start := make([]slot, len(i.fields))
	for at := range i.fields {
		start[at] = slot{document: doc, rest: i.fields[at].path}
	}
	expansion := expansion{index: i, id: id}
	if err := expansion.expand(start); err != nil {
		return nil, 0, err
	}
	slices.SortFunc(expansion.keys, bytes.Compare)
	return slices.CompactFunc(expansion.keys, bytes.Equal), expansion.arrays, nil
}

// slot is the value of one field of an index while arrays are being expanded: found, or still to be looked up.
type slot struct {
	found      bool
	emptyArray bool
	value      bson.RawValue
	document   bson.Raw
	rest       path
}

type expansion struct {
	index  *index
	id     []byte
	keys   [][]byte
	arrays uint64
}

// expand looks every field up. Where it meets an array it goes on once for each element; fields that meet different
// arrays cannot be expanded together.
func (e *expansion) expand(slots []slot) error {
	var array bson.RawValue
	var prefix path
	through := make([]bool, len(slots))
	for at := range slots {
		if slots[at].found {
			continue
		}
		found, rest := descend(slots[at].document, slots[at].rest)
		if found.Type != bson.TypeArray {
			slots[at] = slot{found: true, value: found}
			continue
		}
		whole := e.index.fields[at].path
		met := whole[:len(whole)-len(rest)]
		if prefix != nil && !slices.Equal(prefix, met) {
			return fail(codeCannotIndexParallel, "cannot index parallel arrays [%s] [%s]", prefix, met)
		}
		array, prefix, through[at] = found, met, true
		e.arrays |= 1 << at
		slots[at].rest = rest
	}
	if prefix == nil {
		return e.emit(slots)
	}
	return e.each(array, slots, through)
}

// each expands the slots that met an array for each of its elements.
func (e *expansion) each(array bson.RawValue, slots []slot, through []bool) error {
	empty := true
	for _, item := range elements(array.Value) {
		empty = false
		if err := e.with(slots, through, func(rest path) slot {
			switch {
			case len(rest) == 0:
				return slot{found: true, value: item}
			case item.Type == bson.TypeEmbeddedDocument:
				return slot{document: bson.Raw(item.Value), rest: rest}
			default:
				return slot{found: true}
			}
		}); err != nil {
			return err
		}
	}
	if !empty {
		return nil
	}
	return e.with(slots, through, func(rest path) slot { return slot{found: true, emptyArray: len(rest) == 0} })
}

func (e *expansion) with(slots []slot, through []bool, replace func(path) slot) error {
	next := slices.Clone(slots)
	for at := range next {
		if through[at] {
			next[at] = replace(next[at].rest)
		}
	}
	return e.expand(next)
}

// descend follows a path until its end, a missing field, or an array; rest is what of the path was not followed.
func descend(doc bson.Raw, at path) (value bson.RawValue, rest path) {
	for {
		value, at = field(doc, at[0]), at[1:]
		if len(at) == 0 || value.Type == bson.TypeArray {
			return value, at
		}
		if value.Type != bson.TypeEmbeddedDocument {
			return bson.RawValue{}, nil
		}
		doc = bson.Raw(value.Value)
	}
}

func (e *expansion) emit(slots []slot) error {
	key := make([]byte, 0, 32+len(e.id))
	for at, slot := range slots {
		start := len(key)
		var err error
		if slot.emptyArray {
			key = order.AppendEmptyArray(key)
		} else if key, err = order.Append(key, slot.value); err != nil {
			return fail(codeNotImplemented, "field %q of index %q does not take BSON type %s in the embedded store",
				e.index.fields[at].path, e.index.name, slot.value.Type)
		}
		if e.index.fields[at].descending {
			order.Flip(key[start:])
		}
	}
	if e.index.idField() < 0 {
		key = append(key, e.id...)
	}
	if len(key) > engine.MaxKeySize {
		return fail(codeKeyTooLong, "the key of index %q is longer than %d bytes", e.index.name, engine.MaxKeySize)
	}
	e.keys = append(e.keys, key)
	return nil
}

// idOf returns the key of the _id inside an entry.
func (i *index) idOf(entry []byte) ([]byte, error) {
	wanted := i.idField()
	for at, field := range i.fields {
		size, err := order.Skip(entry, field.descending)
		if err != nil {
			return nil, engine.ErrDamaged
		}
		if at == wanted {
			if field.descending {
				return flip(entry[:size]), nil
			}
			return entry[:size], nil
		}
		entry = entry[size:]
	}
	return entry, nil
}

// idKey returns the key of a document's _id.
func idKey(id bson.RawValue) ([]byte, error) {
	if id.Type == bson.TypeArray {
		return nil, fail(codeInvalidIDField, "The '_id' value cannot be of type array")
	}
	key, err := order.Append(nil, id)
	if err != nil {
		return nil, fail(codeNotImplemented, "the embedded store does not take an _id of BSON type %s", id.Type)
	}
	if len(key) > engine.MaxKeySize/2 {
		return nil, fail(codeKeyTooLong, "the _id is longer than %d bytes", engine.MaxKeySize/2)
	}
	return key, nil
}
