package query

import (
	"encoding/binary"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/order"
)

// UpdateOperators are the operators that updates may have; without one, an update is a replacement.
var UpdateOperators = []string{"$inc", "$max", "$set", "$unset"}

// Update is a parsed change of one document: a replacement, or operators on fields.
type Update struct {
	replacement bson.Raw
	changes     []fieldChange // sorted by their paths: the order in which new fields are added
}

type fieldChange struct {
	path     Path
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
			at, err := parsePath(string(name))
			if err != nil {
				return nil, err
			}
			change := fieldChange{at, string(key), operand}
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

// check refuses operands of a type that the operator does not take, and what would nest too deep in the document: how deep it
// is in the command says nothing of that.
func (c *fieldChange) check() error {
	switch {
	case c.operator == "$inc" && !isInteger(c.operand):
		return failure.New(failure.TypeMismatch, "Cannot increment with non-integer argument: {%s: %s}", c.path, c.operand.Type)
	case c.operator == "$max" && !order.Orders(c.operand):
		return failure.New(failure.NotImplemented, "the embedded store does not serve $max with BSON type %s", c.operand.Type)
	case len(c.path) > document.MaxDepth+1:
		return failure.New(failure.Overflow, "the field path has %d parts, and documents nest no deeper than %d levels", len(c.path), document.MaxDepth)
	case c.operand.Type == bson.TypeEmbeddedDocument, c.operand.Type == bson.TypeArray:
		return document.Validate(c.operand.Value, len(c.path))
	}
	return nil
}

// sort sorts the changes, and refuses two of one field or of a field and what is in it.
func (u *Update) sort() error {
	slices.SortStableFunc(u.changes, func(a, b fieldChange) int { return slices.Compare(a.path, b.path) })
	paths := make([]Path, len(u.changes))
	for at := range u.changes {
		paths[at] = u.changes[at].path
	}
	if twice, overlap := overlapping(paths); overlap {
		return failure.New(failure.ConflictingUpdateOperators, "Updating the path '%s' would create a conflict at '%s'", twice, twice)
	}
	return nil
}

// Apply returns the changed document. The _id never changes.
func (u *Update) Apply(doc bson.Raw) (bson.Raw, error) {
	id := document.Field(doc, "_id")
	changed := doc
	if u.replacement != nil {
		if own := document.Field(u.replacement, "_id"); own.Type != 0 && !document.Equal(own, id) {
			return nil, failure.New(failure.ImmutableField, "After applying the update, the (immutable) field '_id' was found to have been altered")
		}
		changed = document.WithID(u.replacement, id)
	}
	for at := range u.changes {
		var b document.Builder
		b.Begin()
		if err := u.changes[at].apply(changed, u.changes[at].path, &b); err != nil {
			return nil, err
		}
		b.End()
		changed = b.Buffer
	}
	switch {
	case !document.Equal(document.Field(changed, "_id"), id):
		return nil, failure.New(failure.ImmutableField, "Performing an update on the path '_id' would modify the immutable field '_id'")
	case len(changed) > document.MaxSize:
		return nil, failure.New(failure.GrownTooLarge, "Resulting document after update is larger than %d", document.MaxSize)
	}
	return changed, nil
}

// apply copies the fields of a document with the change in its place; a field that is new comes last.
func (c *fieldChange) apply(doc []byte, rest Path, b *document.Builder) error {
	isNew := true
	for key, value := range document.Elements(doc) {
		name := string(key)
		if name != rest[0] {
			b.Value(name, value)
			continue
		}
		isNew = false
		if err := c.change(name, value, rest[1:], b); err != nil {
			return err
		}
	}
	if isNew && c.operator != "$unset" {
		c.create(rest, b)
	}
	return nil
}

// change writes a field that is there already: the one to change, or one that leads to it.
func (c *fieldChange) change(name string, value bson.RawValue, rest Path, b *document.Builder) error {
	switch {
	case len(rest) == 0:
		changed, isLeft, err := c.changed(name, value)
		if isLeft {
			b.Value(name, changed)
		}
		return err
	case value.Type == bson.TypeEmbeddedDocument:
		b.Document(name)
		err := c.apply(value.Value, rest, b)
		b.End()
		return err
	case c.operator == "$unset": // there is nothing to unset
		b.Value(name, value)
		return nil
	default:
		return failure.New(failure.PathNotViable, "Cannot create field '%s' in element {%s: %s}", rest[0], name, value.Type)
	}
}

// changed returns what becomes of a value, and whether the field is left.
func (c *fieldChange) changed(name string, value bson.RawValue) (changed bson.RawValue, isLeft bool, err error) {
	switch c.operator {
	case "$set":
		return c.operand, true, nil
	case "$unset":
		return value, false, nil
	case "$inc":
		changed, err = add(name, value, c.operand)
		return changed, true, err
	}
	result, err := order.Compare(value, c.operand)
	if err != nil {
		return value, true, failure.New(failure.NotImplemented, "the embedded store does not serve $max on the BSON type %s of field %q", value.Type, name)
	}
	if result < 0 {
		return c.operand, true, nil
	}
	return value, true, nil
}

// create writes a field that is not there, and those that lead to it.
func (c *fieldChange) create(rest Path, b *document.Builder) {
	for _, name := range rest[:len(rest)-1] {
		b.Document(name)
	}
	b.Value(rest[len(rest)-1], c.operand)
	for range rest[:len(rest)-1] {
		b.End()
	}
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
