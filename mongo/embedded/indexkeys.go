package embedded

import (
	"bytes"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/order"
)

// entries returns the sorted keys under which an index holds a document, and the fields at which an array made them
// several. id is the key of the document's _id.
func (i *index) entries(doc bson.Raw, id []byte) (keys [][]byte, arrays uint64, err error) {
	key, alone, err := i.entry(doc, id)
	if err != nil || alone {
		return [][]byte{key}, 0, err
	}
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

// entryRoom is what the key of most entries fits in.
const entryRoom = 160

// entry returns the key of a document that has no array at a field of the index; alone is false for others, which may
// have several keys.
func (i *index) entry(doc bson.Raw, id []byte) (key []byte, alone bool, err error) {
	key = make([]byte, 0, entryRoom)
	for at := range i.fields {
		value, _ := descend(doc, i.fields[at].path)
		if value.Type == bson.TypeArray {
			return nil, false, nil
		}
		if key, err = i.append(key, at, slot{value: value}); err != nil {
			return nil, false, err
		}
	}
	key, err = i.complete(key, id)
	return key, true, err
}

// append adds the key of one field's value.
func (i *index) append(key []byte, at int, field slot) ([]byte, error) {
	start := len(key)
	if field.emptyArray {
		key = order.AppendEmptyArray(key)
	} else {
		var err error
		if key, err = order.Append(key, field.value); err != nil {
			return nil, fail(codeNotImplemented, "field %q of index %q does not take BSON type %s in the embedded store",
				i.fields[at].path, i.name, field.value.Type)
		}
	}
	if i.fields[at].descending {
		order.Flip(key[start:])
	}
	return key, nil
}

// complete adds the _id, which makes the key the document's own, unless it is a field of the index anyway.
func (i *index) complete(key, id []byte) ([]byte, error) {
	if i.idField() < 0 {
		key = append(key, id...)
	}
	if len(key) > engine.MaxKeySize {
		return nil, fail(codeKeyTooLong, "the key of index %q is longer than %d bytes", i.name, engine.MaxKeySize)
	}
	return key, nil
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
	key := make([]byte, 0, entryRoom)
	var err error
	for at, field := range slots {
		if key, err = e.index.append(key, at, field); err != nil {
			return err
		}
	}
	if key, err = e.index.complete(key, e.id); err != nil {
		return err
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
			return nil, fmt.Errorf("%w: index %s has an entry that is no key", engine.ErrDamaged, i.name)
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
