package workarounds_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/graph/workarounds"
)

func fieldOf(t *testing.T, selection ast.Selection) *ast.Field {
	t.Helper()
	field, ok := selection.(*ast.Field)
	require.True(t, ok)
	return field
}

func TestServed(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `
		interface A { id: ID } interface B implements A { id: ID } type C implements A & B { id: ID } type Query { a: A }`})
	served := workarounds.Served(schema)
	require.NotContains(t, served.Directives, "defer")
	require.Contains(t, served.Directives, "skip")
	require.NotContains(t, served.Types, "Float")
	require.NotContains(t, served.Types, "Int")
	require.Contains(t, served.Types, "ID")
	require.Contains(t, served.Types, "Boolean", "introspection uses it")
	require.Len(t, served.GetPossibleTypes(schema.Types["A"]), 1)

	require.Contains(t, schema.Directives, "defer", "the argument is not modified")
	require.Contains(t, schema.Types, "Float")
	require.Equal(t, served.Types, workarounds.Served(served).Types)
}
