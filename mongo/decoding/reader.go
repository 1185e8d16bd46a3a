// Package decoding reads BSON documents for the generated functions of mongo/decoders.
//
// The generated functions decode documents of the form that the program writes. The driver decodes all others, valid or not
// (Fallback). So the results can differ from the driver's only for documents that a generated function accepts.
package decoding

import (
	"math"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
)

const (
	// lengthSize is the size of the length at the beginning of documents, arrays, texts and binary values.
	lengthSize = 4
	// emptyDocument is the size of a document without elements.
	emptyDocument = 5
	// textChunk is the number of bytes that are allocated at once for texts.
	textChunk = 256
)

// Reader reads the elements of a document and of the documents within it. It fails at the first value that does not have the
// expected form. From then on Next returns false, and every value is a zero value.
type Reader struct {
	document bson.Raw
	// position is the position of the next byte to read. end is the position after the innermost document.
	position, end int
	// keyStart and keyEnd are the positions of the current element's key. A slice would be a pointer, whose writes the garbage
	// collector makes more expensive.
	keyStart, keyEnd int
	kind             bson.Type
	failed           bool
	// text holds the texts that were read, which share its allocations.
	text strings.Builder
}

// NewReader returns a reader of a document. Enter must be called first.
func NewReader(document bson.Raw) Reader {
	return Reader{document: document, end: len(document), kind: bson.TypeEmbeddedDocument}
}

// Complete reports whether the whole document was read and had the expected form.
func (r *Reader) Complete() bool { return !r.failed && r.position == len(r.document) }

// Fallback decodes a document of any form with the driver.
func Fallback[T any](document bson.Raw) (*T, error) {
	value := new(T)
	if err := bson.Unmarshal(document, value); err != nil {
		return nil, err
	}
	return value, nil
}

// Key returns the key of the current element. It is valid until the next call of Next.
func (r *Reader) Key() []byte { return r.document[r.keyStart:r.keyEnd] }

// Next advances to the next element of the innermost document or array, and reports whether there is one. The caller must then
// read its value.
func (r *Reader) Next() bool {
	if r.failed || r.position >= r.end {
		r.failed = true
		return false
	}
	r.kind = bson.Type(r.document[r.position])
	r.position++
	if r.kind == 0 {
		return false
	}
	for i, character := range r.document[r.position:r.end] {
		if character == 0 {
			r.keyStart, r.keyEnd = r.position, r.position+i
			r.position = r.keyEnd + 1
			return true
		}
	}
	r.failed = true
	return false
}

// Enter begins a document. Its result is the argument of Leave.
func (r *Reader) Enter() (outer int) { return r.enter(bson.TypeEmbeddedDocument) }

// Array begins an array of count elements. outer is the argument of Leave.
func (r *Reader) Array() (outer, count int) {
	outer = r.enter(bson.TypeArray)
	start := r.position
	for r.Next() {
		r.Skip()
		count++
	}
	r.position = start
	return outer, count
}

func (r *Reader) enter(kind bson.Type) (outer int) {
	outer = r.end
	if r.failed || r.kind != kind {
		r.failed = true
		return outer
	}
	length := r.length(r.position)
	if length < emptyDocument || length > r.end-r.position {
		r.failed = true
		return outer
	}
	r.end = r.position + length
	r.position += lengthSize
	return outer
}

// Leave ends a document or an array after its last element.
func (r *Reader) Leave(outer int) {
	if r.position != r.end {
		r.failed = true
	}
	r.end = outer
}

// Null reports whether the current value is null.
func (r *Reader) Null() bool { return r.kind == bson.TypeNull }

// Text reads a text. Like the driver, it does not check that the text is valid UTF-8.
func (r *Reader) Text() string {
	length := r.length(r.position)
	content := r.take(bson.TypeString, lengthSize+length)
	if content == nil || length < 1 || content[len(content)-1] != 0 {
		r.failed = true
		return ""
	}
	return r.copyText(content[lengthSize : len(content)-1])
}

// copyText returns a copy of a text, in a chunk that several texts may share. A chunk is not larger than the rest of the
// document, which bounds the texts that follow, unless the text itself is.
func (r *Reader) copyText(content []byte) string {
	start := r.text.Len()
	if r.text.Cap()-start < len(content) {
		r.text.Reset()
		r.text.Grow(max(len(content), min(textChunk, len(r.document)-r.position)))
		start = 0
	}
	r.text.Write(content)
	return r.text.String()[start:]
}

// Bool reads a boolean.
func (r *Reader) Bool() bool {
	content := r.take(bson.TypeBoolean, 1)
	if content == nil || content[0] > 1 {
		r.failed = true
		return false
	}
	return content[0] == 1
}

// Int reads a whole number of either width.
func (r *Reader) Int() int {
	number := r.Int64()
	if int64(int(number)) != number {
		r.failed = true
	}
	return int(number)
}

// Int64 reads a whole number of either width.
func (r *Reader) Int64() int64 {
	if r.kind == bson.TypeInt32 {
		number, _, _ := bsoncore.ReadInt32(r.take(bson.TypeInt32, 4))
		return int64(number)
	}
	return r.takeInt64(bson.TypeInt64)
}

// Time reads a time, in UTC.
func (r *Reader) Time() time.Time { return time.UnixMilli(r.takeInt64(bson.TypeDateTime)).UTC() }

// takeInt64 reads a value of a kind that is stored as a 64-bit number.
func (r *Reader) takeInt64(kind bson.Type) int64 {
	number, _, _ := bsoncore.ReadInt64(r.take(kind, 8))
	return number
}

// Value decodes the current value with the driver into the value that a pointer points to.
func (r *Reader) Value(into any) {
	kind, start := r.kind, r.position
	r.Skip()
	if r.failed || bson.UnmarshalValue(kind, r.document[start:r.position], into) != nil {
		r.failed = true
	}
}

// Any reads a value of any type, as the driver represents it.
func (r *Reader) Any() (value any) {
	switch r.kind {
	case bson.TypeNull:
		return nil
	case bson.TypeString:
		return r.Text()
	default:
		r.Value(&value)
		return value
	}
}

// Unknown skips a value whose key is not expected. The driver matches keys in lower case too: the reader fails for a key that is
// not in lower case.
func (r *Reader) Unknown() {
	for _, character := range r.Key() {
		if character >= 'A' && character <= 'Z' || character > math.MaxInt8 {
			r.failed = true
			return
		}
	}
	r.Skip()
}

// Skip skips the current value without checking its content.
func (r *Reader) Skip() {
	var size int
	switch r.kind {
	case bson.TypeNull:
		return
	case bson.TypeBoolean:
		size = 1
	case bson.TypeInt32:
		size = 4
	case bson.TypeDouble, bson.TypeInt64, bson.TypeDateTime, bson.TypeTimestamp:
		size = 8
	case bson.TypeObjectID:
		size = 12
	case bson.TypeDecimal128:
		size = 16
	case bson.TypeString:
		size = lengthSize + r.length(r.position)
	case bson.TypeEmbeddedDocument, bson.TypeArray:
		size = r.length(r.position)
	case bson.TypeBinary:
		size = lengthSize + 1 + r.length(r.position)
	default:
		r.failed = true
		return
	}
	r.take(r.kind, size)
}

// take returns the next size bytes, or nil unless the current value is of the kind.
func (r *Reader) take(kind bson.Type, size int) []byte {
	if r.failed || r.kind != kind || size < 1 || size > r.end-r.position {
		r.failed = true
		return nil
	}
	content := r.document[r.position : r.position+size]
	r.position += size
	return content
}

// length returns the length that is stored at a position, or a negative number if there is none.
func (r *Reader) length(position int) int {
	length, _, ok := bsoncore.ReadInt32(r.document[position:r.end])
	if !ok {
		return math.MinInt32
	}
	return int(length)
}
