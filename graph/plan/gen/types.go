package main

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// Values are written as gqlgen marshals them (codegen/type.gotpl). Where gqlgen marshals null, the functions here write nothing and
// return false.

// write returns an expression that writes a value of a type.
func (s *schema) write(ref *config.TypeReference, value string) string {
	switch {
	case isPlain(ref):
		return s.writeScalar(ref, value)
	case isObjectValue(ref):
		return fmt.Sprintf("ec.planWriteObject_%s(r, f.Selection(0), %s)", ref.Definition.Name, reference(value))
	}
	name := "planWrite" + strings.TrimPrefix(ref.MarshalFunc(), "marshal")
	if _, ok := s.functions[name]; !ok {
		s.functions[name] = ""
		s.functions[name] = fmt.Sprintf("func (ec *executionContext) %s(r *plan.Run, f *plan.Field, v %s) bool {\n%s}\n\n",
			name, goType(ref.GO), s.writeBody(ref))
	}
	return fmt.Sprintf("ec.%s(r, f, %s)", name, value)
}

// isPlain reports whether a type is a scalar or an enum whose values are never null.
func isPlain(ref *config.TypeReference) bool {
	return !ref.IsSlice() && !ref.IsNilable() && ref.Definition.IsLeafType()
}

// isObjectValue reports whether the values of a type are structs, not pointers to structs.
func isObjectValue(ref *config.TypeReference) bool {
	return ref.Definition.Kind == ast.Object && !ref.IsSlice() && !ref.IsNilable()
}

// reference returns an expression for a pointer to the value of an expression.
func reference(value string) string {
	if pointer, ok := strings.CutPrefix(value, "*"); ok {
		return pointer
	}
	return "&" + value
}

// isIndirect reports whether a type is a pointer to the type that gqlgen marshals.
func isIndirect(ref *config.TypeReference) bool {
	return ref.IsPtrToSlice() || ref.IsPtrToIntf() || ref.IsPtrToPtr() && ref.Marshaler == nil && !ref.IsMarshaler
}

func (s *schema) writeBody(ref *config.TypeReference) string {
	if isIndirect(ref) {
		return "if v == nil { return false }\nreturn " + s.write(ref.Elem(), "*v") + "\n"
	}
	if ref.IsSlice() {
		return s.writeList(ref)
	}
	var guard string
	if ref.IsNilable() {
		failure := "false"
		if ref.GQL.NonNull {
			failure = fmt.Sprintf("r.InvalidNull(%q)", ref.GQL.String())
		}
		guard = "if v == nil { return " + failure + " }\n"
	}
	switch name := ref.Definition.Name; {
	case ref.Definition.IsLeafType():
		return guard + "return " + s.writeScalar(ref, "v") + "\n"
	case ref.Definition.Kind == ast.Object:
		return guard + fmt.Sprintf("return ec.planWriteObject_%s(r, f.Selection(0), v)\n", name)
	default:
		return guard + fmt.Sprintf("return ec.planWriteAny_%s(r, f, %q, v)\n", name, declaredType(ref))
	}
}

func (s *schema) writeList(ref *config.TypeReference) string {
	var guard string
	if !ref.GQL.NonNull {
		guard = "if v == nil { return false }\n"
	}
	return guard + fmt.Sprintf(`start, isValid := r.OpenList(), true
	for i := range v {
		r.Element(i)
		isValid = r.CloseElement(%s, %t) && isValid
	}
	return r.End(start, isValid, ']')
	`, s.write(ref.Elem(), "v[i]"), ref.GQL.Elem.NonNull)
}

// writeScalar returns an expression that writes a scalar or a value of an enum.
func (s *schema) writeScalar(ref *config.TypeReference, value string) string {
	if ref.IsMarshaler {
		return writeMarshaler(ref, value)
	}
	switch {
	case ref.IsTargetNilable() && !ref.IsNilable():
		value = "&" + value
	case !ref.IsTargetNilable() && ref.IsNilable():
		value = "*" + value
	}
	switch {
	case ref.HasEnumValues():
		value = fmt.Sprintf("%s[%s]", ref.EnumMarshalVar(false), value)
	case ref.CastType != nil:
		value = fmt.Sprintf("%s(%s)", goType(ref.CastType), value)
	}
	switch name := ref.Marshaler.FullName(); name {
	case "github.com/99designs/gqlgen/graphql.MarshalString", "github.com/99designs/gqlgen/graphql.MarshalID":
		return "r.String(" + value + ")"
	case "github.com/99designs/gqlgen/graphql.MarshalBoolean":
		return "r.Bool(" + value + ")"
	case "github.com/99designs/gqlgen/graphql.MarshalInt", "github.com/99designs/gqlgen/graphql.MarshalInt32",
		"github.com/99designs/gqlgen/graphql.MarshalInt64":
		return "r.Int(int64(" + value + "))"
	}
	if appender := ref.Marshaler.Pkg().Scope().Lookup("Append" + strings.TrimPrefix(ref.Marshaler.Name(), "Marshal")); appender != nil {
		return fmt.Sprintf("plan.Append(r, %s.%s, %s)", templates.CurrentImports.Lookup(appender.Pkg().Path()), appender.Name(), value)
	}
	return marshal(ref, templates.Call(ref.Marshaler)+"("+value+")")
}

// writeMarshaler returns an expression that writes a value that implements a marshaler. An enum value is written as its name.
func writeMarshaler(ref *config.TypeReference, value string) string {
	basic, isBasic := ref.GO.Underlying().(*types.Basic)
	if isBasic && basic.Kind() == types.String && ref.Definition.Kind == ast.Enum {
		return "r.Enum(string(" + value + "))"
	}
	pointer, isPointer := ref.GO.(*types.Pointer)
	if isPointer && ref.Definition.Kind == ast.Enum {
		if basic, ok := pointer.Elem().Underlying().(*types.Basic); ok && basic.Kind() == types.String {
			return "r.Enum(string(*" + value + "))"
		}
	}
	return marshal(ref, value)
}

// marshal returns an expression that writes the value of a marshaler.
func marshal(ref *config.TypeReference, marshaler string) string {
	context := ""
	if ref.IsContext {
		context = "Context"
	}
	return fmt.Sprintf("r.Marshal%s(%q, func() graphql.%sMarshaler { return %s })", context, declaredType(ref), context, marshaler)
}

// declaredType returns the type in the schema if it is non-null; "" otherwise.
func declaredType(ref *config.TypeReference) string {
	if ref.GQL.NonNull {
		return ref.GQL.String()
	}
	return ""
}

// collect returns the statement that collects the fields below a value of a type.
func (s *schema) collect(ref *config.TypeReference, value string) string {
	if isObjectValue(ref) {
		return fmt.Sprintf("ec.planCollectObject_%s(r, f.Selection(0), %s)", ref.Definition.Name, reference(value))
	}
	name := "planCollect" + strings.TrimPrefix(ref.MarshalFunc(), "marshal")
	if _, ok := s.functions[name]; !ok {
		s.functions[name] = ""
		s.functions[name] = fmt.Sprintf("func (ec *executionContext) %s(r *plan.Run, f *plan.Field, v %s) {\n%s}\n\n",
			name, goType(ref.GO), s.collectBody(ref))
	}
	return fmt.Sprintf("ec.%s(r, f, %s)", name, value)
}

func (s *schema) collectBody(ref *config.TypeReference) string {
	if isIndirect(ref) {
		return "if v != nil { " + s.collect(ref.Elem(), "*v") + " }\n"
	}
	if ref.IsSlice() {
		return fmt.Sprintf("r.Enter()\nfor i := range v {\nr.Index(i)\n%s\n}\nr.Leave()\n", s.collect(ref.Elem(), "v[i]"))
	}
	var guard string
	if ref.IsNilable() {
		guard = "if v == nil { return }\n"
	}
	if ref.Definition.Kind == ast.Object {
		return guard + fmt.Sprintf("ec.planCollectObject_%s(r, f.Selection(0), v)\n", ref.Definition.Name)
	}
	return guard + fmt.Sprintf("ec.planCollectAny_%s(r, f, v)\n", ref.Definition.Name)
}

// count returns an expression for the number of objects or list elements in a value of a type.
func count(ref *config.TypeReference, value string) string {
	switch {
	case ref.IsSlice():
		return "len(" + value + ")"
	case ref.IsNilable():
		return "plan.One(" + value + " != nil)"
	default:
		return "1"
	}
}
