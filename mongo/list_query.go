package mongo

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// listQuery is the query plan of a list: the index that it is read from, and how each condition is met.
type listQuery struct {
	companyID string
	order     document.Order
	index     bson.D
	// covered are the conditions on the index's fields, in the order of the index. rest are the others, which are compared
	// with the documents.
	covered, rest []condition
	// keys is the range of the order's keys that the selection allows.
	keys keyRange
	// names is the range of name keys, if a list in the order of creation is read from an index of names.
	names *keyRange
}

// query chooses the index of a list. Every descriptor has the index idIndex(), and nameIndex() if its documents have names.
func (s selection) query(companyID string, order document.Order, indexes []bson.D) listQuery {
	conditions := slices.DeleteFunc(slices.Clone(s.conditions), func(c condition) bool { return len(c.values) == 0 })
	lastField := sortField(order)
	if s.namePrefix != nil {
		lastField = nameKeyField
	}
	query := listQuery{companyID: companyID, order: order, index: chooseIndex(indexes, conditions, lastField), keys: s.created}
	for _, key := range query.index[1 : len(query.index)-1] {
		i := slices.IndexFunc(conditions, func(c condition) bool { return c.field == key.Key })
		query.covered = append(query.covered, conditions[i])
		conditions = slices.Delete(conditions, i, i+1)
	}
	query.rest = conditions
	if s.namePrefix != nil {
		low, high := text.StartingWith(*s.namePrefix)
		names := keyRange{low: &bound{low, true}, high: &bound{high, false}}
		if order.ByName {
			query.keys = names
		} else {
			query.names = &names
		}
	}
	return query
}

// chooseIndex returns the usable index with the most selective conditions.
func chooseIndex(indexes []bson.D, conditions []condition, lastField string) bson.D {
	candidates := slices.DeleteFunc(slices.Clone(indexes), func(index bson.D) bool { return !isUsable(index, conditions, lastField) })
	for _, c := range conditions {
		withField := slices.DeleteFunc(slices.Clone(candidates), func(index bson.D) bool { return !hasField(index, c.field) })
		if len(withField) > 0 {
			candidates = withField
		}
	}
	return candidates[0]
}

// isUsable reports whether an index consists of the company, fields of conditions only, and lastField.
func isUsable(index bson.D, conditions []condition, lastField string) bool {
	last := len(index) - 1
	if last < 1 || index[0].Key != companyField || index[last].Key != lastField {
		return false
	}
	return !slices.ContainsFunc(index[1:last], func(key bson.E) bool {
		return !slices.ContainsFunc(conditions, func(c condition) bool { return c.field == key.Key })
	})
}

func hasField(index bson.D, field string) bool {
	return slices.ContainsFunc(index, func(key bson.E) bool { return key.Key == field })
}

// sortField returns the field whose values are the keys of an order.
func sortField(order document.Order) string {
	if order.ByName {
		return nameKeyField
	}
	return idField
}

// prefixes returns the index prefixes that hold the list, one for each combination of values of the covered conditions. The
// entries with one prefix are in the order of the list.
func (q listQuery) prefixes() [][]bson.E {
	prefixes := [][]bson.E{{}}
	for _, c := range q.covered {
		var longer [][]bson.E
		for _, prefix := range prefixes {
			for _, value := range c.values {
				longer = append(longer, append(slices.Clone(prefix), bson.E{Key: c.field, Value: value}))
			}
		}
		prefixes = longer
	}
	return prefixes
}

// conditions returns the covered conditions of all prefixes together, for a read in no order.
func (q listQuery) conditions() []bson.E { return conditionElements(q.covered) }

func conditionElements(conditions []condition) []bson.E {
	elements := make([]bson.E, len(conditions))
	for i, c := range conditions {
		elements[i] = bson.E{Key: c.field, Value: bson.D{{Key: "$in", Value: c.values}}}
		if len(c.values) == 1 {
			elements[i].Value = c.values[0]
		}
	}
	return elements
}

// filter returns the filter for a range of the entries with a prefix. Its conditions are in the order of the index.
func (q listQuery) filter(prefix []bson.E, keys keyRange) companyFilter {
	elements := slices.Clone(prefix)
	if q.names != nil {
		elements = append(elements, bson.E{Key: nameKeyField, Value: q.names.operators()})
	}
	if operators := keys.operators(); len(operators) > 0 {
		elements = append(elements, bson.E{Key: sortField(q.order), Value: operators})
	}
	return inCompany(q.companyID, append(elements, conditionElements(q.rest)...)...)
}
