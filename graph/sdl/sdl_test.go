package sdl_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/graph/sdl"
)

const described = `"""
The description of the schema.
"""
schema {
	query: Query
	mutation: Mutation
}
type Mutation {
	set(input: Kind!): Int
}
type Query {
	get: Int
}
input Kind @oneOf {
	a: Int
	b: Int
}
`

func load(t *testing.T, text string) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: text})
	require.NoError(t, err)
	return schema
}

func TestText(t *testing.T) {
	t.Run("Description", func(t *testing.T) {
		text := sdl.Text(load(t, described))
		require.Regexp(t, `^"""\nThe description of the schema\.\n"""\nschema {\n\tquery: Query\n\tmutation: Mutation\n}\n`, text)
		require.Equal(t, text, sdl.Text(load(t, text)), "the text is stable")
	})
	t.Run("Subscription", func(t *testing.T) {
		text := sdl.Text(load(t, `"Text." schema { query: Query subscription: Subscription } type Query { a: Int } type Subscription { a: Int }`))
		require.Contains(t, text, "schema {\n\tquery: Query\n\tsubscription: Subscription\n}\n")
	})
	t.Run("NoDescription", func(t *testing.T) {
		require.Equal(t, "type Query {\n\ta: Int\n}\n", sdl.Text(load(t, `type Query { a: Int }`)))
	})
}

func TestWithoutOneOf(t *testing.T) {
	schema := load(t, described)
	before := sdl.Text(schema)

	stripped := sdl.Text(sdl.WithoutOneOf(schema))

	require.Contains(t, before, "input Kind @oneOf {")
	require.NotContains(t, stripped, "oneOf")
	require.Contains(t, stripped, "input Kind {\n\ta: Int\n\tb: Int\n}\n")
	require.Equal(t, before, sdl.Text(schema), "the argument is not modified")
}
