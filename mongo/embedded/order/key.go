// Package order holds MongoDB's order of BSON values, as bytes that sort the same way. It knows the types that keys may hold:
// null, int32 and int64, string, bool, date, and the array without elements.
package order

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// ErrType says that a value is of a type that keys do not hold.
var ErrType = errors.New("the type cannot be ordered by an index")

// ErrKey says that bytes are not a key that this package wrote.
var ErrKey = errors.New("malformed key")

// The classes of types, in MongoDB's order. None is 0x00 or 0xFF, nor next to another, so that the successor of a
// class is not a class.
const (
	classEmptyArray byte = 1 // what an index holds for an array without elements
	classNull       byte = 5
	classNumber     byte = 10
	classString     byte = 15
	classBool       byte = 40
	classDate       byte = 45
)

const (
	numberSize = 10 // a double and what an int64 exceeds it by
	dateSize   = 8
	emptySize  = 5 // of an array without elements
)

func classOf(value bson.RawValue) (byte, error) {
	switch value.Type {
	case 0, bson.TypeNull:
		return classNull, nil // a missing field sorts as null
	case bson.TypeInt32, bson.TypeInt64:
		return classNumber, nil
	case bson.TypeString:
		return classString, nil
	case bson.TypeBoolean:
		return classBool, nil
	case bson.TypeDateTime:
		return classDate, nil
	case bson.TypeArray:
		if len(value.Value) == emptySize {
			return classEmptyArray, nil
		}
	}
	return 0, fmt.Errorf("%w: %s", ErrType, value.Type)
}

// Append adds the key of one value. Keys are prefix-free: those of several values, one after the other, sort field by
// field. The zero RawValue is a missing field. It fails with ErrType.
func Append(key []byte, value bson.RawValue) ([]byte, error) {
	class, err := classOf(value)
	if err != nil {
		return nil, err
	}
	key = append(key, class)
	raw := value.Value
	switch class {
	case classNumber:
		return appendNumber(key, value.AsInt64()), nil
	case classString:
		return appendEscaped(key, raw[4:len(raw)-1]), nil
	case classBool:
		return append(key, raw...), nil
	case classDate:
		return binary.BigEndian.AppendUint64(key, binary.LittleEndian.Uint64(raw)^(1<<63)), nil
	default:
		return key, nil
	}
}

// appendNumber writes the largest double that is not above the number, made sortable, and what the number exceeds it by, which
// is below 1024.
func appendNumber(key []byte, number int64) []byte {
	floor := float64(number)
	if floor >= 1<<63 || int64(floor) > number {
		floor = math.Nextafter(floor, math.Inf(-1))
	}
	bits := math.Float64bits(floor)
	if bits>>63 == 1 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	return binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint64(key, bits), uint16(number-int64(floor)))
}

// appendEscaped writes bytes so that none of them is taken for the end, which is two zeros.
func appendEscaped(key, text []byte) []byte {
	key = slices.Grow(key, len(text)+2)
	for {
		zero := bytes.IndexByte(text, 0)
		if zero < 0 {
			return append(append(key, text...), 0, 0)
		}
		key = append(append(key, text[:zero+1]...), 0xFF)
		text = text[zero+1:]
	}
}

// Skip returns the length of the first value's key. It fails with ErrKey.
func Skip(key []byte) (int, error) {
	if len(key) == 0 {
		return 0, ErrKey
	}
	size := 1
	switch key[0] {
	case classNull, classEmptyArray:
	case classNumber:
		size += numberSize
	case classDate:
		size += dateSize
	case classBool:
		size++
	case classString:
		return skipEscaped(key)
	default:
		return 0, ErrKey
	}
	if size > len(key) {
		return 0, ErrKey
	}
	return size, nil
}

func skipEscaped(key []byte) (int, error) {
	for at := 1; at+1 < len(key); at++ {
		if key[at] != 0 {
			continue
		}
		if key[at+1] == 0 {
			return at + 2, nil
		}
		at++
	}
	return 0, ErrKey
}

// Text returns the string whose key this is; ok is false for the key of anything else.
func Text(key []byte) (text string, ok bool) {
	if len(key) == 0 || key[0] != classString {
		return "", false
	}
	if size, err := Skip(key); err != nil || size != len(key) {
		return "", false
	}
	return string(bytes.ReplaceAll(key[1:len(key)-2], []byte{0, 0xFF}, []byte{0})), true
}

// Successor returns the first key after all those that start with prefix; nil when there is none.
func Successor(prefix []byte) []byte {
	for end := len(prefix) - 1; end >= 0; end-- {
		if prefix[end] != 0xFF {
			next := make([]byte, end+1)
			copy(next, prefix)
			next[end]++
			return next
		}
	}
	return nil
}

// Class returns the prefix that a key has in common with all keys of its class of types: what a range comparison stays within.
func Class(key []byte) []byte { return key[:1:1] }
