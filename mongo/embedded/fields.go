package embedded

import (
	"math"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/txn"
)

// shape is what a document that a client sends has to be like: a command, or a document inside of one.
type shape struct {
	name   string
	fields []field
}

// field is one that a document may have, or must.
type field struct {
	name     string
	kind     kind
	item     kind // of each document in a list, which may come beside the command
	required bool
}

// kind refuses a value that a field does not take. The field is told by the name of its shape and its own.
type kind func(of, name string, value bson.RawValue) error

func may(name string, kind kind) field  { return field{name: name, kind: kind} }
func must(name string, kind kind) field { return field{name: name, kind: kind, required: true} }

// list is a field that must have an array, all of whose items are of a kind.
func list(name string, item kind) field {
	array := typed("array", func(value bson.RawValue) bool { return value.Type == bson.TypeArray })
	return field{name: name, item: item, required: true, kind: func(of, name string, value bson.RawValue) error {
		if err := array(of, name, value); err != nil {
			return err
		}
		for _, one := range document.Elements(value.Value) {
			if err := item(of, name, one); err != nil {
				return err
			}
		}
		return nil
	}}
}

func typed(expected string, accepts func(bson.RawValue) bool) kind {
	return func(of, name string, value bson.RawValue) error {
		if !accepts(value) {
			return failure.Mistyped(of+"."+name, value, expected)
		}
		return nil
	}
}

var (
	anything = typed("any", func(bson.RawValue) bool { return true })
	text     = typed("string", func(value bson.RawValue) bool { return value.Type == bson.TypeString })
	object   = typed("object", func(value bson.RawValue) bool { return value.Type == bson.TypeEmbeddedDocument })
	boolean  = typed("bool", func(value bson.RawValue) bool {
		_, ok := document.Truth(value)
		return ok
	})
	// long is a number that a driver or the store has made.
	long = typed("long", func(value bson.RawValue) bool { return value.Type == bson.TypeInt64 && value.Int64() >= 0 })
	uuid = typed("UUID", func(value bson.RawValue) bool {
		subtype, data, ok := value.BinaryOK()
		return ok && subtype == bson.TypeBinaryUUID && len(data) == len(txn.ID{})
	})
	count    = whole(0)
	positive = whole(1)
)

// whole is a number without a fraction of whatever type, from a least one to the largest int32.
func whole(least int64) kind {
	return func(of, name string, value bson.RawValue) error {
		number, ok := document.Whole(value)
		switch {
		case !ok:
			return failure.Mistyped(of+"."+name, value, "long")
		case number < least || number > math.MaxInt32:
			return failure.New(failure.BadValue, "BSON field '%s.%s' must be between %d and %d, not %d", of, name, least, math.MaxInt32, number)
		}
		return nil
	}
}

// nested is a document of a shape.
func nested(inside *shape) kind {
	return func(of, name string, value bson.RawValue) error {
		if err := object(of, name, value); err != nil {
			return err
		}
		var values [4]bson.RawValue // no document inside of a command has more fields
		return inside.read(value.Value, values[:])
	}
}

// only takes some values of a kind. MongoDB may take others, too.
func only(some kind, served ...any) kind {
	return func(of, name string, value bson.RawValue) error {
		if err := some(of, name, value); err != nil {
			return err
		}
		for _, one := range served {
			if isSame(value, one) {
				return nil
			}
		}
		return failure.Unserved("'%s.%s' other than %v, as %s", of, name, served, value)
	}
}

func isSame(value bson.RawValue, served any) bool {
	switch served := served.(type) {
	case int32:
		return value.Type == bson.TypeInt32 && value.Int32() == served
	case bool:
		return value.Type == bson.TypeBoolean && value.Boolean() == served
	default:
		return value.Type == bson.TypeString && string(value.Value[4:len(value.Value)-1]) == served // without its length and its end
	}
}

// position is that of a field in the shape; it is negative when there is none.
func (s *shape) position(name string) int {
	for at := range s.fields {
		if s.fields[at].name == name {
			return at
		}
	}
	return -1
}

// read takes the values of a document's fields, in the order of the shape. It refuses a field that is unknown, comes twice, is
// missing or has another kind of value.
func (s *shape) read(doc bson.Raw, values []bson.RawValue) error {
	for key, value := range document.Elements(doc) {
		at := s.position(string(key))
		if at < 0 {
			return s.unknown(string(key))
		}
		field := &s.fields[at]
		if values[at].Type != 0 {
			return failure.New(failure.DuplicateField, "BSON field '%s.%s' is a duplicate field", s.name, field.name)
		}
		if err := field.kind(s.name, field.name, value); err != nil {
			return err
		}
		values[at] = value
	}
	for at := range s.fields {
		if s.fields[at].required && values[at].Type == 0 {
			return failure.New(failure.MissingField, "BSON field '%s.%s' is missing but a required field", s.name, s.fields[at].name)
		}
	}
	return nil
}

func (s *shape) unknown(name string) error {
	return failure.New(failure.UnknownField, "BSON field '%s.%s' is an unknown field.", s.name, name)
}
