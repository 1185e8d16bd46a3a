package query

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// UpdateOperators are the operators that updates may have; without one, an update is a replacement.
var UpdateOperators = []string{"$inc", "$max", "$set", "$unset"}

// Update is a parsed change of one document: a replacement, or operators on whole fields.
type Update struct {
	replacement bson.Raw
	changes     []fieldChange // sorted by their fields: the order in which new ones are added
}

type fieldChange struct {
	field    string
	operator string
	operand  bson.RawValue
}

// ParseUpdate reads an object.
func ParseUpdate(value bson.RawValue) (*Update, error) {
	doc := bson.Raw(value.Value)
	if !document.IsOperators(value) {
		return parseReplacement(doc)
	}
	parsed := &Update{}
	for key, fields := range document.Elements(doc) {
		if !document.Contains(UpdateOperators, key) {
			return nil, failure.New(failure.FailedToParse, "Unknown modifier: %s. Expected a valid update modifier or pipeline-style update specified as an array", key)
		}
		if fields.Type != bson.TypeEmbeddedDocument {
			return nil, failure.New(failure.FailedToParse, "Modifiers operate on fields but we found type %s instead. For example: {$mod: {<field>: ...}}", fields.Type)
		}
		for name, operand := range document.Elements(fields.Value) {
			change := fieldChange{string(name), string(key), operand}
			if err := change.check(); err != nil {
				return nil, err
			}
			parsed.changes = append(parsed.changes, change)
		}
	}
	return parsed, parsed.sort()
}

func parseReplacement(doc bson.Raw) (*Update, error) {
	for key := range document.Elements(doc) {
		if len(key) > 0 && key[0] == '$' {
			return nil, failure.New(failure.DollarPrefixedFieldName,
				"The dollar ($) prefixed field '%s' is not allowed in the context of an update's replacement document.", key)
		}
	}
	_, _, err := OnlyID(doc)
	return &Update{replacement: doc}, err
}

// OnlyID returns a document's _id and its place among the fields; the type is 0 when there is none.
func OnlyID(doc bson.Raw) (id bson.RawValue, place int, err error) {
	at := 0
	for key, value := range document.Elements(doc) {
		if string(key) == "_id" {
			if id.Type != 0 {
				return id, place, failure.New(failure.BadValue, "can't have multiple _id fields in one document")
			}
			id, place = value, at
		}
		at++
	}
	return id, place, nil
}

// check refuses what leads into a field, and operands of a type that the operator does not take.
func (c *fieldChange) check() error {
	if err := checkPath(c.field); err != nil {
		return err
	}
	switch {
	case strings.Contains(c.field, "."):
		return failure.Unserved("changes of anything but whole fields, as '%s'", c.field)
	case c.operator == "$inc" && !isInteger(c.operand):
		return failure.New(failure.TypeMismatch, "Cannot increment with non-integer argument: {%s: %s}", c.field, c.operand.Type)
	case c.operator == "$max":
		_, err := keyOf(c.operand)
		return err
	}
	return nil
}

// sort sorts the changes, and refuses two of one field.
func (u *Update) sort() error {
	slices.SortFunc(u.changes, func(a, b fieldChange) int { return strings.Compare(a.field, b.field) })
	for at := 1; at < len(u.changes); at++ {
		if field := u.changes[at].field; field == u.changes[at-1].field {
			return failure.New(failure.ConflictingUpdateOperators, "Updating the path '%s' would create a conflict at '%s'", field, field)
		}
	}
	return nil
}

// Apply returns the changed document. The _id never changes.
func (u *Update) Apply(doc bson.Raw) (changed bson.Raw, err error) {
	id := document.Field(doc, idField)
	if u.replacement == nil {
		changed, err = u.change(doc)
	} else if own := document.Field(u.replacement, idField); own.Type == 0 {
		changed = document.WithID(u.replacement, id)
	} else {
		changed = document.WithID(u.replacement, own)
	}
	switch {
	case err != nil:
		return nil, err
	case !document.Equal(document.Field(changed, idField), id):
		return nil, failure.New(failure.ImmutableField, "Performing an update on the path '_id' would modify the immutable field '_id'")
	case len(changed) > document.MaxSize:
		return nil, failure.New(failure.GrownTooLarge, "Resulting document after update is larger than %d", document.MaxSize)
	}
	return changed, nil
}

// change copies the fields of a document with the changes in their places; fields that are new come last.
func (u *Update) change(doc bson.Raw) (bson.Raw, error) {
	var b document.Builder
	b.Begin()
	for key, value := range document.Elements(doc) {
		name := string(key)
		at := slices.IndexFunc(u.changes, func(change fieldChange) bool { return change.field == name })
		if at >= 0 {
			var err error
			if value, err = u.changes[at].of(value); err != nil {
				return nil, err
			}
		}
		if value.Type != 0 {
			b.Value(name, value)
		}
	}
	for _, change := range u.changes {
		if change.operator != "$unset" && document.Field(doc, change.field).Type == 0 {
			b.Value(change.field, change.operand)
		}
	}
	b.End()
	return b.Buffer, nil
}

// of returns what becomes of a value; it is the zero value when the field is to go.
func (c *fieldChange) of(value bson.RawValue) (bson.RawValue, error) {
	switch c.operator {
	case "$set":
		return c.operand, nil
	case "$unset":
		return bson.RawValue{}, nil
	case "$inc":
		return add(c.field, value, c.operand)
	default: // $max
		return greater(value, c.operand)
	}
}

func greater(value, other bson.RawValue) (bson.RawValue, error) {
	key, err := keyOf(value)
	if err != nil {
		return value, err
	}
	otherKey, err := keyOf(other)
	if bytes.Compare(key, otherKey) < 0 {
		return other, err
	}
	return value, err
}

func isInteger(value bson.RawValue) bool {
	return value.Type == bson.TypeInt32 || value.Type == bson.TypeInt64
}

// add sums two numbers as MongoDB does: an int32 grows to an int64, an int64 never wraps around.
func add(name string, value, more bson.RawValue) (bson.RawValue, error) {
	if !isInteger(value) {
		return value, failure.New(failure.TypeMismatch, "Cannot apply $inc to a value of non-integer type. Field '%s' has type %s", name, value.Type)
	}
	a, b := value.AsInt64(), more.AsInt64()
	sum := a + b
	if (sum > a) != (b > 0) {
		return value, failure.New(failure.BadValue, "Failed to apply $inc operations to current value of field '%s': it exceeds the range of 64 bits", name)
	}
	if value.Type == bson.TypeInt32 && more.Type == bson.TypeInt32 && int64(int32(sum)) == sum {
		return bson.RawValue{Type: bson.TypeInt32, Value: binary.LittleEndian.AppendUint32(nil, uint32(sum))}, nil
	}
	return bson.RawValue{Type: bson.TypeInt64, Value: binary.LittleEndian.AppendUint64(nil, uint64(sum))}, nil
}
