package query

import (
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
)

// maxRanges is the most stretches of an index that one query may visit.
const maxRanges = 20000

// Query is what a command asks of a collection.
type Query struct {
	filter filter
	sort   []sortField
	hint   []string // the fields of the only index that it may use, if it names one
}

type sortField struct {
	path       string
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
	for key, value := range document.Elements(doc) {
		path := string(key)
		if err := checkPath(path); err != nil {
			return nil, err
		}
		direction, _ := document.Whole(value)
		if direction != 1 && direction != -1 {
			return nil, failure.New(failure.BadValue, "field %q must be 1 for ascending or -1 for descending", path)
		}
		fields = append(fields, sortField{path, direction < 0})
	}
	return fields, nil
}

// String names the fields of the query, and none of its values.
func (q *Query) String() string {
	var filtered, sorted []string
	for _, predicate := range q.filter {
		filtered = append(filtered, predicate.path)
	}
	for _, field := range q.sort {
		sorted = append(sorted, field.path)
	}
	return fmt.Sprintf("the filter on {%s} with the sort {%s} and the hint {%s}",
		strings.Join(filtered, ", "), strings.Join(sorted, ", "), strings.Join(q.hint, ", "))
}

// Plan is how one index serves a query.
type Plan struct {
	collection *Collection
	index      *Index
	filter     filter
	bounds     []keySet // of the leading fields of the index: all but the last are lists of keys
	reverse    bool
	ids        [][]byte       // of the only documents that may match, if the query names them by their _id; else nil
	ranges     []engine.Range // of the index that the scan visits, in its order
	partial    bool           // documents that cannot be read are passed over
}

// Plan chooses among the indexes that give the order asked for, and that the hint allows: the one on _id if the filter lists
// the _ids, else the one most of whose leading fields the filter bounds; of several, the one that was created first. It refuses
// a query that no index serves; only a read of the whole collection, in the order of _id, needs no condition.
func (q *Query) Plan(c *Collection) (*Plan, error) {
	best := q.through(c, &c.primary)
	for at := 0; at < len(c.Indexes) && (best == nil || best.ids == nil); at++ {
		next := q.through(c, &c.Indexes[at])
		if next != nil && (best == nil || len(next.bounds) > len(best.bounds)) {
			best = next
		}
	}
	if best == nil {
		return nil, failure.New(failure.BadValue, "no index of %s serves %s", c.Namespace, q)
	}
	return best, best.expand()
}

// through returns the plan of one index; it is nil when the index does not serve the query.
func (q *Query) through(c *Collection, candidate *Index) *Plan {
	if !candidate.Ready || len(q.hint) > 0 && !slices.Equal(q.hint, candidate.Fields) {
		return nil
	}
	var bounds []keySet
	for at, field := range candidate.Fields {
		keys, bounded := q.filter.on(field, candidate.multikey(at))
		if !bounded {
			break
		}
		bounds = append(bounds, keys)
		if keys.points == nil {
			break
		}
	}
	reverse, ordered := q.order(candidate, bounds)
	if !ordered || len(bounds) == 0 && len(q.filter) > 0 {
		return nil
	}
	plan := &Plan{collection: c, index: candidate, filter: q.filter, bounds: bounds, reverse: reverse}
	if candidate == &c.primary && len(bounds) > 0 {
		plan.ids = bounds[0].points
	}
	return plan
}

// order reports whether the index gives the order asked for, and whether it must be read backwards for that. A field
// that is bounded to one value has no part in the order. An array sorts by an element that its bounds may leave out,
// so a field that has held one gives no order.
func (q *Query) order(candidate *Index, bounds []keySet) (reverse, ordered bool) {
	single := func(at int) bool { return at < len(bounds) && len(bounds[at].points) == 1 }
	left := slices.DeleteFunc(slices.Clone(q.sort), func(field sortField) bool {
		at := slices.Index(candidate.Fields, field.path)
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
		if path != left[0].path || candidate.multikey(at) || left[0].descending != reverse {
			return false, false
		}
		left = left[1:]
	}
	return reverse, len(left) == 0
}

// expand turns the bounds of the fields into stretches of the index, in the order of the scan.
func (p *Plan) expand() error {
	if p.ids != nil {
		return nil // they are read one by one
	}
	p.ranges = []engine.Range{{}}
	for at := range p.bounds {
		parts := p.bounds[at].ranges()
		if len(p.ranges)*len(parts) > maxRanges {
			return failure.New(failure.BadValue, "the query visits more than %d stretches of index %s", maxRanges, p.index.Name)
		}
		longer := make([]engine.Range, 0, len(p.ranges)*len(parts))
		for _, prefix := range p.ranges {
			for _, part := range parts {
				longer = append(longer, engine.Range{Low: slices.Concat(prefix.Low, part.Low), High: slices.Concat(prefix.Low, part.High)})
			}
		}
		p.ranges = longer
	}
	if p.reverse {
		slices.Reverse(p.ranges)
	}
	return nil
}

// AllowPartial has the plan pass over documents that are damaged. It fails unless the plan reads the documents in the order of
// their _id.
func (p *Plan) AllowPartial() error {
	if p.index != &p.collection.primary || p.reverse || p.ids != nil {
		return failure.New(failure.BadValue, "the embedded store takes allowPartialResults in the order of _id only")
	}
	p.partial = true
	return nil
}
