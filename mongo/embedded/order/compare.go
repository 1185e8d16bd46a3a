package order

import (
	"bytes"
	"cmp"
	"encoding/binary"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Compare orders two values as MongoDB does: first by class of types, then by value. A missing value (the zero RawValue) is null. It fails with ErrType.
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
		return cmp.Compare(a.AsInt64(), b.AsInt64()), nil
	case classString:
		return bytes.Compare(a.Value[4:], b.Value[4:]), nil
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
