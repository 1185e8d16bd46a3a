package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/model"
)

// field converts a field of an update to the domain's type: absent, null or a value.
func field[T any](input graphql.Omittable[*T]) document.Field[T] {
	return document.Field[T]{Given: input.IsSet(), Value: input.Value()}
}

// listField is like field, for a list, which is nil if the input is null.
func listField[T any](input graphql.Omittable[[]T]) document.Field[[]T] {
	if input.Value() == nil {
		return document.Field[[]T]{Given: input.IsSet()}
	}
	return document.Of(input.Value())
}

// validity converts the validity of an update to the domain's type.
func validity(input graphql.Omittable[*model.IdentifierValidityInput]) document.Field[accessrule.UpdateValidity] {
	limits := input.Value()
	if limits == nil {
		return document.Field[accessrule.UpdateValidity]{Given: input.IsSet()}
	}
	return document.Of(accessrule.UpdateValidity{
		From: field(limits.From), To: field(limits.To), MaxPasses: field(limits.MaxPasses),
	})
}

// firstValidity converts the validity of a new identifier to the domain's type. Null and absent both mean no limit.
func firstValidity(input graphql.Omittable[*model.IdentifierValidityInput]) accessrule.UpdateValidity {
	return valueOrZero(validity(input).Value)
}
