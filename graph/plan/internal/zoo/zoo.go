// Package zoo is a schema for tests of query plans. It has every kind of field, list and scalar. Values, nulls, errors and panics
// depend only on a seed.
package zoo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

//go:generate go run accessgraph/graph/plan/gen -config gqlgen.yml

// Seed determines the values of an object and of all objects below it.
type Seed uint64

// Then returns the seed of a field, an argument or an element of a list.
func (s Seed) Then(step any) Seed {
	text, ok := step.(string)
	if !ok {
		text = fmt.Sprint(step)
	}
	hash := uint64(s) ^ 0x9e3779b97f4a7c15
	for i := range len(text) {
		hash = (hash ^ uint64(text[i])) * 0x100000001b3
	}
	hash = (hash ^ hash>>30) * 0xbf58476d1ce4e5b9
	hash = (hash ^ hash>>27) * 0x94d049bb133111eb
	return Seed(hash ^ hash>>31)
}

// Rarely reports whether an event happens, with a probability of 1 in n.
func (s Seed) Rarely(event string, n uint64) bool { return uint64(s.Then(event))%n == 0 }

// trouble panics or returns an error for some seeds.
func (s Seed) trouble(field string) error {
	if s.Rarely(field+" panics", 40) {
		panic("panic of " + field)
	}
	return s.failure(field)
}

// failure returns an error for some seeds.
func (s Seed) failure(field string) error {
	switch uint64(s.Then(field+" fails")) % 30 {
	case 0:
		return errors.New(field + " fails")
	case 1:
		return fmt.Errorf("reading: %w", graphql.ErrInvalidNull)
	default:
		return nil
	}
}

// Text returns a string, which may need escaping in JSON.
func (s Seed) Text(field string) string {
	texts := []string{"", "a", "quo\"te", "back\\slash", "line\nbreak\t\r", "\x01\x1f", "ü€😀", "<&>", "\u2028"}
	return texts[uint64(s.Then(field))%uint64(len(texts))] + strconv.FormatUint(uint64(s)%100, 10)
}

// Length returns the length of a list. ok is false for a null list.
func (s Seed) Length(field string) (length int, ok bool) {
	switch n := uint64(s.Then(field+" length")) % 9; n {
	case 0:
		return 0, false
	default:
		return int(n) % 4, true
	}
}

// listOf returns a list, or nil for some seeds.
func listOf[T any](s Seed, field string, element func(s Seed) T) []T {
	n, ok := s.Length(field)
	if !ok {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		list[i] = element(s.Then(field).Then(i))
	}
	return list
}

// optional returns a value, or nil for some seeds.
func optional[T any](s Seed, field string, value func(s Seed) T) *T {
	if s.Rarely(field+" is null", 5) {
		return nil
	}
	return new(value(s.Then(field)))
}

type key struct{}

// WithTags returns a context with the tags of a caller.
func WithTags(ctx context.Context, tags ...string) context.Context {
	return context.WithValue(ctx, key{}, tags)
}

// Tags returns the tags of the caller.
func Tags(ctx context.Context) []string {
	tags, _ := ctx.Value(key{}).([]string)
	return tags
}

// MarshalMoment fails for a moment before 1970 after it has begun to write. No seed has such a moment: gqlgen leaves the text and
// reports no error if an object around it is null.
func MarshalMoment(moment time.Time) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(_ context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, `"`)
		if moment.Unix() < 0 {
			return errors.New("before 1970")
		}
		_, err := io.WriteString(w, strconv.FormatInt(moment.Unix(), 10)+`"`)
		return err
	})
}

// UnmarshalMoment reads a number of seconds.
func UnmarshalMoment(_ context.Context, value any) (time.Time, error) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, errors.New("a moment must be a string")
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, errors.New("a moment must be a number of seconds")
	}
	return time.Unix(seconds, 0), nil
}

// MarshalTag marshals the empty tag as null. No seed has one in a list: gqlgen does not report the index there.
func MarshalTag(tag string) graphql.Marshaler {
	switch tag {
	case "":
		return graphql.Null
	case "panic":
		panic("panic of a tag")
	default:
		return graphql.MarshalString("#" + tag)
	}
}

// UnmarshalTag reads a tag.
func UnmarshalTag(value any) (string, error) {
	text, ok := value.(string)
	if !ok {
		return "", errors.New("a tag must be a string")
	}
	return text, nil
}

// Blob marshals itself.
type Blob []byte

// MarshalGQL writes the number of bytes.
func (b Blob) MarshalGQL(w io.Writer) { _, _ = fmt.Fprintf(w, "%d", len(b)) }

// UnmarshalGQL reads a string.
func (b *Blob) UnmarshalGQL(value any) error {
	text, ok := value.(string)
	if !ok {
		return errors.New("a blob must be a string")
	}
	*b = Blob(text)
	return nil
}

// Size is an enum without methods.
type Size string
