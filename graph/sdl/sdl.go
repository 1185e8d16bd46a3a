// Package sdl writes a schema in the schema definition language, for `accessgraph schema` and schema.graphql.
package sdl

import (
	"bytes"
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// oneOf is the name of the directive that makes an input object take exactly one of its fields.
const oneOf = "oneOf"

// Text returns the schema in the schema definition language, with descriptions. The result is deterministic.
// The root types must have their usual names: Query, Mutation and Subscription.
func Text(schema *ast.Schema) string {
	var text bytes.Buffer
	formatter.NewFormatter(&text).FormatSchemaDocument(&ast.SchemaDocument{Schema: definition(schema)})
	formatter.NewFormatter(&text).FormatSchema(schema)
	return text.String()
}

// definition returns the definition of the schema itself with its description. The library's FormatSchema omits the description,
// and the definition if the root types have their usual names.
func definition(schema *ast.Schema) ast.SchemaDefinitionList {
	if schema.Description == "" {
		return nil
	}
	roots := []*ast.OperationTypeDefinition{{Operation: ast.Query, Type: schema.Query.Name}}
	if schema.Mutation != nil {
		roots = append(roots, &ast.OperationTypeDefinition{Operation: ast.Mutation, Type: schema.Mutation.Name})
	}
	if schema.Subscription != nil {
		roots = append(roots, &ast.OperationTypeDefinition{Operation: ast.Subscription, Type: schema.Subscription.Name})
	}
	return ast.SchemaDefinitionList{{Description: schema.Description, OperationTypes: roots}}
}

// WithoutOneOf returns a copy of the schema without the directive @oneOf, for tools that do not support it. To them, all fields of
// such an input object are optional. The server still requires exactly one.
func WithoutOneOf(schema *ast.Schema) *ast.Schema {
	stripped := *schema
	stripped.Types = maps.Clone(schema.Types)
	for name, definition := range schema.Types {
		if definition.Directives.ForName(oneOf) == nil {
			continue
		}
		plain := *definition
		plain.Directives = slices.DeleteFunc(slices.Clone(definition.Directives), func(directive *ast.Directive) bool {
			return directive.Name == oneOf
		})
		stripped.Types[name] = &plain
	}
	return &stripped
}
