package embedded

import (
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// maxRanges is the most stretches of an index that one query may visit.
const maxRanges = 20000

// query is what a command asks of a collection.
type query struct {
	filter filter
	sort   []indexField
	hint   bson.RawValue
}

// plan is how one index serves a query.
type plan struct {
	collection *collection
	index      *index
	primary    bool // the index is the collection itself, in the order of _id
	ranges     []engine.Range
	reverse    bool
	partial    bool // documents that cannot be read are passed over
	filter     filter
	repeats    bool // an array may make a document appear under several keys
	bounds     int  // how many leading fields are bounded
	points     int  // how many leading fields are bounded to single values
}

// plan chooses the index that narrows the query down most, among those that give its order. It refuses a query that
// no index serves; only a read of the whole collection, in the order of _id, needs no condition.
func (q *query) plan(c *collection) (*plan, error) {
	if only, named, err := q.single(c); named || err != nil {
		return only, err
	}
	var best *plan
	hinted := false
	for at := -1; at < len(c.indexes); at++ {
		candidate := &c.primary
		if at >= 0 {
			candidate = &c.indexes[at]
		}
		if !candidate.ready || !q.wants(candidate) {
			continue
		}
		hinted = true
		next, served, err := q.through(c, candidate)
		if err != nil {
			return nil, err
		}
		if !served {
			continue
		}
		next.primary = at < 0
		if best == nil || next.better(best) {
			best = next
		}
		if best.byID() {
			break // no index narrows it down further
		}
	}
	switch {
	case !hinted:
		return nil, fail(codeBadValue, "hint provided does not correspond to an existing index")
	case best == nil:
		return nil, fail(codeBadValue, "no index of %s serves the filter on {%s} with the sort {%s}", c.namespace, q.filterFields(), q.sortFields())
	}
	return best, nil
}

// single returns the plan of a query that names one _id, and asks for nothing else.
func (q *query) single(c *collection) (only *plan, named bool, err error) {
	if q.hint.Type != 0 || len(q.sort) > 0 {
		return nil, false, nil
	}
	for at := range q.filter {
		if q.filter[at].operator != "$eq" || !q.filter[at].path.isID() {
			continue
		}
		point, err := pointAt(q.filter[at].operands[0])
		return &plan{
			collection: c, index: &c.primary, primary: true, filter: q.filter, bounds: 1, points: 1,
			ranges: []engine.Range{{Low: point.low, High: point.high}},
		}, true, err
	}
	return nil, false, nil
}

// wants says whether the hint, if there is one, names the index.
func (q *query) wants(candidate *index) bool {
	switch q.hint.Type {
	case 0:
		return true
	case bson.TypeString:
		return q.hint.StringValue() == candidate.name
	default:
		fields, err := parseKeyPattern(bson.Raw(q.hint.Value))
		return err == nil && slices.EqualFunc(fields, candidate.fields, indexField.equal)
	}
}

func (f indexField) equal(other indexField) bool {
	return f.descending == other.descending && slices.Equal(f.path, other.path)
}

// byID says that the plan knows the _id of each document that it leads to.
func (p *plan) byID() bool { return p.primary && p.points > 0 }

// better prefers more single values, then more bounded fields, then the index of fewer fields.
func (p *plan) better(other *plan) bool {
	if p.points != other.points {
		return p.points > other.points
	}
	if p.bounds != other.bounds {
		return p.bounds > other.bounds
	}
	return len(p.index.fields) < len(other.index.fields)
}

// through returns the plan of one index, and whether it serves the query at all.
func (q *query) through(c *collection, candidate *index) (made *plan, served bool, err error) {
	var bounds [][]interval
	arrays := false
	for at, field := range candidate.fields {
		// Two fields of one array are bounded by different elements of it: only the first may be.
		multikey := candidate.multikey(at)
		if multikey && arrays {
			break
		}
		intervals, bounded, err := q.filter.fieldBounds(field, multikey)
		if err != nil {
			return nil, false, err
		}
		if !bounded {
			break
		}
		arrays = arrays || multikey
		bounds = append(bounds, intervals)
		if !allPoints(intervals) {
			break
		}
	}
	reverse, ordered := q.order(candidate, bounds)
	if !ordered || len(bounds) == 0 && len(q.filter) > 0 {
		return nil, false, nil
	}
	made = &plan{collection: c, index: candidate, filter: q.filter, reverse: reverse, repeats: candidate.arrays != 0, bounds: len(bounds)}
	for _, intervals := range bounds {
		if allPoints(intervals) {
			made.points++
		}
	}
	return made, true, made.expand(bounds)
}

// order says whether the index gives the order asked for, and whether it must be read backwards for that. A field
// that is bounded to one value has no part in the order. An array sorts by an element that its bounds may leave out,
// so a field that has held one gives no order.
func (q *query) order(candidate *index, bounds [][]interval) (reverse, ordered bool) {
	constant := func(at int) bool {
		return at < len(bounds) && len(bounds[at]) == 1 && bounds[at][0].exact != nil && !candidate.multikey(at)
	}
	wanted := q.sort
	started := false
	for at, field := range candidate.fields {
		for len(wanted) > 0 && constantIn(candidate, wanted[0].path, constant) {
			wanted = wanted[1:]
		}
		if len(wanted) == 0 {
			break
		}
		if len(bounds) > at && len(bounds[at]) == 1 && bounds[at][0].exact != nil {
			continue
		}
		if !slices.Equal(field.path, wanted[0].path) || candidate.multikey(at) {
			return false, false
		}
		backwards := field.descending != wanted[0].descending
		if started && backwards != reverse {
			return false, false
		}
		reverse, started, wanted = backwards, true, wanted[1:]
	}
	return reverse, len(wanted) == 0
}

func constantIn(candidate *index, wanted path, constant func(int) bool) bool {
	for at, field := range candidate.fields {
		if slices.Equal(field.path, wanted) {
			return constant(at)
		}
	}
	return false
}

// expand turns the bounds of the fields into stretches of the index, in the order of the scan.
func (p *plan) expand(bounds [][]interval) error {
	prefixes := [][]byte{{}}
	for at, intervals := range bounds {
		if len(prefixes)*len(intervals) > maxRanges {
			return fail(codeBadValue, "the query visits more than %d stretches of index %s", maxRanges, p.index.name)
		}
		if at == len(bounds)-1 || !allPoints(intervals) {
			p.ranges = stretches(prefixes, intervals)
			break
		}
		next := make([][]byte, 0, len(prefixes)*len(intervals))
		for _, prefix := range prefixes {
			for _, interval := range intervals {
				next = append(next, slices.Concat(prefix, interval.exact))
			}
		}
		prefixes = next
	}
	if len(bounds) == 0 {
		p.ranges = []engine.Range{{}}
	}
	if p.reverse {
		slices.Reverse(p.ranges)
	}
	return nil
}

func stretches(prefixes [][]byte, intervals []interval) []engine.Range {
	ranges := make([]engine.Range, 0, len(prefixes)*len(intervals))
	for _, prefix := range prefixes {
		for _, interval := range intervals {
			ranges = append(ranges, interval.after(prefix))
		}
	}
	return ranges
}

func (q *query) filterFields() string {
	fields := make([]string, 0, len(q.filter))
	for _, predicate := range q.filter {
		fields = append(fields, predicate.path.String())
	}
	return strings.Join(fields, ", ")
}

func (q *query) sortFields() string {
	fields := make([]string, 0, len(q.sort))
	for _, field := range q.sort {
		fields = append(fields, field.path.String())
	}
	return strings.Join(fields, ", ")
}
