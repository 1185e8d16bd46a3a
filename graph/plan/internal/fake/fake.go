// Package fake generates random values of any type for resolvers in tests. The same seed yields the same values.
package fake

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// Maker generates values.
type Maker struct {
	// Seed determines all values.
	Seed uint64
	// Implementors holds the types that implement each interface.
	Implementors map[reflect.Type][]reflect.Type
	// Fails makes some resolvers fail.
	Fails bool
	// ListLength is the length of lists; 0 means random.
	ListLength int
	// NoNulls makes nullable values non-null.
	NoNulls bool
}

// Value resolves a field of one object. The value depends on the seed, the object and the arguments.
func Value[T any](_ context.Context, m *Maker, field string, inputs ...any) (T, error) {
	random := m.random(field, inputs...)
	var value T
	if m.Fails {
		switch random.IntN(30) {
		case 0:
			panic("panic of " + field)
		case 1, 2:
			return value, errors.New("error of " + field)
		}
	}
	m.fill(reflect.ValueOf(&value).Elem(), random, 0)
	return value, nil
}

// Batch resolves a field of many objects.
func Batch[T, P any](_ context.Context, m *Maker, field string, parents []*P, arguments ...any) ([]T, error) {
	values, errs := make([]T, len(parents)), make(graphql.BatchErrorList, len(parents))
	failed := false
	for i, parent := range parents {
		if parent == nil {
			continue // gqlgen passes on the nulls of a list
		}
		random := m.random(field, append([]any{parent}, arguments...)...)
		if m.Fails && random.IntN(15) == 0 {
			errs[i], failed = fmt.Errorf("error of %s", field), true
			continue
		}
		m.fill(reflect.ValueOf(&values[i]).Elem(), random, 0)
	}
	if failed {
		return values, errs
	}
	return values, nil
}

// random returns the random source for the values of a field.
func (m *Maker) random(field string, inputs ...any) *rand.Rand {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(field))
	for _, input := range inputs {
		fingerprint(hash.Write, reflect.ValueOf(input), 0)
	}
	return rand.New(rand.NewPCG(m.Seed, hash.Sum64()))
}

const maxDepth = 4

// fingerprint writes a value without addresses.
func fingerprint(write func([]byte) (int, error), value reflect.Value, depth int) {
	if !value.IsValid() || depth > 2*maxDepth {
		return
	}
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		if value.IsNil() {
			_, _ = write([]byte("nil"))
			return
		}
		fingerprint(write, value.Elem(), depth+1)
	case reflect.Struct:
		for i := range value.NumField() {
			fingerprint(write, value.Field(i), depth+1)
		}
	case reflect.Slice, reflect.Array:
		for i := range value.Len() {
			fingerprint(write, value.Index(i), depth+1)
		}
	case reflect.String:
		_, _ = write([]byte(value.String()))
	case reflect.Bool:
		_, _ = write(strconv.AppendBool(nil, value.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		_, _ = write(strconv.AppendInt(nil, value.Int(), 10))
	default:
	}
}

// fill sets a random value.
func (m *Maker) fill(value reflect.Value, random *rand.Rand, depth int) {
	if !value.CanSet() {
		return
	}
	if value.Type() == reflect.TypeFor[time.Time]() {
		value.Set(reflect.ValueOf(time.UnixMilli(random.Int64N(1e12))))
		return
	}
	switch value.Kind() {
	case reflect.Pointer:
		if m.isNull(random, depth) {
			return
		}
		value.Set(reflect.New(value.Type().Elem()))
		m.fill(value.Elem(), random, depth)
	case reflect.Struct:
		for i := range value.NumField() {
			m.fill(value.Field(i), random, depth+1)
		}
	case reflect.Slice:
		m.fillSlice(value, random, depth)
	case reflect.Interface:
		m.fillInterface(value, random, depth)
	case reflect.String:
		texts := []string{"", "a", "ACTIVE", "quo\"te", "line\n", "é😀", "uxa_01"}
		value.SetString(texts[random.IntN(len(texts))] + strconv.Itoa(random.IntN(1000)))
	case reflect.Bool:
		value.SetBool(random.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		value.SetInt(random.Int64N(100))
	case reflect.Float64:
		value.SetFloat(float64(random.IntN(1000)) / 8)
	default:
	}
}

func (m *Maker) isNull(random *rand.Rand, depth int) bool {
	return depth > maxDepth || random.IntN(5) == 0 && !m.NoNulls
}

func (m *Maker) fillSlice(value reflect.Value, random *rand.Rand, depth int) {
	if m.isNull(random, depth) {
		return
	}
	length := random.IntN(4)
	if m.ListLength > 0 {
		length = m.ListLength
	}
	value.Set(reflect.MakeSlice(value.Type(), length, length))
	for i := range length {
		m.fill(value.Index(i), random, depth+1)
	}
}

func (m *Maker) fillInterface(value reflect.Value, random *rand.Rand, depth int) {
	if value.NumMethod() == 0 {
		value.Set(reflect.ValueOf(strconv.Itoa(random.IntN(100))))
		return
	}
	types := m.Implementors[value.Type()]
	if len(types) == 0 || m.isNull(random, depth) {
		return
	}
	implementor := types[random.IntN(len(types))]
	object := reflect.New(implementor).Elem()
	if implementor.Kind() == reflect.Pointer {
		object.Set(reflect.New(implementor.Elem()))
		m.fill(object.Elem(), random, depth)
	} else {
		m.fill(object, random, depth)
	}
	value.Set(object)
}
