package workarounds

import (
	"context"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
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

// Introspect resolves a field, and mends its value where it is one of introspection: a list or a property that the kind of
// a type does not have is null, and what is deprecated always has a reason.
func Introspect(ctx context.Context, next graphql.Resolver) (any, error) {
	value, err := next(ctx)
	field := graphql.GetFieldContext(ctx)
	if err != nil || field == nil || field.Parent == nil {
		return value, err
	}
	switch parent := field.Parent.Result.(type) {
	case *introspection.Type:
		if !kindHas(parent.Kind(), field.Field.Name) {
			value = nil
		}
	case *introspection.EnumValue:
		value = withReason(value, field.Field.Name, parent.IsDeprecated())
	case *introspection.InputValue:
		value = withReason(value, field.Field.Name, parent.IsDeprecated())
	}
	return value, nil
}

// kindHas reports whether types of a kind have a field of __Type.
func kindHas(kind, field string) bool {
	switch field {
	case "fields", "interfaces":
		return kind == "OBJECT" || kind == "INTERFACE"
	case "possibleTypes":
		return kind == "INTERFACE" || kind == "UNION"
	case "enumValues":
		return kind == "ENUM"
	case "inputFields", "isOneOf":
		return kind == "INPUT_OBJECT"
	default:
		// The library answers the others with null by itself.
		return true
	}
}

// withReason gives a reason to what is deprecated without one: it is the default value of the argument.
func withReason(value any, field string, deprecated bool) any {
	reason, ok := value.(*string)
	if field == "deprecationReason" && deprecated && ok && reason == nil {
		defaultReason := "No longer supported"
		return &defaultReason
	}
	return value
}
