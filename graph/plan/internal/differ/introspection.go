package differ

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"

	"accessgraph/graph/plan"
)

// Introspect is a middleware for gqlgen's executor that corrects the values of introspection fields as query plans do.
func Introspect(ctx context.Context, next graphql.Resolver) (any, error) {
	value, err := next(ctx)
	field := graphql.GetFieldContext(ctx)
	if err != nil || field == nil || field.Parent == nil {
		return value, err
	}
	setReason := func(isDeprecated bool) {
		if reason, ok := value.(*string); ok && field.Field.Name == "deprecationReason" {
			value = plan.Reason(isDeprecated, reason)
		}
	}
	switch parent := field.Parent.Result.(type) {
	case *introspection.Type:
		if !plan.KindHas(parent.Kind(), field.Field.Name) {
			value = nil
		}
	case *introspection.EnumValue:
		setReason(parent.IsDeprecated())
	case *introspection.InputValue:
		setReason(parent.IsDeprecated())
	}
	return value, nil
}
