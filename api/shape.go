package api

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"
)

// shape measures a document that is parsed but not validated yet, so it relies on nothing: fragments may be missing or
// spread themselves. Each fragment is measured once, which keeps the work within the size of the document.
type shape struct {
	document  *ast.QueryDocument
	fragments map[string]*ast.FragmentDefinition
	measured  map[string]extent
}

type extent struct {
	depth   int
	aliases int
}

func newShape(document *ast.QueryDocument) *shape {
	fragments := make(map[string]*ast.FragmentDefinition, len(document.Fragments))
	for _, fragment := range document.Fragments {
		if _, ok := fragments[fragment.Name]; !ok {
			fragments[fragment.Name] = fragment
		}
	}
	return &shape{document: document, fragments: fragments, measured: map[string]extent{}}
}

// check returns the first limit that an operation breaks.
func (s *shape) check(operation *ast.OperationDefinition, roots []*ast.Field, limits Limits) error {
	size := s.extent(operation.SelectionSet)
	if err := within(limitDepth, size.depth, limits.Depth); err != nil {
		return err
	}
	if err := within(limitAliases, size.aliases, limits.Aliases); err != nil {
		return err
	}
	if err := within(limitRootFields, len(roots), limits.RootFields); err != nil {
		return err
	}
	return within(limitRepeatedFields, s.repeatedFields(), limits.RepeatedFields)
}

// repeatedFields counts, in the whole document, the fields that have the response name of another one before them in
// their selection set.
func (s *shape) repeatedFields() int {
	total := 0
	var visit func(ast.SelectionSet)
	visit = func(selections ast.SelectionSet) {
		seen := make(map[string]bool, len(selections))
		for _, selection := range selections {
			switch selection := selection.(type) {
			case *ast.Field:
				if seen[selection.Alias] {
					total++
				}
				seen[selection.Alias] = true
				visit(selection.SelectionSet)
			case *ast.InlineFragment:
				visit(selection.SelectionSet)
			}
		}
	}
	for _, operation := range s.document.Operations {
		visit(operation.SelectionSet)
	}
	for _, fragment := range s.document.Fragments {
		visit(fragment.SelectionSet)
	}
	return total
}

func (s *shape) extent(selections ast.SelectionSet) extent {
	var total extent
	for _, selection := range selections {
		var part extent
		switch selection := selection.(type) {
		case *ast.Field:
			part = s.extent(selection.SelectionSet)
			part.depth++
			if selection.Alias != selection.Name {
				part.aliases = add(part.aliases, 1)
			}
		case *ast.InlineFragment:
			part = s.extent(selection.SelectionSet)
		case *ast.FragmentSpread:
			part = s.fragmentExtent(selection.Name)
		}
		total.depth = max(total.depth, part.depth)
		total.aliases = add(total.aliases, part.aliases)
	}
	return total
}

// fragmentExtent measures a fragment once. While that goes on it counts as empty: only a fragment that spreads itself
// sees that, and validation refuses it.
func (s *shape) fragmentExtent(name string) extent {
	if size, ok := s.measured[name]; ok {
		return size
	}
	fragment, ok := s.fragments[name]
	if !ok {
		return extent{}
	}
	s.measured[name] = extent{}
	s.measured[name] = s.extent(fragment.SelectionSet)
	return s.measured[name]
}

// rootFields returns the fields that an operation selects at its root, fragments included, each fragment once.
func (s *shape) rootFields(operation *ast.OperationDefinition) []*ast.Field {
	var fields []*ast.Field
	visited := map[string]bool{}
	var visit func(ast.SelectionSet)
	visit = func(selections ast.SelectionSet) {
		for _, selection := range selections {
			switch selection := selection.(type) {
			case *ast.Field:
				fields = append(fields, selection)
			case *ast.InlineFragment:
				visit(selection.SelectionSet)
			case *ast.FragmentSpread:
				if fragment, ok := s.fragments[selection.Name]; ok && !visited[selection.Name] {
					visited[selection.Name] = true
					visit(fragment.SelectionSet)
				}
			}
		}
	}
	visit(operation.SelectionSet)
	return fields
}

// Numbers that can double with every fragment stop here instead of overflowing.
const countless = math.MaxInt32

func add(a, b int) int { return min(a+b, countless) }
