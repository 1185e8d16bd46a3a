package document

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
)

// Builder writes one document, field by field, to the end of its buffer.
type Builder struct {
	Buffer []byte
	open   []int32
}

// Reuse returns an empty builder with the memory of this one that is not the buffer.
func (b *Builder) Reuse() Builder { return Builder{open: b.open[:0]} }

// Begin opens a document that has no name: the outermost one.
func (b *Builder) Begin() {
	start, buffer := bsoncore.AppendDocumentStart(b.Buffer)
	b.open, b.Buffer = append(b.open, start), buffer
}

// Document opens a document inside; End closes it.
func (b *Builder) Document(name string) {
	b.Buffer = bsoncore.AppendHeader(b.Buffer, bsoncore.TypeEmbeddedDocument, name)
	b.Begin()
}

// Array opens an array inside; End closes it.
func (b *Builder) Array(name string) {
	b.Buffer = bsoncore.AppendHeader(b.Buffer, bsoncore.TypeArray, name)
	b.Begin()
}

// End closes what was opened last.
func (b *Builder) End() {
	start := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	b.Buffer = append(b.Buffer, 0)
	b.Buffer = bsoncore.UpdateLength(b.Buffer, start, int32(len(b.Buffer))-start)
}

// Text writes a string.
func (b *Builder) Text(name, value string) {
	b.Buffer = bsoncore.AppendStringElement(b.Buffer, name, value)
}

// Int32 writes a number, at most the largest of its type.
func (b *Builder) Int32(name string, value int) {
	b.Buffer = bsoncore.AppendInt32Element(b.Buffer, name, int32(min(value, math.MaxInt32)))
}

// Int64 writes a number.
func (b *Builder) Int64(name string, value int64) {
	b.Buffer = bsoncore.AppendInt64Element(b.Buffer, name, value)
}

// Double writes a number.
func (b *Builder) Double(name string, value float64) {
	b.Buffer = bsoncore.AppendDoubleElement(b.Buffer, name, value)
}

// Boolean writes a flag.
func (b *Builder) Boolean(name string, value bool) {
	b.Buffer = bsoncore.AppendBooleanElement(b.Buffer, name, value)
}

// Time writes a date, in milliseconds.
func (b *Builder) Time(name string, value time.Time) {
	b.Buffer = bsoncore.AppendDateTimeElement(b.Buffer, name, value.UnixMilli())
}

// Value copies a value.
func (b *Builder) Value(name string, value bson.RawValue) {
	b.Buffer = bsoncore.AppendHeader(b.Buffer, bsoncore.Type(value.Type), name)
	b.Buffer = append(b.Buffer, value.Value...)
}

// Raw copies a document.
func (b *Builder) Raw(name string, doc bson.Raw) {
	b.Value(name, bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: doc})
}

// Fields copies the fields of what the driver encodes as a document.
func (b *Builder) Fields(of any) error {
	encoded, err := bson.Marshal(of)
	if err != nil {
		return fmt.Errorf("encoding a reply: %w", err)
	}
	b.Buffer = append(b.Buffer, encoded[4:len(encoded)-1]...)
	return nil
}

// ItemName is the name of an array's item.
func ItemName(at int) string { return strconv.Itoa(at) }

// Build returns a document of its own.
func Build(write func(*Builder)) bson.Raw {
	var b Builder
	b.Begin()
	write(&b)
	b.End()
	return bytes.Clone(b.Buffer)
}

// WithID returns a document with its _id first, where MongoDB stores it.
func WithID(doc bson.Raw, id bson.RawValue) bson.Raw {
	return Build(func(b *Builder) {
		b.Value("_id", id)
		for key, value := range Elements(doc) {
			if string(key) != "_id" {
				b.Value(string(key), value)
			}
		}
	})
}
