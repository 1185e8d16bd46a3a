package api

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/fault"
)

// valueUse is a place in the arguments of an operation that a value fills.
type valueUse struct {
	// path is the argument's, such as input.settings[1].relays; for a directive, @include.if.
	path     string
	expected *ast.Type
	// reason is the reason of a value that does not have its type.
	reason fault.Reason
	// position is that of a literal's argument. Variables have none.
	position *ast.Position
}

// isCondition reports whether the place is an argument of a directive: @include or @skip.
func (u valueUse) isCondition() bool { return strings.HasPrefix(u.path, "@") }

// variableUses returns the places that each variable fills in a valid document, in the document's order, each path once.
func variableUses(schema *ast.Schema, document *ast.QueryDocument, operation *ast.OperationDefinition) map[string][]valueUse {
	uses := map[string][]valueUse{}
	walkArguments(schema, document, operation, func(argument *ast.Argument, use valueUse) {
		addVariables(uses, argument.Value, use)
	})
	return uses
}

// literal is a value of the document with its place.
type literal struct {
	value *ast.Value
	use   valueUse
}

// literals returns the arguments of an operation, in the document's order.
func literals(schema *ast.Schema, document *ast.QueryDocument, operation *ast.OperationDefinition) []literal {
	var list []literal
	walkArguments(schema, document, operation, func(argument *ast.Argument, use valueUse) {
		if use.expected != nil {
			use.position = argument.Position
			list = append(list, literal{argument.Value, use})
		}
	})
	return list
}

func addVariables(uses map[string][]valueUse, value *ast.Value, use valueUse) {
	switch value.Kind {
	case ast.Variable:
		same := func(other valueUse) bool { return other.path == use.path && other.reason == use.reason }
		if !slices.ContainsFunc(uses[value.Raw], same) {
			uses[value.Raw] = append(uses[value.Raw], use)
		}
	case ast.ListValue:
		for i, child := range value.Children {
			addVariables(uses, child.Value, valueUse{path: use.path + "[" + strconv.Itoa(i) + "]", expected: child.Value.ExpectedType, reason: use.reason})
		}
	case ast.ObjectValue:
		for _, child := range value.Children {
			addVariables(uses, child.Value, valueUse{path: use.path + "." + child.Name, expected: child.Value.ExpectedType, reason: use.reason})
		}
	default:
		// A literal of any other kind holds no variable.
	}
}

// walkArguments calls visit for each argument of an operation, in the document's order; for those of a fragment once.
func walkArguments(
	schema *ast.Schema, document *ast.QueryDocument, operation *ast.OperationDefinition, visit func(*ast.Argument, valueUse),
) {
	walk := argumentWalk{document: document, visited: map[string]bool{}, visit: visit, reason: fault.DataNotValid}
	walk.directives(operation.Directives)
	walk.root = rootType(schema, operation)
	walk.selections(operation.SelectionSet)
}

type argumentWalk struct {
	document *ast.QueryDocument
	visited  map[string]bool
	visit    func(*ast.Argument, valueUse)
	// root is the type of the current selections if they are those of the operation, nil below.
	root *ast.Definition
	// reason is that of a wrong value within the current root field.
	reason fault.Reason
}

func (w *argumentWalk) selections(selections ast.SelectionSet) {
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			w.field(selection)
		case *ast.InlineFragment:
			w.directives(selection.Directives)
			w.selections(selection.SelectionSet)
		case *ast.FragmentSpread:
			w.directives(selection.Directives)
			w.fragment(selection.Name)
		}
	}
}

func (w *argumentWalk) field(field *ast.Field) {
	root, reason := w.root, w.reason
	if root != nil {
		w.root, w.reason = nil, typeMismatchReason(root.Fields.ForName(field.Name))
	}
	w.arguments("", field.Arguments)
	w.directives(field.Directives)
	w.selections(field.SelectionSet)
	w.root, w.reason = root, reason
}

func (w *argumentWalk) fragment(name string) {
	if fragment := w.document.Fragments.ForName(name); fragment != nil && !w.visited[name] {
		w.visited[name] = true
		w.directives(fragment.Directives)
		w.selections(fragment.SelectionSet)
	}
}

func (w *argumentWalk) directives(directives ast.DirectiveList) {
	for _, directive := range directives {
		w.arguments("@"+directive.Name+".", directive.Arguments)
	}
}

func (w *argumentWalk) arguments(prefix string, arguments ast.ArgumentList) {
	for _, argument := range arguments {
		w.visit(argument, valueUse{path: prefix + argument.Name, expected: argument.Value.ExpectedType, reason: w.reason})
	}
}
