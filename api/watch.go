package api

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/fault"
	"accessgraph/graph/workarounds"
)

// needsWatching reports whether each field of an operation has to be watched while it is executed. Most operations are
// spared that: it concerns those that read the schema, and those with a variable that is null.
func needsWatching(roots []*ast.Field, variables map[string]any) bool {
	if slices.ContainsFunc(roots, introspects) {
		return true
	}
	for _, value := range variables {
		if value == nil {
			return true
		}
	}
	return false
}

// watch resolves a field unless one of its arguments is null and must not be: a variable that is null passes validation
// where its default value, or the argument's, would do.
func watch(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx).Field.Field
	if path, null := workarounds.NullArgument(field, graphql.GetOperationContext(ctx).Variables); null {
		const wrong = "must not be null"
		return nil, fault.New(fault.TypeDefinitionError, path+" "+wrong).With(path, wrong).Err()
	}
	return workarounds.Introspect(ctx, next)
}
