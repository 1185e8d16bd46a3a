package engine

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// This file makes keys shorter on disk and keeps their order. Most bytes of keys are hexadecimal digits, of IDs: each byte gets a code
// of some bits, few for one that is frequent, so that the codes sort as the bytes do (an alphabetic code). None is the beginning
// of another; one more, below all others, ends a key.

// endCode and aboveCode are the symbols next to the bytes: the end of a key, below all bytes, and one above them that no key has.
const (
	endCode   = 0
	aboveCode = 257
	symbols   = 258
	// window is how many bits are looked up at once: two digits of an ID.
	window = 11
)

// weights are how frequent symbols are, roughly. The depth of the rarest bounds how much longer a key can get: see MaxKeySize.
func weights() [symbols]int {
	var weights [symbols]int
	for symbol := range weights {
		weights[symbol] = 2
	}
	for _, group := range []struct {
		text   string
		weight int
	}{
		{"0123456789abcdef", 300}, {"ghijklmnopqrstuvwxyz", 30}, {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 15},
		{"\x00", 350}, {"\x0f_", 200}, {"\x05- ", 40}, {"\x01\x0a(@.", 15},
	} {
		for _, char := range []byte(group.text) {
			weights[int(char)+1] = group.weight
		}
	}
	weights[endCode] = 100
	return weights
}

// code is the bits of a symbol, and how many they are.
type code struct {
	bits   uint32
	length uint8
}

// keyCode is an alphabetic code: a tree with the symbols as its leaves, in their order.
type keyCode struct {
	codes [symbols]code
	// windows has the bytes whose codes the next bits begin with, and how many bits these are: no byte where the first code is longer
	// than a window, or is none of a byte.
	windows [1 << window]struct {
		bytes         [2]byte
		count, length uint8
	}
	// below are the two branches of each node: a node, or a symbol as its complement.
	below [][2]int
}

var keyBytes = newKeyCode(weights())

func newKeyCode(weights [symbols]int) *keyCode {
	built := &keyCode{}
	built.split(weights[:], 0, code{})
	for bits := range built.windows {
		entry := &built.windows[bits]
		for int(entry.count) < len(entry.bytes) {
			symbol, left, ok := built.symbol(uint64(bits), window-entry.length)
			if !ok || symbol == endCode || symbol == aboveCode {
				break
			}
			entry.bytes[entry.count], entry.length = byte(symbol-1), window-left
			entry.count++
		}
	}
	return built
}

// symbol returns the symbol whose code the last bits begin with, and how many bits are left after it.
//
//go:norace
func (k *keyCode) symbol(bits uint64, count uint8) (symbol int, left uint8, ok bool) {
	branch := 0
	for ; branch >= 0; count-- {
		if count == 0 {
			return 0, 0, false
		}
		branch = k.below[branch][bits>>(count-1)&1]
	}
	return ^branch, count, true
}

// split gives codes to the symbols from first on: all of them begin with the same bits, and those after it halve the weight.
func (k *keyCode) split(weights []int, first int, prefix code) (branch int) {
	if len(weights) == 1 {
		k.codes[first] = prefix
		return ^first
	}
	total := 0
	for _, weight := range weights {
		total += weight
	}
	half, left := 1, weights[0]
	for half < len(weights)-1 && 2*left+weights[half] <= total {
		left += weights[half]
		half++
	}
	node := len(k.below)
	k.below = append(k.below, [2]int{})
	low := k.split(weights[:half], first, code{prefix.bits << 1, prefix.length + 1})
	high := k.split(weights[half:], first+half, code{prefix.bits<<1 | 1, prefix.length + 1})
	k.below[node] = [2]int{low, high}
	return node
}

// pack appends the code of a key to into. The race detector, which would make these functions 25 times slower, need not watch them: they
// touch nothing but what they are handed and a table that never changes.
//
//go:norace
func (k *keyCode) pack(into, key []byte) []byte {
	var bits uint64
	var count uint8
	for _, char := range key {
		next := k.codes[int(char)+1]
		bits, count = bits<<next.length|uint64(next.bits), count+next.length
		if count >= 32 {
			count -= 32
			into = binary.BigEndian.AppendUint32(into, uint32(bits>>count))
		}
	}
	next := k.codes[endCode]
	bits, count = bits<<next.length|uint64(next.bits), count+next.length
	for ; count >= 8; count -= 8 {
		into = append(into, byte(bits>>(count-8)))
	}
	if count > 0 {
		into = append(into, byte(bits<<(8-count)))
	}
	return into
}

// unpack appends to into the key that packed is the code of, without what the first bits of it stand for. It fails when the rest is the
// end of no code.
//
//go:norace
func (k *keyCode) unpack(into, packed []byte, first int) ([]byte, error) {
	if first >= 8*len(packed) {
		return nil, errKey()
	}
	bits, count := uint64(packed[first/8]), uint8(8-first%8)
	packed = packed[first/8+1:]
	for {
		for ; count <= 56 && len(packed) > 0; packed = packed[1:] {
			bits, count = bits<<8|uint64(packed[0]), count+8
		}
		for count >= window {
			next := &k.windows[bits>>(count-window)&(1<<window-1)]
			if next.count == 0 {
				break
			}
			into = append(into, next.bytes[0], next.bytes[1])[:len(into)+int(next.count)]
			count -= next.length
		}
		if len(packed) > 0 && count <= 48 {
			continue // the next code may be longer than what is left
		}
		symbol, left, ok := k.symbol(bits, count)
		count = left
		switch {
		case !ok || symbol == aboveCode:
			return nil, errKey()
		case symbol == endCode && len(packed) == 0 && count < 8 && bits&(1<<count-1) == 0:
			return into, nil
		case symbol == endCode:
			return nil, errKey()
		}
		into = append(into, byte(symbol-1))
	}
}

func errKey() error { return fmt.Errorf("%w: a key is malformed", ErrDamaged) }

// ends are the last two entries of a dense space: empty, and above all keys. bbolt leaves at least three entries for the second
// page when it splits one; without these two, a page of records that come in the order of their keys would lose that room.
var ends = [][]byte{{0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}}

// form is how a file has its keys.
type form struct {
	// dense is whether keys are packed, and spaces end with ends.
	dense bool
}

// pack returns a key as the file has it. It may use the room of into.
func (f form) pack(into, key []byte) []byte {
	if !f.dense {
		return key
	}
	return keyBytes.pack(into, key)
}

// beginning is what all keys of a range begin with, and how many bits of the file's keys stand for it.
type beginning struct {
	key  []byte
	bits int
}

// beginning returns what all keys between two bounds begin with. Packed keys between them begin alike, too.
func (f form) beginning(bounds Range) beginning {
	size := 0
	for size < min(len(bounds.Low), len(bounds.High)) && bounds.Low[size] == bounds.High[size] {
		size++
	}
	shared := beginning{key: bounds.Low[:size]}
	for _, char := range shared.key {
		shared.bits += int(keyBytes.codes[int(char)+1].length)
	}
	return shared
}

// unpack appends the key that the file has as packed to into, and returns it alone. What it begins with need not be unpacked.
func (f form) unpack(into, packed []byte, with beginning) (room, key []byte, err error) {
	if !f.dense {
		return into, packed, nil
	}
	start := len(into)
	room, err = keyBytes.unpack(append(into, with.key...), packed, with.bits)
	if err != nil {
		return into, nil, err
	}
	return room, room[start:len(room):len(room)], nil
}

// isEnd reports whether an entry is no key's but one of the ends.
func (f form) isEnd(packed []byte) bool { return f.dense && bytes.Compare(packed, ends[0]) >= 0 }

// packRange returns the bounds of a range as the file has them.
func (f form) packRange(bounds Range) Range {
	if !f.dense {
		return bounds
	}
	packed := Range{Low: f.pack(nil, bounds.Low), High: ends[0]}
	if bounds.High != nil {
		packed.High = f.pack(nil, bounds.High)
	}
	return packed
}
