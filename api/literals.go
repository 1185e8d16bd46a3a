package api

import (
	"encoding/json"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// A literal's variables and enum values are told apart from its strings.
type (
	variableName string
	enumName     string
)

// literalErrors returns the errors of a document with values that do not have their types, worded as those of variables are. The
// library does not look at the default values of variables. literalErrors returns nil for a document with failures of other kinds.
func literalErrors(schema *ast.Schema, document *ast.QueryDocument, failures gqlerror.List, most int) error {
	for _, failure := range failures {
		if !aboutValues(failure.Rule) {
			return nil
		}
	}
	check := valueCheck{schema: schema, errors: typeErrors{max: most}, literals: true}
	for _, operation := range document.Operations {
		check.defaults(operation, variableUses(schema, document, operation))
		for _, argument := range literals(schema, document, operation) {
			check.uses = []valueUse{argument.use}
			check.value(argument.use.expected, plainValue(argument.value))
		}
	}
	return check.errors.err()
}

// aboutValues reports whether a rule of validation is about values and their types.
func aboutValues(rule string) bool {
	switch rule {
	case "ValuesOfCorrectType", "ValuesOfCorrectTypeWithoutSuggestions", "NumberLiteralsAreReadable", "OnlyInputObjectsAreObjects":
		return true
	default:
		return false
	}
}

// defaults checks the default values of variables, at the places that the variables fill.
func (c *valueCheck) defaults(operation *ast.OperationDefinition, uses map[string][]valueUse) {
	for _, definition := range operation.VariableDefinitions {
		if definition.DefaultValue != nil {
			c.uses = uses[definition.Variable]
			for i := range c.uses {
				c.uses[i].position = definition.DefaultValue.Position
			}
			c.value(definition.Type, plainValue(definition.DefaultValue))
		}
	}
}

// plainValue returns a value of the document in the form of a variable's, apart from variables and enum values.
func plainValue(value *ast.Value) any {
	switch value.Kind {
	case ast.Variable:
		return variableName(value.Raw)
	case ast.IntValue, ast.FloatValue:
		return json.Number(value.Raw)
	case ast.StringValue, ast.BlockValue:
		return value.Raw
	case ast.BooleanValue:
		return value.Raw == "true"
	case ast.EnumValue:
		return enumName(value.Raw)
	case ast.ListValue:
		list := make([]any, len(value.Children))
		for i, child := range value.Children {
			list[i] = plainValue(child.Value)
		}
		return list
	case ast.ObjectValue:
		object := make(map[string]any, len(value.Children))
		for _, child := range value.Children {
			object[child.Name] = plainValue(child.Value)
		}
		return object
	default:
		return nil
	}
}
