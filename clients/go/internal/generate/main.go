// The generate command writes what the client has from the schema of the API: the inputs and enums in Go, an operation for each
// root field, and a schema that genqlient accepts.
package main

import (
	"fmt"
	"go/format"
	"os"
	"regexp"
	"slices"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// interfaceImplements matches the head of an interface that implements others. genqlient takes the possible types of an interface
// from gqlparser, which counts such an interface among them, and refuses one that is no object. The objects below it name both
// interfaces, so that the same operations are valid without these words.
var interfaceImplements = regexp.MustCompile(`(?m)^(interface \w+) implements .* \{$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate SCHEMA")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the schema: %w", err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: name, Input: string(text)})
	if err != nil {
		return fmt.Errorf("parsing the schema: %w", err)
	}
	types, err := format.Source([]byte(goTypes(schema)))
	if err != nil {
		return fmt.Errorf("formatting the types: %w", err)
	}
	queries, mutations, fragments := operations(schema)
	for name, content := range map[string]string{
		"schema.graphql":               interfaceImplements.ReplaceAllString(string(text), "$1 {"),
		"schema/generated.go":          string(types),
		"operations/queries.graphql":   queries,
		"operations/mutations.graphql": mutations,
		"operations/fragments.graphql": fragments,
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			return fmt.Errorf("writing the client: %w", err)
		}
	}
	return nil
}

// definitions returns the types of a kind, without those of GraphQL itself, by name.
func definitions(schema *ast.Schema, kind ast.DefinitionKind) []*ast.Definition {
	var all []*ast.Definition
	for _, definition := range schema.Types {
		if definition.Kind == kind && !definition.BuiltIn {
			all = append(all, definition)
		}
	}
	slices.SortFunc(all, func(a, b *ast.Definition) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return all
}
