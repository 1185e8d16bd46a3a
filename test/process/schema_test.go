package process_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/mongo/storetest"
)

func TestSchema(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	printed := output(t, built, folder, "schema")

	t.Run("schema.graphql is what the subcommand prints", func(t *testing.T) {
		committed, err := os.ReadFile(filepath.Join("..", "..", "schema.graphql"))
		require.NoError(t, err)
		require.Equal(t, printed, string(committed), "run: go generate ./resolvers")
	})
	t.Run("introspection answers with the same description", func(t *testing.T) {
		running := launch(t, built, folder)
		defer running.interrupt(t)
		answer := running.must(t, "{ __schema { description } }", nil)
		description, _ := dig(answer, "__schema", "description").(string)
		require.NotEmpty(t, description)
		require.Equal(t, description, parse(t, printed).Description)
	})
	t.Run("--without-oneof", func(t *testing.T) {
		stripped := output(t, built, folder, "schema", "--without-oneof")
		require.Contains(t, printed, " @oneOf {")
		require.NotContains(t, stripped, "@oneOf")
		require.Equal(t, strings.ReplaceAll(printed, " @oneOf {", " {"), stripped, "nothing else differs")
		require.NotEmpty(t, parse(t, stripped).Description)
	})
	t.Run("help describes --without-oneof", func(t *testing.T) {
		require.Contains(t, output(t, built, folder, "help"), "[--without-oneof]")
	})
	t.Run("an unknown flag and a word too many are errors", func(t *testing.T) {
		data := []string{"ACCESSGRAPH_DATA=" + folder}
		require.Contains(t, refusal(t, built, data, "schema", "--without-one"),
			"accessgraph: reading the flags of schema: flag provided but not defined: -without-one\n")
		require.Contains(t, refusal(t, built, data, "schema", "--without-oneof", "all"), `accessgraph: schema takes flags only, not "all"`)
		require.Contains(t, refusal(t, built, data, "schema", "--without-oneof=some"), `accessgraph: reading the flags of schema: invalid boolean value "some"`)
	})
}

func parse(t *testing.T, text string) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: text})
	require.NoError(t, err)
	return schema
}
