package embedded

import (
	"bytes"
	"iter"
	"math"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
)

const (
	// emptyDocument is the size of a document without fields.
	emptyDocument = 5
	// maxDepth is how deep documents may nest, as in MongoDB.
	maxDepth = 100
)

// elements yields the fields of a document that was validated, or the items of an array.
func elements(doc []byte) iter.Seq2[[]byte, bson.RawValue] {
	return func(yield func([]byte, bson.RawValue) bool) {
		if len(doc) < emptyDocument {
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

// field returns a field's value; the zero value, of type 0, when there is none.
func field(doc []byte, name string) bson.RawValue {
	for key, value := range elements(doc) {
		if string(key) == name {
			return value
		}
	}
	return bson.RawValue{}
}

// storable are the types that documents and commands may hold.
func storable(kind bson.Type) bool {
	switch kind {
	case bson.TypeDouble, bson.TypeString, bson.TypeEmbeddedDocument, bson.TypeArray, bson.TypeBinary, bson.TypeObjectID,
		bson.TypeBoolean, bson.TypeDateTime, bson.TypeNull, bson.TypeInt32, bson.TypeInt64:
		return true
	default:
		return false
	}
}

// place says where a value stands: the time of a snapshot, which documents do not hold, may be in a read concern.
type place int

const (
	inDocument place = iota
	inCommand
	inReadConcern
)

// validate checks the structure of a document, its depth and the types in it.
func validate(doc []byte, depth int) error { return validateIn(inDocument, doc, depth) }

// validateCommand is validate for a command.
func validateCommand(body []byte) error { return validateIn(inCommand, body, 0) }

func validateIn(at place, doc []byte, depth int) error {
	if depth > maxDepth {
		return fail(codeOverflow, "the document nests deeper than %d levels", maxDepth)
	}
	read, rest, ok := bsoncore.ReadDocument(doc)
	if !ok || len(rest) > 0 || len(read) < emptyDocument || read[len(read)-1] != 0 {
		return fail(codeInvalidBSON, "the BSON is malformed")
	}
	for left := doc[4 : len(doc)-1]; len(left) > 0; {
		key, value, after, ok := readField(left)
		if !ok {
			return fail(codeInvalidBSON, "the BSON is malformed")
		}
		if err := validateValue(at, key, value.Type, value.Value, depth); err != nil {
			return err
		}
		left = after
	}
	return nil
}

func validateValue(at place, key []byte, kind bson.Type, raw []byte, depth int) error {
	switch {
	case at == inReadConcern && kind == bson.TypeTimestamp:
	case at == inCommand && kind == bson.TypeEmbeddedDocument && string(key) == "readConcern":
		return validateIn(inReadConcern, raw, depth+1)
	case !storable(kind):
		return fail(codeNotImplemented, "field %q is of BSON type %s, which the embedded store does not hold", key, kind)
	case kind == bson.TypeEmbeddedDocument || kind == bson.TypeArray:
		return validate(raw, depth+1)
	case kind == bson.TypeString && (len(raw) < 5 || raw[len(raw)-1] != 0),
		kind == bson.TypeBinary && len(raw) < 5,
		kind == bson.TypeBoolean && raw[0] > 1:
		return fail(codeInvalidBSON, "field %q is malformed", key)
	}
	return nil
}

// builder writes one document, field by field.
type builder struct {
	buffer []byte
	open   []int32
}

func (b *builder) document(name string) {
	b.buffer = bsoncore.AppendHeader(b.buffer, bsoncore.TypeEmbeddedDocument, name)
	b.begin()
}

func (b *builder) array(name string) {
	b.buffer = bsoncore.AppendHeader(b.buffer, bsoncore.TypeArray, name)
	b.begin()
}

// begin opens a document that has no name: the outermost one.
func (b *builder) begin() {
	start, buffer := bsoncore.AppendDocumentStart(b.buffer)
	b.open, b.buffer = append(b.open, start), buffer
}

func (b *builder) end() {
	start := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	b.buffer = append(b.buffer, 0)
	b.buffer = bsoncore.UpdateLength(b.buffer, start, int32(len(b.buffer))-start)
}

func (b *builder) text(name, value string) {
	b.buffer = bsoncore.AppendStringElement(b.buffer, name, value)
}

func (b *builder) int32(name string, value int) {
	b.buffer = bsoncore.AppendInt32Element(b.buffer, name, int32(min(value, math.MaxInt32)))
}

func (b *builder) int64(name string, value int64) {
	b.buffer = bsoncore.AppendInt64Element(b.buffer, name, value)
}

func (b *builder) double(name string, value float64) {
	b.buffer = bsoncore.AppendDoubleElement(b.buffer, name, value)
}

func (b *builder) boolean(name string, value bool) {
	b.buffer = bsoncore.AppendBooleanElement(b.buffer, name, value)
}

func (b *builder) time(name string, value time.Time) {
	b.buffer = bsoncore.AppendDateTimeElement(b.buffer, name, value.UnixMilli())
}

func (b *builder) timestamp(name string, value bson.Timestamp) {
	b.buffer = bsoncore.AppendTimestampElement(b.buffer, name, value.T, value.I)
}

func (b *builder) value(name string, value bson.RawValue) {
	b.buffer = bsoncore.AppendHeader(b.buffer, bsoncore.Type(value.Type), name)
	b.buffer = append(b.buffer, value.Value...)
}

func (b *builder) raw(name string, doc bson.Raw) {
	b.value(name, bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: doc})
}

// build returns a document of its own.
func build(write func(*builder)) bson.Raw {
	var b builder
	b.begin()
	write(&b)
	b.end()
	return bytes.Clone(b.buffer)
}
