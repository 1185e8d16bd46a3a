// Package plan executes GraphQL operations. An operation is compiled once into a query plan: its fragments are merged, response
// keys encoded, literal arguments read, and its fields have the numbers of generated code. A plan is executed in two passes,
// which visit the same fields in the same order:
//
//   - collect walks from the root to the fields that have resolvers (stored fields), level by level. The resolver of a batch
//     field is called once for all parents of a level, whichever objects and lists contain them. Values are stored in slots.
//   - write appends the response to one buffer. It takes stored values from their slots in the order of collecting, reads all
//     other fields from the objects, and reports errors at their paths in the response.
//
// Generated code (see package gen) has a collect and a write function for each type; this package has what they share. A plan
// holds no data of a caller: arguments, directives and errors belong to a Run, which is one execution.
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
	// Satisfies holds the type's name and the names of its interfaces and unions.
	Satisfies []string
	// Fields holds the fields by name.
	Fields map[string]FieldInfo
}

// FieldInfo describes a field of an object type to the compiler.
type FieldInfo struct {
	// Number is the field's number in generated code.
	Number int
	// IsResolver is set for fields with a resolver, IsMethod for these fields and for methods of Go types.
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
	// size is the approximate size of the plan in bytes.
	size int
}

// Selection has the fields that an operation selects of one object type at one path.
type Selection struct {
	// Fields are the selected fields in the order of the response.
	Fields []*Field
	// Stored are the selected fields whose values are stored.
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
	// Collected is the field in gqlgen's form, with the selections of all fields that were merged into it.
	Collected graphql.CollectedField
	// Parent is the field that the selection belongs to; nil for root fields.
	Parent *Field
	// Path names the field in the response, without list indices, such as accesses.edges.node.
	Path string
	// Price is the result of Options.Price for the field; 0 without such a function.
	Price int64

	key        []byte
	selections []*Selection
	// nonNull is set when the field must not be null.
	nonNull bool
	// slot is the index of the slot with the field's values; negative if the values are not stored.
	slot int
	// hasStored is set when stored fields are selected below the field.
	hasStored bool
	// needsPath is set when fields below the field have resolvers that are not batch resolvers: their context has a path.
	needsPath bool
	// raw holds the arguments if none of them depends on a variable.
	raw map[string]any
}

// Selection returns the selection of the object type with this index in Info.Objects.
func (f *Field) Selection(index int) *Selection { return f.selections[index] }

// HasStored reports whether stored fields are selected below the field.
func (f *Field) HasStored() bool { return f.hasStored }

// IsStored reports whether the values of the field are stored: it has a resolver, or fields below it do.
func (f *Field) IsStored() bool { return f.slot >= 0 }

// rawArguments returns the arguments from the document and the variables.
func (f *Field) rawArguments(variables map[string]any) map[string]any {
	if f.raw != nil {
		return f.raw
	}
	return f.Collected.ArgumentMap(variables)
}

// bindArguments reads the arguments of a field at compile time if they contain no variable.
func (f *Field) bindArguments() {
	for _, argument := range f.Collected.Arguments {
		if !isConstant(argument.Value) {
			return
		}
	}
	// Arguments that cannot be read fail the field when it is executed.
	defer func() { _ = recover() }()
	f.raw = f.Collected.ArgumentMap(nil)
}

// isConstant reports whether a value contains neither a variable nor an object or list for a custom scalar. The latter is passed
// to the resolver unchanged, which might modify it.
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
