package order_test

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"

	"accessgraph/mongo/embedded/order"
)

// sample is a value with all that MongoDB's documentation says about its place in the order.
type sample struct {
	value  bson.RawValue
	class  int // the position of its type: null, numbers, string, bool, date
	scalar int64
	text   string
}

func raw(t require.TestingT, value any) bson.RawValue {
	if value == nil {
		value = bson.Null{}
	}
	kind, data, err := bson.MarshalValue(value)
	require.NoError(t, err)
	return bson.RawValue{Type: kind, Value: data}
}

// edges are integers that a double cannot tell apart, and others near them.
var edges = []int64{0, 1, -1, math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, math.MinInt64 + 1, 1 << 53, 1<<53 + 1, 1<<53 - 1, -(1 << 53) - 1, 1 << 62, 1<<62 + 1}

func samples() *rapid.Generator[sample] {
	return rapid.Custom(func(t *rapid.T) sample {
		integer := rapid.OneOf(rapid.Int64(), rapid.SampledFrom(edges), rapid.Int64Range(-3, 3))
		switch rapid.IntRange(0, 6).Draw(t, "type") {
		case 0:
			return sample{value: raw(t, nil), class: 0}
		case 1:
			number := rapid.OneOf(rapid.Int32(), rapid.Int32Range(-3, 3)).Draw(t, "int32")
			return sample{value: raw(t, number), class: 1, scalar: int64(number)}
		case 2, 3:
			number := integer.Draw(t, "int64")
			return sample{value: raw(t, number), class: 1, scalar: number}
		case 4:
			text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune{0, 1, 'a', 'b', 0xff}), 0, 3, -1)).Draw(t, "string")
			return sample{value: raw(t, text), class: 2, text: text}
		case 5:
			flag := rapid.Bool().Draw(t, "bool")
			place := int64(0)
			if flag {
				place = 1
			}
			return sample{value: raw(t, flag), class: 5, scalar: place}
		default:
			date := integer.Draw(t, "date")
			return sample{value: raw(t, bson.DateTime(date)), class: 6, scalar: date}
		}
	})
}

// documented is MongoDB's comparison order as its documentation gives it.
func documented(a, b sample) int {
	return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.scalar, b.scalar), cmp.Compare(a.text, b.text))
}

func encode(t require.TestingT, values []sample) []byte {
	var key []byte
	for _, value := range values {
		var err error
		key, err = order.Append(key, value.value)
		require.NoError(t, err)
	}
	return key
}

func TestKeysSortAsMongoDBSorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.IntRange(1, 4).Draw(t, "fields")
		one := rapid.SliceOfN(samples(), fields, fields)
		a, b := one.Draw(t, "a"), one.Draw(t, "b")
		expected := 0
		for at := range a {
			expected = cmp.Or(expected, documented(a[at], b[at]))
		}
		require.Equal(t, expected, bytes.Compare(encode(t, a), encode(t, b)))
	})
}

func TestKeysComeApartAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(samples(), 1, 4).Draw(t, "values")
		rest := encode(t, values)
		for at := range values {
			single := encode(t, values[at:at+1])
			size, err := order.Skip(rest)
			require.NoError(t, err)
			require.Equal(t, single, rest[:size])
			rest = rest[size:]
		}
		require.Empty(t, rest)
	})
}

func TestTheSuccessorEndsAPrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.SampledFrom([]byte{0, 1, 0xfe, 0xff})
		prefix := rapid.SliceOfN(bits, 0, 4).Draw(t, "prefix")
		other := rapid.SliceOfN(bits, 0, 6).Draw(t, "other")
		after := order.Successor(prefix)
		within := bytes.Compare(other, prefix) >= 0 && (after == nil || bytes.Compare(other, after) < 0)
		require.Equal(t, bytes.HasPrefix(other, prefix), within)
	})
}

func TestOtherTypesAreRefused(t *testing.T) {
	for _, value := range []any{d(), bson.A{1}, 1.5, bson.Binary{}, bson.ObjectID{}, bson.Regex{Pattern: "a"}, bson.NewDecimal128(1, 1), bson.Timestamp{T: 1}, bson.MinKey{}, bson.MaxKey{}, bson.Undefined{}, bson.Symbol("a"), bson.JavaScript("a")} {
		_, err := order.Append(nil, raw(t, value))
		require.ErrorIs(t, err, order.ErrType)
	}
}

func d() bson.D { return bson.D{} }

func TestAMissingValueIsNull(t *testing.T) {
	missing, err := order.Append(nil, bson.RawValue{})
	require.NoError(t, err)
	null, err := order.Append(nil, raw(t, nil))
	require.NoError(t, err)
	require.Equal(t, null, missing)
	empty, err := order.Append(nil, raw(t, bson.A{}))
	require.NoError(t, err)
	require.Less(t, string(empty), string(null))
}

func FuzzSkipNeverReadsPastTheEnd(f *testing.F) {
	f.Add([]byte{15, 'a', 0, 0})
	f.Add([]byte{10, 0xff, 0xff, 0xff, 0xff, 0})
	f.Fuzz(func(t *testing.T, key []byte) {
		before := slices.Clone(key)
		size, err := order.Skip(key)
		if err == nil {
			require.Positive(t, size)
			require.LessOrEqual(t, size, len(key))
		} else {
			require.ErrorIs(t, err, order.ErrKey)
		}
		require.Equal(t, before, key)
	})
}
