package workarounds

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// NullArgument returns the path of the first argument of a field, such as input.settings[1].relays, that is null although
// its type is not, and whether there is one. Only a variable can bring that about: literals are validated.
func NullArgument(field *ast.Field, variables map[string]any) (string, bool) {
	for _, argument := range field.Arguments {
		if path, ok := nullWithin(argument.Value, argument.Name, variables); ok {
			return path, true
		}
	}
	return "", false
}

func nullWithin(value *ast.Value, path string, variables map[string]any) (string, bool) {
	switch value.Kind {
	case ast.Variable:
		given, sent := variables[value.Raw]
		return path, sent && given == nil && value.ExpectedType != nil && value.ExpectedType.NonNull
	case ast.ListValue:
		for i, child := range value.Children {
			if path, ok := nullWithin(child.Value, path+"["+strconv.Itoa(i)+"]", variables); ok {
				return path, true
			}
		}
	case ast.ObjectValue:
		for _, child := range value.Children {
			if path, ok := nullWithin(child.Value, path+"."+child.Name, variables); ok {
				return path, true
			}
		}
	default:
		// A literal of any other kind holds no variable.
	}
	return "", false
}
