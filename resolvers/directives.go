package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/graph/generated"
)

// directives are the checks that the schema declares on its fields.
func directives() generated.DirectiveRoot {
	return generated.DirectiveRoot{
		Authenticated: authenticated,
		Public:        public,
		RequiresScope: requiresScope,
	}
}

func authenticated(ctx context.Context, _ any, next graphql.Resolver) (any, error) {
	if _, err := caller(ctx); err != nil {
		return nil, err
	}
	return next(ctx)
}

func public(ctx context.Context, _ any, next graphql.Resolver, _ bool) (any, error) { return next(ctx) }

func requiresScope(ctx context.Context, _ any, next graphql.Resolver, scope actor.Scope) (any, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	if !calling.Holds(scope) {
		return nil, scopeRequired(ctx, scope)
	}
	return next(ctx)
}

// scopeRequired names the field that is being answered, and the scope that it needs.
func scopeRequired(ctx context.Context, scope actor.Scope) error {
	field := graphql.GetFieldContext(ctx)
	coordinate := field.Object + "." + field.Field.Name
	return fault.New(fault.ScopeRequired, coordinate, string(scope)).With("field", coordinate).With("scope", string(scope)).Err()
}
