package domaintest

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// timesDiffer reports whether a stored time is not the one that the commit has read.
func (s *Store) timesDiffer(c commit.Commit) bool {
	return slices.ContainsFunc(c.Advances, func(advance commit.Advance) bool {
		stored, ok := s.documents[advance.ID]
		return !ok || !reflect.DeepEqual(*timeOf(stored, advance.Field), advance.From)
	})
}

// advance replaces a document by a changed copy, because a reader may still use the document.
func (s *Store) advance(advance commit.Advance) {
	copied := reflect.New(reflect.TypeOf(s.documents[advance.ID]).Elem())
	copied.Elem().Set(reflect.ValueOf(s.documents[advance.ID]).Elem())
	moved, ok := copied.Interface().(document.Document)
	if !ok {
		panic(fmt.Sprintf("a copy of %s is no document", advance.ID))
	}
	*timeOf(moved, advance.Field) = &advance.To
	s.documents[advance.ID] = moved
}

// timeOf returns the field of a document with a stored name.
func timeOf(stored document.Document, name string) **time.Time {
	value := reflect.ValueOf(stored).Elem()
	for at := range value.NumField() {
		if value.Type().Field(at).Tag.Get("bson") != name {
			continue
		}
		if field, ok := value.Field(at).Addr().Interface().(**time.Time); ok {
			return field
		}
	}
	panic(fmt.Sprintf("%T has no time %s", stored, name))
}
