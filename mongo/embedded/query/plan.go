package query

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/order"
)

// maxRanges is the most stretches of an index that one query may visit.
const maxRanges = 20000

// Query is what a command asks of a collection.
type Query struct {
	filter filter
	sort   []sortField
	hint   []Path // the fields of the only index that it may use, if it names one
}

type sortField struct {
	path       Path
	descending bool
}

// Parse reads the parts of a query that were validated as BSON; a part of type 0 is missing.
func Parse(condition, sorting, hint bson.RawValue) (parsed Query, err error) {
	for at, part := range [...]bson.RawValue{condition, sorting, hint} {
		if part.Type != 0 && part.Type != bson.TypeEmbeddedDocument {
			return parsed, failure.Mistyped([...]string{"filter", "sort", "hint"}[at], part, "object")
		}
	}
	if parsed.filter, err = parseFilter(bson.Raw(condition.Value)); err != nil {
		return parsed, err
	}
	if parsed.sort, err = parseSort(bson.Raw(sorting.Value)); err != nil {
		return parsed, err
	}
	parsed.hint, err = parseAscending(bson.Raw(hint.Value))
	return parsed, err
}

// parseSort reads fields with 1 for ascending and -1 for descending.
func parseSort(doc bson.Raw) ([]sortField, error) {
	var fields []sortField
	for key, direction := range document.Elements(doc) {
		at, err := parsePath(string(key))
		if err != nil {
			return nil, err
		}
		if !document.IsNumber(direction) || math.Abs(direction.AsFloat64()) != 1 {
			return nil, failure.New(failure.BadValue, "field %q must be 1 for ascending or -1 for descending", key)
		}
		fields = append(fields, sortField{at, direction.AsFloat64() < 0})
	}
	return fields, nil
}

// Plan is how one index serves a query.
type Plan struct {
	collection *Collection
	index      *Index
	ranges     []engine.Range
	reverse    bool
	partial    bool // documents that cannot be read are passed over
	filter     filter
	narrowness int // how many leading fields of the index are bounded; those that are bounded to single values count twice
	named      bool
}

// Plan chooses the index that narrows the query down most, among those that give its order. It refuses a query that
// no index serves; only a read of the whole collection, in the order of _id, needs no condition.
func (q *Query) Plan(c *Collection) (*Plan, error) {
	if only, named, err := q.single(c); named || err != nil {
		return only, err
	}
	var best *Plan
	hinted := false
	for at := -1; at < len(c.Indexes) && (best == nil || !best.named); at++ {
		candidate := &c.primary
		if at >= 0 {
			candidate = &c.Indexes[at]
		}
		if !candidate.Ready || len(q.hint) > 0 && !candidate.isOf(q.hint) {
			continue
		}
		hinted = true
		next, served, err := q.through(c, candidate)
		if err != nil {
			return nil, err
		}
		if served && (best == nil || next.narrowness > best.narrowness) {
			best = next
		}
	}
	switch {
	case !hinted:
		return nil, failure.New(failure.BadValue, "hint provided does not correspond to an existing index")
	case best == nil:
		return nil, failure.New(failure.BadValue, "no index of %s serves %s", c.Namespace, q)
	}
	return best, nil
}

// single returns the plan of a query that names one _id and asks for nothing else: no index narrows it down further.
func (q *Query) single(c *Collection) (only *Plan, named bool, err error) {
	for at := range q.filter {
		condition := &q.filter[at]
		if len(q.hint) == 0 && len(q.sort) == 0 && condition.operator == "$in" && len(condition.operands) == 1 && condition.path.isID() {
			id, err := keyOf(condition.operands[0])
			return &Plan{collection: c, index: &c.primary, filter: q.filter, ranges: []engine.Range{{Low: id}}, named: true}, true, err
		}
	}
	return nil, false, nil
}

// String names the fields of the query, and none of its values.
func (q *Query) String() string {
	var filtered, sorted []string
	for _, predicate := range q.filter {
		filtered = append(filtered, predicate.path.String())
	}
	for _, field := range q.sort {
		sorted = append(sorted, field.path.String())
	}
	return fmt.Sprintf("the filter on {%s} with the sort {%s}", strings.Join(filtered, ", "), strings.Join(sorted, ", "))
}

// through returns the plan of one index, and whether it serves the query at all.
func (q *Query) through(c *Collection, candidate *Index) (plan *Plan, served bool, err error) {
	var bounds [][]interval
	plan = &Plan{collection: c, index: candidate, filter: q.filter}
	for at, path := range candidate.Fields {
		intervals, bounded, err := q.filter.bounds(path, candidate.multikey(at))
		if err != nil {
			return nil, false, err
		}
		if !bounded {
			break
		}
		bounds = append(bounds, intervals)
		plan.narrowness++
		if !allPoints(intervals) {
			break
		}
		plan.narrowness++
	}
	reverse, ordered := q.order(candidate, bounds)
	if !ordered || len(bounds) == 0 && len(q.filter) > 0 {
		return nil, false, nil
	}
	plan.reverse, plan.named = reverse, candidate == &c.primary && plan.narrowness == 2
	return plan, true, plan.expand(bounds)
}

// order reports whether the index gives the order asked for, and whether it must be read backwards for that. A field
// that is bounded to one value has no part in the order. An array sorts by an element that its bounds may leave out,
// so a field that has held one gives no order.
func (q *Query) order(candidate *Index, bounds [][]interval) (reverse, ordered bool) {
	single := func(at int) bool { return at < len(bounds) && len(bounds[at]) == 1 && bounds[at][0].exact != nil }
	left := slices.DeleteFunc(slices.Clone(q.sort), func(field sortField) bool {
		at := candidate.position(field.path)
		return at >= 0 && single(at) && !candidate.multikey(at)
	})
	if len(left) == 0 {
		return false, true
	}
	reverse = left[0].descending
	for at, path := range candidate.Fields {
		if len(left) == 0 {
			break
		}
		if single(at) {
			continue
		}
		if !slices.Equal(path, left[0].path) || candidate.multikey(at) || left[0].descending != reverse {
			return false, false
		}
		left = left[1:]
	}
	return reverse, len(left) == 0
}

// expand turns the bounds of the fields into stretches of the index, in the order of the scan.
func (p *Plan) expand(bounds [][]interval) error {
	p.ranges = []engine.Range{{}}
	prefixes := [][]byte{nil}
	for at, intervals := range bounds {
		if len(prefixes)*len(intervals) > maxRanges {
			return failure.New(failure.BadValue, "the query visits more than %d stretches of index %s", maxRanges, p.index.Name)
		}
		ranges, longer := make([]engine.Range, 0, len(prefixes)*len(intervals)), [][]byte(nil)
		for _, prefix := range prefixes {
			for _, interval := range intervals {
				ranges = append(ranges, interval.after(prefix))
				if at+1 < len(bounds) {
					longer = append(longer, slices.Concat(prefix, interval.exact))
				}
			}
		}
		p.ranges, prefixes = ranges, longer
	}
	if p.reverse {
		slices.Reverse(p.ranges)
	}
	return nil
}

// AllowPartial has the plan pass over documents that are damaged. It fails unless the plan reads the documents in the order of
// their _id.
func (p *Plan) AllowPartial() error {
	if p.index != &p.collection.primary || p.reverse {
		return failure.New(failure.BadValue, "the embedded store takes allowPartialResults in the order of _id only")
	}
	for at := range p.ranges {
		if p.named {
			p.ranges[at].High = order.Successor(p.ranges[at].Low)
		}
	}
	p.partial = true
	return nil
}
