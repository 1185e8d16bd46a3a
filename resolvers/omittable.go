package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/inputs"
)

// field turns a field of an update into the domain's: left out, null, or a value.
func field[T any](given graphql.Omittable[*T]) inputs.Field[T] {
	return inputs.Field[T]{IsSet: given.IsSet(), Value: given.Value()}
}

// listField is field for a list, which is nil for null.
func listField[T any](given graphql.Omittable[[]T]) inputs.Field[[]T] {
	if given.Value() == nil {
		return inputs.Field[[]T]{IsSet: given.IsSet()}
	}
	return inputs.Of(given.Value())
}
