package api

import (
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/cost"
)

// What an operation costs is charged while it is executed, for what it gets: see docs/limits.md. Here the fields of the
// response are charged; package cost has the prices of the store, which charges for what is read.
const (
	// fieldPrice is charged for each field of each object in the response.
	fieldPrice = cost.Point
	// nameBytesPerPoint makes long response names cost what it takes to write them.
	nameBytesPerPoint = 32
	// listedScalarPrice is charged for each entry of a list of scalars.
	listedScalarPrice = cost.Point / 10
	// spreadPrice is charged for each fragment that is spread, for every object that it is spread on.
	spreadPrice = cost.Point / 10
	// introspectionDiscount divides the price of fields of the schema itself, which ask no store and are small. The usual
	// introspection of this schema costs about 3,000 points.
	introspectionDiscount = 5
)

// Price returns what one object costs with what a field selects of it, or one entry of a list of scalars. A single scalar is
// paid for with its object.
func Price(field graphql.CollectedField) int64 {
	if len(field.Selections) == 0 {
		return int64(listedScalarPrice)
	}
	price := selectionPrice(field.Selections, map[string]bool{})
	if strings.HasPrefix(field.Definition.Type.Name(), "__") {
		price /= introspectionDiscount
	}
	return int64(price)
}

// selectionPrice returns what the fields of a selection cost for one object: those that every object has, and of fragments
// on types, of which an object has one, the dearest.
func selectionPrice(selections ast.SelectionSet, spread map[string]bool) cost.Units {
	var every, dearest cost.Units
	byType := map[string]cost.Units{}
	add := func(definition *ast.Definition, condition string, inner ast.SelectionSet) {
		price := selectionPrice(inner, spread)
		if definition == nil || definition.Name == condition || condition == "" {
			every += price
			return
		}
		byType[condition] += price
		dearest = max(dearest, byType[condition])
	}
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			every += fieldPrice + cost.Units(len(selection.Alias)/nameBytesPerPoint)*cost.Point
		case *ast.InlineFragment:
			add(selection.ObjectDefinition, selection.TypeCondition, selection.SelectionSet)
		case *ast.FragmentSpread:
			every += spreadPrice
			if !spread[selection.Name] {
				spread[selection.Name] = true
				add(selection.ObjectDefinition, selection.Definition.TypeCondition, selection.Definition.SelectionSet)
			}
		}
	}
	return every + dearest
}
