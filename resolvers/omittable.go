package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/document"
)

// field turns a field of an update into the domain's: left out, null, or a value.
func field[T any](given graphql.Omittable[*T]) document.Field[T] {
	return document.Field[T]{Given: given.IsSet(), Value: given.Value()}
}

// listField is field for a list, which is nil for null.
func listField[T any](given graphql.Omittable[[]T]) document.Field[[]T] {
	if given.Value() == nil {
		return document.Field[[]T]{Given: given.IsSet()}
	}
	return document.Of(given.Value())
}
