package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/inputs"
	"accessgraph/graph/model"
)

// field converts a field of an update to the domain's type: absent, null or a value.
func field[T any](input graphql.Omittable[*T]) inputs.Field[T] {
	return inputs.Field[T]{IsSet: input.IsSet(), Value: input.Value()}
}

// listField is like field, for a list, which is nil if the input is null.
func listField[T any](input graphql.Omittable[[]T]) inputs.Field[[]T] {
	if input.Value() == nil {
		return inputs.Field[[]T]{IsSet: input.IsSet()}
	}
	return inputs.Of(input.Value())
}

// validity converts the validity of an update to the domain's type.
func validity(input graphql.Omittable[*model.IdentifierValidityInput]) inputs.Field[accessrule.IdentifierValidityInput] {
	limits := input.Value()
	if limits == nil {
		return inputs.Field[accessrule.IdentifierValidityInput]{IsSet: input.IsSet()}
	}
	return inputs.Of(accessrule.IdentifierValidityInput{
		From: field(limits.From), To: field(limits.To), MaxPasses: field(limits.MaxPasses),
	})
}

// firstValidity converts the validity of a new identifier to the domain's type. Null and absent both mean no limit.
func firstValidity(input graphql.Omittable[*model.IdentifierValidityInput]) accessrule.IdentifierValidityInput {
	return valueOrZero(validity(input).Value)
}
