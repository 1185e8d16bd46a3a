package api

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// variableUse is a place in the arguments of an operation that a variable fills.
type variableUse struct {
	// path is the argument's, as in input.settings[1].relays; for a directive, @include.if.
	path     string
	expected *ast.Type
}

// isCondition reports whether the place is an argument of a directive: @include or @skip.
func (u variableUse) isCondition() bool { return strings.HasPrefix(u.path, "@") }

// variableUses returns the places that each variable fills in a valid document, in the document's order, each path once.
func variableUses(document *ast.QueryDocument, operation *ast.OperationDefinition) map[string][]variableUse {
	walk := argumentWalk{document: document, visited: map[string]bool{}, uses: map[string][]variableUse{}}
	walk.directives(operation.Directives)
	walk.selections(operation.SelectionSet)
	return walk.uses
}

type argumentWalk struct {
	document *ast.QueryDocument
	visited  map[string]bool
	uses     map[string][]variableUse
}

func (w *argumentWalk) selections(selections ast.SelectionSet) {
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			w.arguments("", selection.Arguments)
			w.directives(selection.Directives)
			w.selections(selection.SelectionSet)
		case *ast.InlineFragment:
			w.directives(selection.Directives)
			w.selections(selection.SelectionSet)
		case *ast.FragmentSpread:
			w.directives(selection.Directives)
			w.fragment(selection.Name)
		}
	}
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
		w.value(argument.Value, prefix+argument.Name)
	}
}

func (w *argumentWalk) value(value *ast.Value, path string) {
	switch value.Kind {
	case ast.Variable:
		use := variableUse{path: path, expected: value.ExpectedType}
		same := func(other variableUse) bool { return other.path == path }
		if !slices.ContainsFunc(w.uses[value.Raw], same) {
			w.uses[value.Raw] = append(w.uses[value.Raw], use)
		}
	case ast.ListValue:
		for i, child := range value.Children {
			w.value(child.Value, path+"["+strconv.Itoa(i)+"]")
		}
	case ast.ObjectValue:
		for _, child := range value.Children {
			w.value(child.Value, path+"."+child.Name)
		}
	default:
		// A literal of any other kind holds no variable.
	}
}
