package query

import (
	"bytes"
	"slices"
	"sort"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/order"
)

// keySet is the keys of single values that satisfy a condition: some that are listed, or all in a stretch.
type keySet struct {
	points  [][]byte // sorted; nil for a stretch
	stretch engine.Range
}

// stretch returns the keys that satisfy a range comparison, which stays within the class of types of its operand.
func stretch(operator string, key []byte) engine.Range {
	class := order.Class(key)
	within := engine.Range{Low: class, High: order.Successor(class)}
	switch operator {
	case "$gt":
		within.Low = order.Successor(key)
	case "$gte":
		within.Low = key
	case "$lt":
		within.High = key
	default:
		within.High = order.Successor(key)
	}
	return within
}

func (k *keySet) contains(key []byte) bool {
	if k.points == nil {
		return bytes.Compare(key, k.stretch.Low) >= 0 && bytes.Compare(key, k.stretch.High) < 0
	}
	_, listed := sort.Find(len(k.points), func(at int) int { return bytes.Compare(key, k.points[at]) })
	return listed
}

// and returns the keys that are in both sets.
func (k *keySet) and(other *keySet) keySet {
	switch {
	case k.points != nil:
		return keySet{points: slices.DeleteFunc(slices.Clone(k.points), func(key []byte) bool { return !other.contains(key) })}
	case other.points != nil:
		return other.and(k)
	}
	both := *k
	if bytes.Compare(other.stretch.Low, both.stretch.Low) > 0 {
		both.stretch.Low = other.stretch.Low
	}
	if bytes.Compare(other.stretch.High, both.stretch.High) < 0 {
		both.stretch.High = other.stretch.High
	}
	return both
}

// ranges returns the set as stretches, in ascending order.
func (k *keySet) ranges() []engine.Range {
	if k.points == nil {
		return []engine.Range{k.stretch}
	}
	ranges := make([]engine.Range, len(k.points))
	for at, key := range k.points {
		ranges[at] = engine.Range{Low: key, High: order.Successor(key)}
	}
	return ranges
}
