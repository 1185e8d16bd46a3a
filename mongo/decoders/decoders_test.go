// Package decoders_test compares the generated functions with the driver.
package decoders_test

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"

	"accessgraph/mongo/archive"
	"accessgraph/mongo/decoding"
)

// subject is a generated function, and the driver's equivalent.
type subject struct {
	name  string
	typed reflect.Type
	// generated and driver return a pointer to a value of the type.
	generated, driver func(bson.Raw) (any, error)
}

func of[T any](name string, decode func(bson.Raw) (*T, error)) subject {
	return subject{
		name: name, typed: reflect.TypeFor[T](),
		generated: func(document bson.Raw) (any, error) { return decode(document) },
		driver:    func(document bson.Raw) (any, error) { return decoding.Fallback[T](document) },
	}
}

// compare asserts that both functions decode a document to the same value, or fail with the same error.
func (s subject) compare(t require.TestingT, document bson.Raw) {
	expected, expectedErr := s.driver(document)
	value, err := s.generated(document)
	if expectedErr != nil {
		require.EqualError(t, err, expectedErr.Error(), "%s: %v", s.name, document)
		return
	}
	require.NoError(t, err, "%s: %v", s.name, document)
	// Equal but for NaN, which is not equal to itself; nil and empty differ.
	if !reflect.DeepEqual(expected, value) {
		require.Equal(t, printed(t, expected), printed(t, value), "%s: %v", s.name, document)
	}
}

func printed(t require.TestingT, value any) string {
	raw, err := bson.Marshal(value)
	require.NoError(t, err)
	return bson.Raw(raw).String()
}

// filled returns a random value of a type. Every pointer and slice is empty at times.
func filled(random *rand.Rand, typed reflect.Type) reflect.Value {
	value := reflect.New(typed).Elem()
	switch {
	case typed == reflect.TypeFor[time.Time]():
		value.Set(reflect.ValueOf(time.UnixMilli(random.Int64N(1<<43) - 1<<42).UTC()))
	case typed == reflect.TypeFor[any]():
		kinds := []any{nil, "text", true, int32(7), int64(7), 1.5, bson.D{{Key: "a", Value: 1}}, bson.A{"a"}, bson.DateTime(7)}
		if kind := kinds[random.IntN(len(kinds))]; kind != nil {
			value.Set(reflect.ValueOf(kind))
		}
	case typed.Kind() == reflect.String:
		value.SetString([]string{"", "a", "Ada Łukasz", "\xff\xfe", "a text that is longer than many others\x00"}[random.IntN(5)])
	case typed.Kind() == reflect.Bool:
		value.SetBool(random.IntN(2) == 0)
	case value.CanInt():
		value.SetInt([]int64{0, 1, -1, 1 << 40, math.MaxInt32, math.MinInt64}[random.IntN(6)])
	case typed.Kind() == reflect.Struct:
		for _, field := range reflect.VisibleFields(typed) {
			if len(field.Index) == 1 {
				value.Field(field.Index[0]).Set(filled(random, field.Type))
			}
		}
	case typed.Kind() == reflect.Pointer:
		if random.IntN(3) > 0 {
			value.Set(reflect.New(typed.Elem()))
			value.Elem().Set(filled(random, typed.Elem()))
		}
	case typed.Kind() == reflect.Slice:
		if count := random.IntN(5) - 1; count >= 0 {
			value.Set(reflect.MakeSlice(typed, count, count))
			for at := range count {
				value.Index(at).Set(filled(random, typed.Elem()))
			}
		}
	case typed.Kind() == reflect.Map && typed.Key() == reflect.TypeFor[string]():
		if count := random.IntN(4) - 1; count >= 0 {
			value.Set(reflect.MakeMap(typed))
			for range count {
				value.SetMapIndex(reflect.ValueOf(string(rune('a'+random.IntN(26)))), filled(random, typed.Elem()))
			}
		}
	default:
		panic("no values of the type " + typed.String())
	}
	return value
}

// valuesOfAllKinds has a value of each BSON type, and several of those that are converted into others.
func valuesOfAllKinds() []any {
	inner := bson.D{{Key: "reader", Value: "north"}, {Key: "relays", Value: bson.A{1, "2"}}, {Key: "applicationName", Value: 1}}
	return []any{
		nil, "", "text", "2024-05-06T07:08:09.123Z", true, false, int32(0), int32(7), int32(-7), int64(7), int64(1) << 40, int64(math.MinInt64),
		0.0, 1.0, 1.5, math.NaN(), math.Inf(1), 1e30, -1e30, bson.D{}, inner, bson.A{}, bson.A{1, int64(2), 3.0}, bson.A{"a", "b"},
		bson.A{inner, nil}, bson.A{nil}, bson.A{inner, inner}, bson.A{bson.A{}}, bson.A{true, bson.D{}},
		bson.DateTime(0), bson.DateTime(-1), bson.DateTime(math.MaxInt64), bson.DateTime(math.MinInt64), bson.Timestamp{T: 7, I: 1},
		bson.Binary{Data: []byte("text")}, bson.Binary{Subtype: 2, Data: []byte("old")}, bson.Binary{Subtype: 4, Data: make([]byte, 16)},
		bson.Undefined{}, bson.ObjectID{1}, bson.Regex{Pattern: "a", Options: "i"}, bson.DBPointer{DB: "db"}, bson.JavaScript("code"),
		bson.Symbol("symbol"), bson.CodeWithScope{Code: "code", Scope: bson.D{}}, bson.Decimal128{}, bson.MinKey{}, bson.MaxKey{},
	}
}

func marshalled(t require.TestingT, value any) bson.Raw {
	raw, err := bson.Marshal(value)
	require.NoError(t, err)
	return raw
}

func TestDecoders_RandomValues(t *testing.T) {
	for _, subject := range subjects() {
		t.Run(subject.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
				value := filled(random, subject.typed)
				document := marshalled(t, value.Interface())
				subject.compare(t, document)
				subject.compare(t, mutated(t, random, document))
			})
		})
	}
}

// TestDecoders_EachFieldOfEachKind changes every field, at every depth, to every BSON type, removes it, doubles it and renames it.
func TestDecoders_EachFieldOfEachKind(t *testing.T) {
	for _, subject := range subjects() {
		t.Run(subject.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			for range 2 {
				document := marshalled(t, filled(random, subject.typed).Interface())
				changed := 0
				for variant := range variants(document) {
					subject.compare(t, marshalled(t, variant))
					changed++
				}
				require.Greater(t, changed, 100)
			}
		})
	}
}

// TestDecoders_DamagedDocuments lengthens a document, cuts it at every byte, and changes every byte of it.
func TestDecoders_DamagedDocuments(t *testing.T) {
	for _, subject := range subjects() {
		t.Run(subject.name, func(t *testing.T) {
			whole := marshalled(t, filled(rand.New(rand.NewPCG(3, 4)), subject.typed).Interface())
			subject.compare(t, append(whole[:len(whole):len(whole)], 0))
			for at := range whole {
				subject.compare(t, whole[:at])
				for _, other := range []byte{0, 1, 4, 10, 127, 128, 255, whole[at] + 1, whole[at] - 1} {
					damaged := append(bson.Raw{}, whole...)
					damaged[at] = other
					subject.compare(t, damaged)
				}
			}
		})
	}
}

func FuzzDecoders(f *testing.F) {
	for number, subject := range subjects() {
		f.Add(uint8(number), []byte(marshalled(f, filled(rand.New(rand.NewPCG(5, 6)), subject.typed).Interface())))
	}
	f.Fuzz(func(t *testing.T, number uint8, document []byte) {
		subjects := subjects()
		subjects[int(number)%len(subjects)].compare(t, document)
	})
}

// TestDecoders_LeaveNoUsualDocumentToTheDriver compares allocations: a function that falls back to the driver makes all of its.
func TestDecoders_LeaveNoUsualDocumentToTheDriver(t *testing.T) {
	for _, subject := range subjects() {
		random := rand.New(rand.NewPCG(7, 8))
		for range 20 {
			document := marshalled(t, filled(random, subject.typed).Interface())
			allocations := func(decode func(bson.Raw) (any, error)) float64 {
				return testing.AllocsPerRun(10, func() {
					if _, err := decode(document); err != nil {
						panic(err)
					}
				})
			}
			require.Less(t, allocations(subject.generated), allocations(subject.driver), "%s: %v", subject.name, document)
		}
	}
}

// TestDecoders_StoresOfAllVersions decodes each document of the stores of all versions as every type.
func TestDecoders_StoresOfAllVersions(t *testing.T) {
	archives, err := filepath.Glob("../../test/process/testdata/stores/*.archive.gz")
	require.NoError(t, err)
	require.NotEmpty(t, archives)
	for _, name := range archives {
		file, err := os.Open(name)
		require.NoError(t, err)
		reader, err := archive.NewReader(file)
		require.NoError(t, err)
		for stored, err := range reader.Documents() {
			require.NoError(t, err)
			for _, subject := range subjects() {
				subject.compare(t, stored.Raw)
			}
		}
		require.NoError(t, file.Close())
	}
}
