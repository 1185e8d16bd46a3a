package workarounds

import (
	"maps"

	"github.com/vektah/gqlparser/v2/ast"
)

// Served returns the schema without what the library adds and no document may use: @defer, because an answer comes in one
// piece, and built-in scalars that nothing refers to. The schema given stays as it is.
func Served(schema *ast.Schema) *ast.Schema {
	served := *schema
	served.Directives = maps.Clone(schema.Directives)
	delete(served.Directives, "defer")
	referred := referredTypes(&served)
	served.Types = maps.Clone(schema.Types)
	maps.DeleteFunc(served.Types, func(name string, definition *ast.Definition) bool {
		return definition.Kind == ast.Scalar && isBuiltIn(name) && !referred[name]
	})
	return &served
}

// referredTypes returns the names of the types of all fields and arguments.
func referredTypes(schema *ast.Schema) map[string]bool {
	names := map[string]bool{}
	addArguments := func(arguments ast.ArgumentDefinitionList) {
		for _, argument := range arguments {
			names[argument.Type.Name()] = true
		}
	}
	for _, definition := range schema.Types {
		for _, field := range definition.Fields {
			names[field.Type.Name()] = true
			addArguments(field.Arguments)
		}
	}
	for _, directive := range schema.Directives {
		addArguments(directive.Arguments)
	}
	return names
}
