package mongo

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// condition is what a filter asks of one field: to be one of some values. Without values it asks nothing.
type condition struct {
	field  string
	values []any
}

// is asks for one value; nothing, when that is empty.
func equalsUnlessEmpty[V ~string](field string, value V) condition {
	if value == "" {
		return condition{}
	}
	return condition{field, []any{value}}
}

// optionally asks for a value that is there; nothing, when it is nil.
func equalsIfSet[V any](field string, value *V) condition {
	if value == nil {
		return condition{}
	}
	return condition{field, []any{*value}}
}

// among asks for one of some values, the order of which means nothing; nothing, when there are none.
func in[V ~string](field string, values []V) condition {
	asked := condition{field: field}
	for _, value := range slices.Compact(slices.Sorted(slices.Values(values))) {
		asked.values = append(asked.values, value)
	}
	return asked
}

// selection is what a filter keeps: documents that meet every condition, and whose name begins as it says.
type selection struct {
	// nameStart is nil where any name will do.
	namePrefix *string
	// created is the part of the order of creation that is kept, for a list in that order.
	created keyRange
	// conditions stand in the order of how much they narrow a list down, those that narrow it most first: a list is read
	// from the index of the first one that has an index in the order asked for.
	conditions []condition
}

// where is the selection of conditions.
func where(conditions ...condition) selection { return selection{conditions: conditions} }

// unanchored is the selection of a list that takes no filter.
func unfiltered(document.Everything) selection { return selection{} }

// orderField is the field whose values are the places of an order.
func sortField(order document.Order) string {
	if order.ByName {
		return nameKeyField
	}
	return idField
}

// listRead is how a list is read: from which index, for which of its values, and what is left to be compared.
type listQuery struct {
	companyID string
	order     document.Order
	index     bson.D
	// covered are the conditions that the index begins with, in its order; rest the others.
	covered, rest []condition
	// within is the part of the order that the selection keeps.
	keys keyRange
	// names is the part of the order of names that is kept, for a list in another order that is read from an index of names.
	names *keyRange
}

// read decides how a list is read. Every table has the index byCompany, and one by name if it has names.
func (s selection) query(companyID string, order document.Order, indexes []bson.D) listQuery {
	wanted := slices.DeleteFunc(slices.Clone(s.conditions), func(asked condition) bool { return len(asked.values) == 0 })
	by := sortField(order)
	if s.namePrefix != nil {
		by = nameKeyField
	}
	candidates := slices.DeleteFunc(slices.Clone(indexes), func(index bson.D) bool { return !isServedBy(index, wanted, by) })
	for _, asked := range wanted {
		better := slices.DeleteFunc(slices.Clone(candidates), func(index bson.D) bool { return !hasField(index, asked.field) })
		if len(better) > 0 {
			candidates = better
		}
	}
	chosen := listQuery{companyID: companyID, order: order, index: candidates[0]}
	for _, key := range chosen.index[1 : len(chosen.index)-1] {
		at := slices.IndexFunc(wanted, func(asked condition) bool { return asked.field == key.Key })
		chosen.covered = append(chosen.covered, wanted[at])
		wanted = slices.Delete(wanted, at, at+1)
	}
	chosen.rest = wanted
	chosen.keys = s.created
	if s.namePrefix != nil {
		low, high := text.StartingWith(*s.namePrefix)
		names := keyRange{low: &bound{low, true}, high: &bound{high, false}}
		if order.ByName {
			chosen.keys = names
		} else {
			chosen.names = &names
		}
	}
	return chosen
}

// serves reports whether an index ends with a field, within one company and values of conditions only.
func isServedBy(index bson.D, wanted []condition, by string) bool {
	last := len(index) - 1
	if last < 1 || index[0].Key != companyField || index[last].Key != by {
		return false
	}
	return !slices.ContainsFunc(index[1:last], func(key bson.E) bool {
		return !slices.ContainsFunc(wanted, func(asked condition) bool { return asked.field == key.Key })
	})
}

func hasField(index bson.D, field string) bool {
	return slices.ContainsFunc(index, func(key bson.E) bool { return key.Key == field })
}

// runs returns the parts of the index that hold the list, each in the list's order: one for each combination of values.
func (r listQuery) prefixes() [][]bson.E {
	runs := [][]bson.E{{}}
	for _, asked := range r.covered {
		var longer [][]bson.E
		for _, run := range runs {
			for _, value := range asked.values {
				longer = append(longer, append(slices.Clone(run), bson.E{Key: asked.field, Value: value}))
			}
		}
		runs = longer
	}
	return runs
}

// all returns the conditions of the whole list, for a read in no order.
func (r listQuery) conditions() []bson.E { return conditionsOf(r.covered) }

func conditionsOf(asked []condition) []bson.E {
	written := make([]bson.E, len(asked))
	for at, one := range asked {
		written[at] = bson.E{Key: one.field, Value: bson.D{{Key: "$in", Value: one.values}}}
		if len(one.values) == 1 {
			written[at].Value = one.values[0]
		}
	}
	return written
}

// filter puts the conditions in the order of the index: what begins it, a stretch of the order, the rest.
func (r listQuery) filter(begin []bson.E, part keyRange) companyFilter {
	conditions := slices.Clone(begin)
	if r.names != nil {
		conditions = append(conditions, bson.E{Key: nameKeyField, Value: r.names.operators()})
	}
	if operators := part.operators(); len(operators) > 0 {
		conditions = append(conditions, bson.E{Key: sortField(r.order), Value: operators})
	}
	return inCompany(r.companyID, append(conditions, conditionsOf(r.rest)...)...)
}
