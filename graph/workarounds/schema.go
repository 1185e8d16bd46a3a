package workarounds

import (
	"maps"

	"github.com/vektah/gqlparser/v2/ast"
)

// Served returns a copy of the schema without elements that the library adds and no document may use: @defer, because responses are
// not incremental, and built-in scalars that are not used. Only objects are possible types.
func Served(schema *ast.Schema) *ast.Schema {
	served := *schema
	served.Directives = maps.Clone(schema.Directives)
	delete(served.Directives, "defer")
	used := usedTypes(&served)
	served.Types = maps.Clone(schema.Types)
	maps.DeleteFunc(served.Types, func(name string, definition *ast.Definition) bool {
		return definition.Kind == ast.Scalar && isBuiltIn(name) && !used[name]
	})
	served.PossibleTypes = make(map[string][]*ast.Definition, len(schema.PossibleTypes))
	for name, definitions := range schema.PossibleTypes {
		isObject := func(definition *ast.Definition) bool { return definition.Kind == ast.Object }
		served.PossibleTypes[name] = filter(definitions, isObject)
	}
	return &served
}

func filter(definitions []*ast.Definition, keep func(*ast.Definition) bool) []*ast.Definition {
	var filtered []*ast.Definition
	for _, definition := range definitions {
		if keep(definition) {
			filtered = append(filtered, definition)
		}
	}
	return filtered
}

// usedTypes returns the names of the types of all fields and arguments.
func usedTypes(schema *ast.Schema) map[string]bool {
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
