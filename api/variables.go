package api

import (
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/fault"
)

// checkVariables checks the values of an operation's variables against their types, which the library does not do to the letter.
// The document must be valid. At most this many problems (most) are reported.
//
// Whole numbers are rewritten in digits, in place: 1.0 and 1e3 are as good as 1 and 1000, and the library reads only those.
func checkVariables(
	schema *ast.Schema, document *ast.QueryDocument, operation *ast.OperationDefinition, values map[string]any, most int,
) error {
	check := valueCheck{schema: schema, errors: typeErrors{max: most}}
	uses := variableUses(schema, document, operation)
	for _, definition := range operation.VariableDefinitions {
		check.variable(definition, values, uses[definition.Variable])
	}
	return check.errors.err()
}

func (c *valueCheck) variable(definition *ast.VariableDefinition, values map[string]any, uses []valueUse) {
	if len(uses) == 0 {
		// Validation refuses a variable without a use. Should one pass, its problems are still told.
		uses = []valueUse{{path: "$" + definition.Variable, reason: fault.DataNotValid}}
	}
	c.uses = uses
	value, sent := values[definition.Variable]
	switch {
	case sent && value == nil && definition.Type.NonNull:
		c.report("must not be null")
	case sent && value == nil:
		// Null may still be wrong where the variable is used: its default value lets that use pass validation. A field with
		// such an argument fails by itself; a condition decides about what is executed at all.
		for _, use := range uses {
			if use.isCondition() && use.expected != nil && use.expected.NonNull {
				c.errors.add(use, "", "must not be null")
			}
		}
	case sent:
		values[definition.Variable] = c.value(definition.Type, value)
	case definition.Type.NonNull && definition.DefaultValue == nil:
		c.report("must be specified")
	}
}
