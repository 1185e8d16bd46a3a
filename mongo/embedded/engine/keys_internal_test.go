package engine

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawKey draws keys that often have a beginning in common.
func drawKey(t *rapid.T, name string) []byte {
	return rapid.OneOf(
		rapid.SliceOfN(rapid.Byte(), 0, 40),
		rapid.SliceOfN(rapid.SampledFrom([]byte("\x00\x01\x0f_0af\xfe\xff")), 0, 12),
	).Draw(t, name)
}

func TestPackedKeysKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawKey(t, "a"), drawKey(t, "b")
		packedA, packedB := keyBytes.pack(nil, a), keyBytes.pack(nil, b)
		require.Equal(t, bytes.Compare(a, b), bytes.Compare(packedA, packedB))
		require.Negative(t, bytes.Compare(packedA, ends[0]))
		unpacked, err := keyBytes.unpack([]byte{}, packedA, 0)
		require.NoError(t, err)
		require.Equal(t, a, unpacked)
	})
}

func TestKeysOfARangeAreUnpackedAfterWhatTheyBeginWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := drawKey(t, "start")
		keys := [][]byte{drawKey(t, "low"), drawKey(t, "between"), drawKey(t, "high")}
		for at := range keys {
			keys[at] = slices.Concat(start, keys[at])
		}
		slices.SortFunc(keys, bytes.Compare)
		in := form{dense: true}
		shared := in.beginning(Range{Low: keys[0], High: keys[2]})
		require.GreaterOrEqual(t, len(shared.key), len(start))
		_, unpacked, err := in.unpack(nil, in.pack(nil, keys[1]), shared)
		require.NoError(t, err)
		require.True(t, bytes.Equal(keys[1], unpacked), "%x, not %x", unpacked, keys[1])
	})
}

func TestWhatIsNoPackedKeyIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		packed := drawKey(t, "packed")
		_, after := keyBytes.unpack([]byte{}, packed, rapid.IntRange(0, 400).Draw(t, "first"))
		require.True(t, after == nil || errors.Is(after, ErrDamaged))
		unpacked, err := keyBytes.unpack([]byte{}, packed, 0)
		if err == nil {
			require.Equal(t, packed, keyBytes.pack([]byte{}, unpacked), "each key has one code")
			return
		}
		require.ErrorIs(t, err, ErrDamaged)
	})
}

func TestPackedKeysFitBboltsPages(t *testing.T) {
	longest := uint8(0)
	for _, code := range keyBytes.codes {
		longest = max(longest, code.length)
	}
	require.LessOrEqual(t, (MaxKeySize*int(longest)+int(keyBytes.codes[endCode].length))/8+1, 32768)
	id := []byte("\x0facc_01a22403a22d7002a8e9b4862937afec\x00\x00")
	require.LessOrEqual(t, len(keyBytes.pack(nil, id)), 26, "of %d", len(id))
}
