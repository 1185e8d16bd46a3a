package order

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Compare orders two values as MongoDB does: first by class of types, then by value; numbers of different types by
// what they are worth. A missing value (the zero RawValue) is null. It fails with ErrType.
func Compare(a, b bson.RawValue) (int, error) {
	classA, err := classOf(a)
	if err != nil {
		return 0, err
	}
	classB, err := classOf(b)
	if err != nil {
		return 0, err
	}
	if classA != classB {
		return cmp.Compare(classA, classB), nil
	}
	switch classA {
	case classNumber:
		return compareNumbers(a, b), nil
	case classString:
		return bytes.Compare(a.Value[4:], b.Value[4:]), nil
	case classBinary:
		return compareBinary(a.Value, b.Value), nil
	case classDate:
		return cmp.Compare(int64(binary.LittleEndian.Uint64(a.Value)), int64(binary.LittleEndian.Uint64(b.Value))), nil
	default:
		return bytes.Compare(a.Value, b.Value), nil
	}
}

// SameClass says that two values are of types that compare with each other in a range.
func SameClass(a, b bson.RawValue) bool {
	classA, errA := classOf(a)
	classB, errB := classOf(b)
	return errA == nil && errB == nil && classA == classB
}

// Orders says that values of this type can be ordered: that Append and Compare take it.
func Orders(value bson.RawValue) bool {
	_, err := classOf(value)
	return err == nil
}

// IsNaN says that a value is the double that is not a number.
func IsNaN(value bson.RawValue) bool {
	return value.Type == bson.TypeDouble && math.IsNaN(math.Float64frombits(binary.LittleEndian.Uint64(value.Value)))
}

// compareNumbers puts NaN first and loses no digit of an int64 beside a double.
func compareNumbers(a, b bson.RawValue) int {
	floorA, excessA := split(a)
	floorB, excessB := split(b)
	if order := cmp.Compare(floorA, floorB); order != 0 {
		return order
	}
	return cmp.Compare(excessA, excessB)
}

// compareBinary compares lengths before contents.
func compareBinary(a, b []byte) int {
	if order := cmp.Compare(len(a), len(b)); order != 0 {
		return order
	}
	return bytes.Compare(a[4:], b[4:])
}
