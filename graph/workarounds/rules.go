package workarounds

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// AddRules adds the validation rules that the library lacks.
func AddRules(set *rules.Rules) {
	set.AddRule("NumberLiteralsAreReadable", numberLiterals)
	set.AddRule("OnlyInputObjectsAreObjects", objectLiterals)
}

// ForgetDefaults removes the links from the uses of variables to their definitions in a valid document. The library reads the
// default of an absent variable by its link, which in a fragment refers to the operation that was validated last. The defaults of
// the executed operation are in the values of its variables already.
func ForgetDefaults(schema *ast.Schema, document *ast.QueryDocument) {
	var observers core.Events
	observers.OnValue(func(_ *core.Walker, value *ast.Value) { value.VariableDefinition = nil })
	core.Walk(schema, document, &observers)
}

// objectLiterals is a rule against objects where the schema has a built-in scalar or an enum.
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

// isBuiltIn reports whether a scalar is defined by the specification. A custom scalar validates its values itself.
func isBuiltIn(scalar string) bool {
	switch scalar {
	case "Int", "Float", "String", "Boolean", "ID":
		return true
	default:
		return false
	}
}

// numberLiterals is a rule against an Int of more than 32 bits, and against numbers for other scalars that cannot be parsed.
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
