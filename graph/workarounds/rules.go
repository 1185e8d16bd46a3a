package workarounds

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// AddRules adds the rules that the library lacks.
func AddRules(to *rules.Rules) {
	to.AddRule("NumberLiteralsAreReadable", numberLiterals)
	to.AddRule("OnlyInputObjectsAreObjects", objectLiterals)
}

// ForgetDefaults takes from a valid document the links from the uses of variables to their definitions. Values are read by
// them where a variable is absent, and in a fragment they lead to whichever operation was validated last. The values of an
// operation's variables hold its own defaults already.
func ForgetDefaults(schema *ast.Schema, document *ast.QueryDocument) {
	var observers core.Events
	observers.OnValue(func(_ *core.Walker, value *ast.Value) { value.VariableDefinition = nil })
	core.Walk(schema, document, &observers)
}

// objectLiterals refuses an object where the schema has a built-in scalar or an enum.
func objectLiterals(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Kind != ast.ObjectValue || value.Definition == nil || value.ExpectedType == nil {
			return
		}
		definition := value.Definition
		if definition.Kind == ast.Enum || definition.Kind == ast.Scalar && isBuiltIn(definition.Name) {
			addError(core.Message("%s cannot represent an object", definition.Name), core.At(value.Position))
		}
	})
}

// isBuiltIn reports whether the specification defines a scalar. What others take is theirs to say.
func isBuiltIn(scalar string) bool {
	switch scalar {
	case "Int", "Float", "String", "Boolean", "ID":
		return true
	default:
		return false
	}
}

// numberLiterals refuses an Int beyond 32 bits, and numbers given to another scalar that execution could not read at all.
func numberLiterals(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Definition == nil {
			return
		}
		var err error
		switch {
		case value.Kind == ast.IntValue && value.Definition.Name == "Int":
			_, err = strconv.ParseInt(value.Raw, 10, 32)
		case value.Kind == ast.IntValue:
			_, err = strconv.ParseInt(value.Raw, 10, 64)
		case value.Kind == ast.FloatValue:
			_, err = strconv.ParseFloat(value.Raw, 64)
		}
		if err != nil {
			addError(core.Message("A number is out of the range of %s", value.Definition.Name), core.At(value.Position))
		}
	})
}
