package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/graph/generated"
)

// directives returns the functions of the directives that check the caller of a field.
func directives() generated.DirectiveRoot {
	return generated.DirectiveRoot{
		Authenticated: authenticated,
		Public:        public,
		RequiresScope: requiresScope,
	}
}

func authenticated(ctx context.Context, _ any, next graphql.Resolver) (any, error) {
	if _, err := callerOf(ctx); err != nil {
		return nil, err
	}
	return next(ctx)
}

func public(ctx context.Context, _ any, next graphql.Resolver, _ bool) (any, error) { return next(ctx) }

func requiresScope(ctx context.Context, _ any, next graphql.Resolver, scope actor.Scope) (any, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	if !caller.Holds(scope) {
		return nil, scopeRequired(ctx, scope)
	}
	return next(ctx)
}

// scopeRequired returns SCOPE_REQUIRED with the field that is being resolved and the scope that it requires.
func scopeRequired(ctx context.Context, scope actor.Scope) error {
	field := graphql.GetFieldContext(ctx)
	coordinate := field.Object + "." + field.Field.Name
	return fault.New(fault.ScopeRequired, coordinate, string(scope)).With("field", coordinate).With("scope", string(scope)).Err()
}
