package query

import (
	"bytes"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/order"
)

// FilterOperators are the operators that conditions may have; without one, a condition is the value to equal.
var FilterOperators = []string{"$gt", "$gte", "$in", "$lt", "$lte"}

// filter is a conjunction of predicates.
type filter []predicate

// predicate is one condition on the values at a path: that one of them has one of these keys.
type predicate struct {
	path string
	keys keySet
}

const (
	// usualFilter is how many predicates most filters have at most.
	usualFilter = 4
	// keyRoom is what the key of a value may need beyond the value's own bytes, unless it has zeros in it.
	keyRoom = 8
	// usualKey is what the key of most values fits in.
	usualKey = 64
)

// parseFilter reads a filter that was validated as BSON. It refuses every operator that is not in FilterOperators.
func parseFilter(doc bson.Raw) (filter, error) {
	parsed := make(filter, 0, usualFilter)
	singles := make([][]byte, 0, usualFilter)
	for name, value := range document.Elements(doc) {
		path := string(name)
		if err := checkPath(path); err != nil {
			return nil, err
		}
		if !document.IsOperators(value) {
			key, err := keyOf(value)
			if err != nil {
				return nil, err
			}
			singles = append(singles, key)
			parsed = append(parsed, predicate{path, keySet{points: singles[len(singles)-1:]}})
			continue
		}
		for operator, operand := range document.Elements(value.Value) {
			keys, err := parseCondition(operator, operand)
			if err != nil {
				return nil, err
			}
			parsed = append(parsed, predicate{path, keys})
		}
	}
	return parsed, nil
}

// parseCondition returns the keys of the values that satisfy an operator.
func parseCondition(operator []byte, operand bson.RawValue) (keySet, error) {
	switch {
	case !document.Contains(FilterOperators, operator):
		return keySet{}, failure.New(failure.BadValue, "unknown operator: %s", operator)
	case string(operator) != "$in":
		key, err := keyOf(operand)
		if err != nil {
			return keySet{}, err
		}
		return keySet{stretch: stretch(string(operator), key)}, nil
	case operand.Type != bson.TypeArray:
		return keySet{}, failure.New(failure.BadValue, "$in needs an array")
	}
	points := [][]byte{}
	for _, item := range document.Elements(operand.Value) {
		key, err := keyOf(item)
		if err != nil {
			return keySet{}, err
		}
		points = append(points, key)
	}
	slices.SortFunc(points, bytes.Compare)
	return keySet{points: slices.CompactFunc(points, bytes.Equal)}, nil
}

// keyOf returns the key of a value that documents are compared with. It takes no array: what has one is compared by its elements.
func keyOf(value bson.RawValue) ([]byte, error) {
	if value.Type == bson.TypeArray {
		return nil, failure.New(failure.BadValue, "the embedded store does not compare with BSON type array")
	}
	key, err := order.Append(make([]byte, 0, keyRoom+len(value.Value)), value)
	if err != nil {
		return nil, failure.New(failure.BadValue, "the embedded store does not compare with BSON type %s", value.Type)
	}
	return key, nil
}

// matches reports whether a document satisfies every predicate.
func (f filter) matches(doc bson.Raw) bool {
	for at := range f {
		if accepted, _ := visit(doc, f[at].path, f[at].keys.containsValue); !accepted {
			return false
		}
	}
	return true
}

func (k *keySet) containsValue(value bson.RawValue) bool {
	var room [usualKey]byte
	key, err := order.Append(room[:0], value)
	return err == nil && k.contains(key)
}

// on returns what the predicates leave of the keys at one field of an index. An array may satisfy two predicates by two elements,
// so that for a field that has held one only the first predicate is used.
func (f filter) on(field string, multikey bool) (left keySet, bounded bool) {
	for at := range f {
		switch {
		case f[at].path != field:
		case !bounded:
			left, bounded = f[at].keys, true
		case !multikey:
			left = left.and(&f[at].keys)
		}
	}
	return left, bounded
}
