package differ

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"

	"accessgraph/graph/plan"
)

// Introspect resolves a field for gqlgen's executor, and mends its value if it is one of introspection, as query plans do.
func Introspect(ctx context.Context, next graphql.Resolver) (any, error) {
	value, err := next(ctx)
	field := graphql.GetFieldContext(ctx)
	if err != nil || field == nil || field.Parent == nil {
		return value, err
	}
	reasonOf := func(isDeprecated bool) {
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
		reasonOf(parent.IsDeprecated())
	case *introspection.InputValue:
		reasonOf(parent.IsDeprecated())
	}
	return value, nil
}
