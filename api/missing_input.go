package api

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// missingInputs returns an error for each root field of a mutation whose `input` is left out or null, be it in the
// document or in the variable. It looks at the structure only and runs before validation, which has no such errors.
func missingInputs(
	schema *ast.Schema, operation *ast.OperationDefinition, roots []*ast.Field, variables map[string]any,
) []problem {
	if operation.Operation != ast.Mutation || schema.Mutation == nil {
		return nil
	}
	var missing []problem
	for _, field := range roots {
		definition := schema.Mutation.Fields.ForName(field.Name)
		if definition == nil {
			continue
		}
		input := definition.Arguments.ForName("input")
		if input == nil || !input.Type.NonNull || !isMissing(field.Arguments.ForName("input"), operation, variables) {
			continue
		}
		missing = append(missing, problem{
			err:       fault.New(inputMissing(definition), input.Type.Name()).With("input", "must be specified").Err(),
			locations: location(field.Position),
		})
	}
	return missing
}

// inputMissing returns the reason for a mutation without its input, which is the first one that its field raises: contracts word
// it in their own ways.
func inputMissing(field *ast.FieldDefinition) fault.Reason {
	if raises := field.Directives.ForName("raises"); raises != nil {
		if reasons := raises.Arguments.ForName("reasons").Value.Children; len(reasons) > 0 {
			return fault.Reason(reasons[0].Value.Raw)
		}
	}
	return fault.InputRequired
}

// isMissing reports whether an argument has no value. A variable that the operation does not declare is left to validation.
func isMissing(argument *ast.Argument, operation *ast.OperationDefinition, variables map[string]any) bool {
	if argument == nil || argument.Value == nil {
		return true
	}
	switch argument.Value.Kind {
	case ast.NullValue:
		return true
	case ast.Variable:
		declared := operation.VariableDefinitions.ForName(argument.Value.Raw)
		if declared == nil {
			return false
		}
		if value, sent := variables[argument.Value.Raw]; sent {
			return value == nil
		}
		return declared.DefaultValue == nil || declared.DefaultValue.Kind == ast.NullValue
	default:
		return false
	}
}

// location returns a position as an error holds it; nothing when there is none.
func location(position *ast.Position) []gqlerror.Location {
	if position == nil {
		return nil
	}
	return []gqlerror.Location{{Line: position.Line, Column: position.Column}}
}
