// Package plan executes GraphQL operations. An operation is compiled once into a query plan: fragments merged, response keys
// encoded, literal arguments read, every field numbered as generated code numbers it. A plan is executed in two passes over
// the same fields in the same order:
//
//   - collect walks from the root towards the fields that are resolved (stored fields), level by level. A batch field gathers
//     the parents of the whole level, whatever lies between them, and its resolver is called once. Values are stored in slots.
//   - write appends the response to one buffer. It takes stored values from their slots in the order in which they were
//     collected, reads all other fields from the objects, and reports errors where they belong in the response.
//
// Generated code (package gen) has a collect and a write function for each type; this package has what they share. A plan
// holds nothing of a caller: arguments, directives and errors belong to a Run, which is one execution.
package plan

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// TypeName is the number of the field __typename in every selection. Its key holds its value as well.
const TypeName = -1

// Object describes an object type to the compiler.
type Object struct {
	// Name is the type's name in the schema.
	Name string
	// Satisfies holds the name and those of the interfaces and unions that the type belongs to.
	Satisfies []string
	// Fields holds the fields by name.
	Fields map[string]FieldInfo
}

// FieldInfo describes a field of an object type to the compiler.
type FieldInfo struct {
	// Number is the field's number in generated code.
	Number int
	// IsResolver is set for fields with a resolver, IsMethod for those and for methods of Go types.
	IsResolver, IsMethod bool
	// IsBatch is set for fields whose resolver takes all parents.
	IsBatch bool
	// IsStored is set for fields that are resolved while collecting: with a resolver, a context or arguments.
	IsStored bool
	// Objects holds the object types that the field can return, in the order of Field.Selection; nil for scalars and enums.
	Objects []string
}

// Plan is a compiled operation.
type Plan struct {
	// Root is the selection of the operation.
	Root *Selection
	// slots is the number of stored fields.
	slots int
	// size is about how many bytes the plan occupies.
	size int
}

// Selection is what an operation selects of one object type at one place.
type Selection struct {
	// Fields are the selected fields in the order of the response.
	Fields []*Field
	// Stored are the fields among them whose values are stored.
	Stored []*Field
}

// Field is a selected field.
type Field struct {
	// Number is the field's number in generated code, or TypeName.
	Number int
	// Info is how generated code describes the field.
	Info FieldInfo
	// Object is the name of the type that the field belongs to.
	Object string
	// Collected is the field as gqlgen knows it, with the selections of all fields that were merged into it.
	Collected graphql.CollectedField
	// Parent is the field that the selection belongs to; nil for root fields.
	Parent *Field
	// Path names the field in the response, without list indices, such as accesses.edges.node.
	Path string
	// Price is what Options.Price returned for the field; 0 if there is no such function.
	Price int64

	key        []byte
	selections []*Selection
	// nonNull is set when the field must not be null.
	nonNull bool
	// slot is where the field's values are stored; negative when they are not.
	slot int
	// leads is set when stored fields are selected below the field.
	leads bool
	// needsPath is set when fields below have resolvers of their own, which are told where they are.
	needsPath bool
	// raw holds the arguments when none depends on a variable.
	raw map[string]any
}

// Selection returns what is selected of the object type with this index in Info.Objects.
func (f *Field) Selection(index int) *Selection { return f.selections[index] }

// Leads reports whether stored fields are selected below the field.
func (f *Field) Leads() bool { return f.leads }

// IsStored reports whether the values of the field are stored, because it is resolved or leads to fields that are.
func (f *Field) IsStored() bool { return f.slot >= 0 }

// rawArguments returns the arguments as the document and the variables give them.
func (f *Field) rawArguments(variables map[string]any) map[string]any {
	if f.raw != nil {
		return f.raw
	}
	return f.Collected.ArgumentMap(variables)
}

// bindArguments reads the arguments of a field once if no variable takes part in them.
func (f *Field) bindArguments() {
	for _, argument := range f.Collected.Arguments {
		if !isConstant(argument.Value) {
			return
		}
	}
	// What cannot be read fails the field when it is executed.
	defer func() { _ = recover() }()
	f.raw = f.Collected.ArgumentMap(nil)
}

// isConstant reports whether a value has no variable in it, and no object or list that a custom scalar would hand to a
// resolver as it is, which might change it.
func isConstant(value *ast.Value) bool {
	isComposite := value.Kind == ast.ObjectValue || value.Kind == ast.ListValue
	if value.Kind == ast.Variable || isComposite && (value.Definition == nil || value.Definition.Kind == ast.Scalar) {
		return false
	}
	for _, child := range value.Children {
		if !isConstant(child.Value) {
			return false
		}
	}
	return true
}
