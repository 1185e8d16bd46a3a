package mongo

import (
	"slices"

	"accessgraph/domain/document"
)

// selection is the translation of a list's filter: the documents that meet all its conditions.
type selection struct {
	// namePrefix is the prefix of the documents' names; nil for any name.
	namePrefix *string
	// created is the range of the documents' IDs, for lists in the order of creation.
	created keyRange
	// conditions are ordered by how selective they are, most selective first: a list is read from an index on the first
	// condition that an index of its order has.
	conditions []condition
}

// condition requires that a field has one of the values. Without values it requires nothing.
type condition struct {
	field  string
	values []any
}

// equalsUnlessEmpty requires a value. An empty value requires nothing.
func equalsUnlessEmpty[V ~string](field string, value V) condition {
	if value == "" {
		return condition{}
	}
	return condition{field, []any{value}}
}

// equalsIfSet requires a value. A nil value requires nothing.
func equalsIfSet[V any](field string, value *V) condition {
	if value == nil {
		return condition{}
	}
	return condition{field, []any{*value}}
}

// in requires one of the values, in whatever order. An empty list requires nothing.
func in[V ~string](field string, values []V) condition {
	oneOf := condition{field: field}
	for _, value := range slices.Compact(slices.Sorted(slices.Values(values))) {
		oneOf.values = append(oneOf.values, value)
	}
	return oneOf
}

// unfiltered returns the selection of all documents, for lists without a filter.
func unfiltered(document.Everything) selection { return selection{} }
