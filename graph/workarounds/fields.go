package workarounds

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// NullArgument returns the path, such as input.settings[1].relays, of the first null in the arguments of a field whose type is
// non-null. Only the value of a variable can be such a null: literals are validated. ok is false if there is none.
func NullArgument(field *ast.Field, variables map[string]any) (path string, ok bool) {
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
		variable, ok := variables[value.Raw]
		return path, ok && variable == nil && value.ExpectedType != nil && value.ExpectedType.NonNull
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
