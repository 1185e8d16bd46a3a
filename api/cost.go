package api

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// What an operation costs: each field is 1, plus what it selects, times the entries of the page for which it is selected.
// A field with an argument `first` has that many entries, or 25 when that is not given; a field with an argument `ids`
// as many as there are IDs. Other lists belong to a document that was loaded anyway and count once.
//
// A connection costs 5 instead of 1, because it is a read of the store for each object that it is selected of.
//
// Introspection asks no store: what it selects counts for a part only, with the sizes that lists of a schema usually have.
// They are fixed, so that the usual introspection costs the same (about 7,000) however the schema grows.
//
// 100 entries with 25 of their own connections of 6 fields each fit the default limit; 100 entries of 100 do not.
const (
	defaultPageSize     = 25
	typesOfSchema       = 100
	fieldsOfType        = 10
	otherIntrospection  = 3
	introspectionFactor = 25
	costOfConnection    = 5
)

// operationCost measures a valid operation. The variables are those that gqlgen has coerced.
func operationCost(operation *ast.OperationDefinition, variables map[string]any) int {
	return (&costing{variables: variables, fragments: map[string]int{}}).selections(operation.SelectionSet)
}

type costing struct {
	variables map[string]any
	// fragments holds what each fragment costs, so that none is measured twice.
	fragments map[string]int
}

func (c *costing) selections(selections ast.SelectionSet) int {
	total := 0
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			total = add(total, c.field(selection))
		case *ast.InlineFragment:
			total = add(total, c.selections(selection.SelectionSet))
		case *ast.FragmentSpread:
			total = add(total, c.fragment(selection.Definition))
		}
	}
	return total
}

func (c *costing) fragment(fragment *ast.FragmentDefinition) int {
	if known, ok := c.fragments[fragment.Name]; ok {
		return known
	}
	cost := c.selections(fragment.SelectionSet)
	c.fragments[fragment.Name] = cost
	return cost
}

func (c *costing) field(field *ast.Field) int {
	selected := multiply(c.entries(field), c.selections(field.SelectionSet))
	if field.Name == "__schema" || field.Name == "__type" {
		selected /= introspectionFactor
	}
	return add(own(field), selected)
}

// own is what a field costs by itself.
func own(field *ast.Field) int {
	if field.Definition != nil && strings.HasSuffix(field.Definition.Type.Name(), "Connection") {
		return costOfConnection
	}
	return 1
}

// entries is how many times the selections of a field are answered.
func (c *costing) entries(field *ast.Field) int {
	definition := field.Definition
	if definition == nil || len(field.SelectionSet) == 0 {
		return 1
	}
	if definition.Arguments.ForName("first") != nil {
		return c.pageSize(field)
	}
	if definition.Arguments.ForName("ids") != nil {
		ids, _ := field.ArgumentMap(c.variables)["ids"].([]any)
		return max(1, len(ids))
	}
	if definition.Type.Elem != nil && field.ObjectDefinition != nil && strings.HasPrefix(field.ObjectDefinition.Name, "__") {
		return introspectionEntries(field.Name)
	}
	return 1
}

func introspectionEntries(list string) int {
	switch list {
	case "types":
		return typesOfSchema
	case "fields":
		return fieldsOfType
	default:
		return otherIntrospection
	}
}

func (c *costing) pageSize(field *ast.Field) int {
	arguments := field.ArgumentMap(c.variables)
	for _, name := range []string{"first", "last"} {
		if size, ok := wholeNumber(arguments[name]); ok {
			return max(1, size)
		}
	}
	return defaultPageSize
}

func wholeNumber(value any) (int, bool) {
	switch value := value.(type) {
	case int:
		return value, true
	case int64:
		return int(min(value, countless)), true
	case json.Number:
		number, err := value.Int64()
		return int(min(number, countless)), err == nil
	default:
		return 0, false
	}
}
