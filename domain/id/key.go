package id

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Key is what IDs of one kind sort by: the time and the number within its millisecond, then the random part.
type Key struct{ Moment, Random uint64 }

// digits is the number of hexadecimal digits of each part of a Key.
const digits = 16

// Length is the length of an ID, in bytes: a kind has three.
const Length = 3 + len(separator) + 2*digits

// KeyOf returns the key of an ID, or of a bound of IDs. ok is false if the text is neither.
func KeyOf(text string) (key Key, ok bool) {
	if len(text) != Length || text[Length-2*digits-len(separator):Length-2*digits] != separator || strings.ToLower(text) != text {
		return Key{}, false
	}
	moment, err := strconv.ParseUint(text[Length-2*digits:Length-digits], 16, 64)
	if err != nil {
		return Key{}, false
	}
	random, err := strconv.ParseUint(text[Length-digits:], 16, 64)
	return Key{moment, random}, err == nil
}

// KindOf returns the kind of an ID, or of a bound of IDs.
func KindOf(text string) Kind { return Kind(text[:min(len(text), Length-2*digits-len(separator))]) }

// LastBefore returns a key after those of all IDs that are made before a time, in milliseconds since 1970.
func LastBefore(millisecond int64) Key {
	return Key{uint64(max(1, millisecond))<<16 - 1, math.MaxUint64}
}

// Text returns the ID with the key, or the bound of IDs.
func (k Key) Text(kind Kind) string {
	return fmt.Sprintf("%s%s%016x%016x", kind, separator, k.Moment, k.Random)
}

// Compare compares two keys in their order.
func (k Key) Compare(other Key) int {
	return cmp.Or(cmp.Compare(k.Moment, other.Moment), cmp.Compare(k.Random, other.Random))
}

// Millisecond returns the time of the key, in milliseconds since 1970.
func (k Key) Millisecond() int64 { return int64(k.Moment >> 16) }
