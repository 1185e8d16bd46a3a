package query

import (
	"bytes"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/order"
)

// interval is a stretch of the keys of one value, in ascending order: from low on and before high (nil: to the end).
type interval struct {
	low, high []byte
	exact     []byte // the key of the one value in it, nil when there may be several
}

// bounds returns the sorted, disjoint intervals outside of which no value at a path satisfies the predicate.
func (p *predicate) bounds() ([]interval, error) {
	if p.operator != "$in" {
		stretch, err := p.stretch()
		return []interval{stretch}, err
	}
	intervals := make([]interval, 0, len(p.operands))
	for _, operand := range p.operands {
		point, err := pointAt(operand)
		if err != nil {
			return nil, err
		}
		intervals = append(intervals, point)
	}
	slices.SortFunc(intervals, func(a, b interval) int { return bytes.Compare(a.low, b.low) })
	return slices.CompactFunc(intervals, func(a, b interval) bool { return bytes.Equal(a.low, b.low) }), nil
}

// keyRoom is what the key of a value may need beyond the value's own bytes, unless it has zeros in it.
const keyRoom = 8

func keyOf(value bson.RawValue) ([]byte, error) {
	return order.Append(make([]byte, 0, keyRoom+len(value.Value)), value)
}

func pointAt(value bson.RawValue) (interval, error) {
	key, err := keyOf(value)
	return interval{low: key, high: order.Successor(key), exact: key}, err
}

// stretch returns the interval of a range comparison, which stays within the operand's class of types.
func (p *predicate) stretch() (interval, error) {
	class, err := order.Class(p.operands[0])
	if err != nil {
		return interval{}, err
	}
	point, err := pointAt(p.operands[0])
	within := interval{low: class, high: order.Successor(class)}
	switch p.operator {
	case "$gt":
		within.low = point.high
	case "$gte":
		within.low = point.low
	case "$lt":
		within.high = point.low
	default:
		within.high = point.high
	}
	return within, err
}

// intersect returns what two sorted lists of intervals have in common.
func intersect(a, b []interval) []interval {
	common := []interval{}
	for len(a) > 0 && len(b) > 0 {
		low, high := a[0].low, a[0].high
		if bytes.Compare(b[0].low, low) > 0 {
			low = b[0].low
		}
		if endsBefore(b[0].high, high) {
			high = b[0].high
		}
		if high == nil || bytes.Compare(low, high) < 0 {
			exact := a[0].exact
			if exact == nil {
				exact = b[0].exact
			}
			common = append(common, interval{low, high, exact})
		}
		if endsBefore(a[0].high, b[0].high) {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return common
}

func endsBefore(a, b []byte) bool {
	return a != nil && (b == nil || bytes.Compare(a, b) < 0)
}

// after prefixes an interval with the key of the fields before.
func (i interval) after(prefix []byte) engine.Range {
	joined := engine.Range{Low: slices.Concat(prefix, i.low), High: order.Successor(prefix)}
	if i.high != nil {
		joined.High = slices.Concat(prefix, i.high)
	}
	return joined
}

// bounds combines what all predicates say about one field of an index. An array may satisfy two predicates by two
// elements, so that for a field that has held one only the predicate that narrows most is used.
func (f filter) bounds(at Path, multikey bool) (combined []interval, bounded bool, err error) {
	for i := range f {
		if !slices.Equal(f[i].path, at) {
			continue
		}
		next, err := f[i].bounds()
		switch {
		case err != nil:
			return nil, false, err
		case !bounded:
			combined, bounded = next, true
		case !multikey:
			combined = intersect(combined, next)
		case allPoints(next) && (!allPoints(combined) || len(next) < len(combined)):
			combined = next
		}
	}
	return combined, bounded, nil
}

func allPoints(intervals []interval) bool {
	return !slices.ContainsFunc(intervals, func(i interval) bool { return i.exact == nil })
}
