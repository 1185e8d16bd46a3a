package main

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
)

// plannedField is a field of an object type. Methods that return a string return Go code.
type plannedField struct {
	*codegen.Field

	schema *schema
	Number int
}

// IsCollected reports whether the field is always resolved while collecting.
func (f *plannedField) IsCollected() bool {
	return f.IsResolver || f.MethodHasContext || len(f.Args) > 0 || f.HasDirectives()
}

// IsBatched reports whether the resolver of the field takes all parents.
func (f *plannedField) IsBatched() bool { return f.IsBatch() && !f.Object.Root }

// IsComposite reports whether the values of the field have fields of their own.
func (f *plannedField) IsComposite() bool { return f.TypeReference.Definition.IsCompositeType() }

// Objects returns the object types that the field can return.
func (f *plannedField) Objects() string {
	names := f.schema.ConcreteTypes(f.TypeReference.Definition)
	if names == nil {
		return "nil"
	}
	return fmt.Sprintf("%#v", names)
}

// ID returns the field's part in the names of functions.
func (f *plannedField) ID() string { return f.Object.Name + "_" + f.Name }

// GoType returns the Go type of the field.
func (f *plannedField) GoType() string { return goType(f.TypeReference.GO) }

// IsInPlace reports whether the value of the field is a struct within its object. It is passed on by reference.
func (f *plannedField) IsInPlace() bool {
	return f.IsVariable() && !f.IsCollected() && !f.IsTried() && isObjectValue(f.TypeReference)
}

// Parent returns the Go type of the object.
func (f *plannedField) Parent() string { return goType(f.Object.Reference()) }

// Value returns an expression for the value of a field that is read from the object.
func (f *plannedField) Value() string {
	expression := f.GoReceiverName + "." + f.GoFieldName
	if f.IsMethod() {
		expression += "(" + f.CallArgs() + ")"
	}
	if f.Name == "deprecationReason" && (f.Object.Name == "__EnumValue" || f.Object.Name == "__InputValue") {
		return "plan.Reason(obj.IsDeprecated(), " + expression + ")"
	}
	return expression
}

// Call returns the statements that resolve the field.
func (f *plannedField) Call() string {
	var guard string
	if kind := f.HasKind(); kind != "" && f.TypeReference.IsNilable() {
		guard = "if !" + kind + " { return nil, nil }\n"
	}
	switch {
	case f.IsResolver:
		return guard + "return ec.Resolvers." + f.ShortInvocation()
	case f.IsMethod() && !f.NoErr:
		return guard + "return " + f.Value()
	default:
		return guard + "return " + f.Value() + ", nil"
	}
}

// HasKind returns the condition under which a field of __Type is not null: each of them applies to some kinds of types only. It
// is empty for every other field.
func (f *plannedField) HasKind() string {
	if f.Object.Name != "__Type" {
		return ""
	}
	switch f.Name {
	case "fields", "interfaces", "possibleTypes", "enumValues", "inputFields", "isOneOf":
		return fmt.Sprintf("plan.KindHas(obj.Kind(), %q)", f.Name)
	default:
		return ""
	}
}

// IsTried reports whether reading the field from the object can panic or fail: it is a method, or a field of an embedded
// pointer.
func (f *plannedField) IsTried() bool {
	if f.IsMethod() {
		return true
	}
	object, path, _ := types.LookupFieldOrMethod(f.Object.Reference(), true, f.schema.Config.Exec.Pkg(), f.GoFieldName)
	if _, ok := object.(*types.Var); !ok {
		return true
	}
	owner := f.Object.Type
	for i, index := range path {
		if pointer, ok := owner.Underlying().(*types.Pointer); ok {
			owner = pointer.Elem()
		}
		structure, ok := owner.Underlying().(*types.Struct)
		if !ok {
			return true
		}
		owner = structure.Field(index).Type()
		_, isPointer := owner.Underlying().(*types.Pointer)
		if isPointer && i < len(path)-1 {
			return true
		}
	}
	return false
}

// IsMeasured reports whether the field is metered: it returns objects or a list.
func (f *plannedField) IsMeasured() bool { return f.IsComposite() || f.TypeReference.GQL.Elem != nil }

// Count returns an expression for the number of objects or list elements in a value.
func (f *plannedField) Count(value string) string { return count(f.TypeReference, value) }

// CountFunc returns the function that counts; nil for single scalars.
func (f *plannedField) CountFunc() string {
	if !f.IsMeasured() {
		return "nil"
	}
	return fmt.Sprintf("func(v %s) int { return %s }", f.GoType(), f.Count("v"))
}

// Write returns an expression that writes a value.
func (f *plannedField) Write(value string) string { return f.schema.write(f.TypeReference, value) }

// WriteFunc returns the function that writes a value.
func (f *plannedField) WriteFunc() string {
	return fmt.Sprintf("func(r *plan.Run, f *plan.Field, v %s) bool { return %s }", f.GoType(), f.Write("v"))
}

// Collect returns the statement that collects the fields below a value.
func (f *plannedField) Collect(value string) string { return f.schema.collect(f.TypeReference, value) }

// CollectFunc returns the function that collects the fields below a value; nil for scalars and enums.
func (f *plannedField) CollectFunc() string {
	if !f.IsComposite() {
		return "nil"
	}
	return fmt.Sprintf("func(r *plan.Run, f *plan.Field, v %s) { %s }", f.GoType(), f.Collect("v"))
}

// DirectiveChain returns the statements that run the directives of the field around directive0.
func (f *plannedField) DirectiveChain() string {
	var text strings.Builder
	for i, directive := range f.ImplDirectives() {
		fmt.Fprintf(&text, "directive%d := func(ctx context.Context) (any, error) {\n", i+1)
		for _, argument := range directive.Args {
			value := argument.Value
			if value == nil {
				value = argument.Default
			}
			if value != nil {
				fmt.Fprintf(&text, "%s, err := ec.%s(ctx, %s)\nif err != nil { return nil, err }\n",
					argument.VarName, argument.TypeReference.UnmarshalFunc(), templates.Dump(value))
			}
		}
		if !directive.IsBuiltIn() {
			fmt.Fprintf(&text, "if %s == nil { return nil, errors.New(%q) }\n",
				directive.CallPath(), "directive "+directive.Name+" is not implemented")
		}
		fmt.Fprintf(&text, "return %s(%s)\n}\n", directive.CallPath(), directive.ResolveArgs("obj", i))
	}
	fmt.Fprintf(&text, "return directive%d(ctx)\n", len(f.ImplDirectives()))
	return text.String()
}

func goType(t types.Type) string {
	name := templates.CurrentImports.LookupType(t)
	return strings.ReplaceAll(name, "interface{}", "any")
}
