// Package document reads and writes BSON documents without decoding them.
package document

import (
	"bytes"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"accessgraph/mongo/embedded/failure"
)

const (
	// MaxSize is the largest size of a document in bytes, as in MongoDB.
	MaxSize = 16 << 20
	// MaxDepth is how deep documents may nest, as in MongoDB.
	MaxDepth = 100
	// EmptySize is the size of a document without fields.
	EmptySize = 5
)

// Elements yields the fields of a document that was validated, or the items of an array.
func Elements(doc []byte) iter.Seq2[[]byte, bson.RawValue] {
	return func(yield func([]byte, bson.RawValue) bool) {
		if len(doc) < EmptySize {
			return
		}
		rest := doc[4 : len(doc)-1]
		for len(rest) > 0 {
			key, value, after, ok := readField(rest)
			if !ok || !yield(key, value) {
				return
			}
			rest = after
		}
	}
}

// readField takes the first field off what is inside of a document.
func readField(inside []byte) (key []byte, value bson.RawValue, rest []byte, ok bool) {
	end := bytes.IndexByte(inside, 0) // of the key, which comes after the type
	if end < 1 {
		return nil, value, inside, false
	}
	read, rest, ok := bsoncore.ReadValue(inside[end+1:], bsoncore.Type(inside[0]))
	return inside[1:end], bson.RawValue{Type: bson.Type(inside[0]), Value: read.Data}, rest, ok
}

// Field returns a field's value; the zero value, of type 0, when there is none.
func Field(doc []byte, name string) bson.RawValue {
	for key, value := range Elements(doc) {
		if string(key) == name {
			return value
		}
	}
	return bson.RawValue{}
}

// FirstName returns the name of the first field; it is empty when there is none.
func FirstName(doc []byte) string {
	for key := range Elements(doc) {
		return string(key)
	}
	return ""
}

// IsOperators reports whether a value is a document whose first field names an operator.
func IsOperators(value bson.RawValue) bool {
	if value.Type != bson.TypeEmbeddedDocument {
		return false
	}
	name := FirstName(value.Value)
	return name != "" && name[0] == '$'
}

// Equal reports whether two values are the same in type and bytes.
func Equal(a, b bson.RawValue) bool { return a.Type == b.Type && bytes.Equal(a.Value, b.Value) }

// Whole reads an int32 or an int64.
func Whole(value bson.RawValue) (number int64, ok bool) {
	if value.Type != bson.TypeInt32 && value.Type != bson.TypeInt64 {
		return 0, false
	}
	return value.AsInt64(), true
}

// Truth reads a boolean, or a whole number as one.
func Truth(value bson.RawValue) (flag, ok bool) {
	if flag, ok := value.BooleanOK(); ok {
		return flag, true
	}
	number, ok := Whole(value)
	return number != 0, ok
}

// Validate checks the structure of a document, the types in it, and how deep it nests, starting at a depth.
func Validate(doc []byte, depth int) error {
	if depth > MaxDepth {
		return failure.New(failure.Overflow, "the document nests deeper than %d levels", MaxDepth)
	}
	read, rest, ok := bsoncore.ReadDocument(doc)
	if !ok || len(rest) > 0 || len(read) < EmptySize || read[len(read)-1] != 0 {
		return failure.New(failure.InvalidBSON, "the BSON is malformed")
	}
	for left := doc[4 : len(doc)-1]; len(left) > 0; {
		key, value, after, ok := readField(left)
		if !ok {
			return failure.New(failure.InvalidBSON, "the BSON is malformed")
		}
		if err := validateValue(key, value, depth); err != nil {
			return err
		}
		left = after
	}
	return nil
}

func validateValue(key []byte, value bson.RawValue, depth int) error {
	raw := value.Value
	switch value.Type {
	case bson.TypeEmbeddedDocument, bson.TypeArray:
		return Validate(raw, depth+1)
	case bson.TypeString:
		ok := len(raw) >= 5 && raw[len(raw)-1] == 0
		return malformedUnless(ok, key)
	case bson.TypeBinary:
		return malformedUnless(len(raw) >= 5, key)
	case bson.TypeBoolean:
		return malformedUnless(raw[0] <= 1, key)
	case bson.TypeDouble, bson.TypeObjectID, bson.TypeDateTime, bson.TypeNull, bson.TypeInt32, bson.TypeInt64:
		return nil
	default:
		return failure.Unserved("documents with BSON type %s, as field %q has", value.Type, key)
	}
}

func malformedUnless(ok bool, key []byte) error {
	if ok {
		return nil
	}
	return failure.New(failure.InvalidBSON, "field %q is malformed", key)
}

// CheckFields refuses fields of a document inside a command that are not listed.
func CheckFields(name string, doc bson.Raw, allowed ...string) error {
	for key := range Elements(doc) {
		if !Contains(allowed, key) {
			return failure.New(failure.UnknownField, "BSON field '%s.%s' is an unknown field.", name, key)
		}
	}
	return nil
}

// Contains reports whether a name is one of several. It copies nothing.
func Contains(names []string, name []byte) bool {
	for _, listed := range names {
		if listed == string(name) {
			return true
		}
	}
	return false
}
