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
	if path, null := nullArgument(ctx); null {
		return nil, mustNotBeNull(path)
	}
	return workarounds.Introspect(ctx, next)
}

// nullArgument returns the path of the current field's argument that is null and must not be, and whether there is one.
func nullArgument(ctx context.Context) (string, bool) {
	field := graphql.GetFieldContext(ctx)
	if field == nil || field.Field.Field == nil {
		return "", false
	}
	return workarounds.NullArgument(field.Field.Field, graphql.GetOperationContext(ctx).Variables)
}

func mustNotBeNull(path string) error {
	const wrong = "must not be null"
	return fault.New(fault.TypeDefinitionNotValid, path+" "+wrong).With(path, wrong).Err()
}
