package embedded_test

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// model is a collection as MongoDB's manual describes it, written the plain way: documents in a map, every query looks
// at all of them. It shares no code with the store.
type model map[any]bson.D

// predicate is one condition of a filter.
type predicate struct {
	path     string
	operator string
	operand  any
}

func (p predicate) element() bson.E {
	if p.operator == "" {
		return bson.E{Key: p.path, Value: p.operand}
	}
	return bson.E{Key: p.path, Value: d(p.operator, p.operand)}
}

// rank is the place of a value's type in the order of types.
func rank(value any) int {
	switch value.(type) {
	case nil:
		return 0
	case int32, int64:
		return 1
	case string:
		return 2
	case bson.D:
		return 3
	case bson.A:
		return 4
	default:
		return 5 // bool
	}
}

func asInteger(value any) int64 {
	if number, is := value.(int32); is {
		return int64(number)
	}
	return value.(int64)
}

// compareValues orders values that are neither documents nor arrays.
func compareValues(a, b any) int {
	if rank(a) != rank(b) {
		return cmp.Compare(rank(a), rank(b))
	}
	switch rank(a) {
	case 1:
		return cmp.Compare(asInteger(a), asInteger(b))
	case 2:
		return strings.Compare(a.(string), b.(string))
	case 5:
		return cmp.Compare(boolNumber(a), boolNumber(b))
	default:
		return 0
	}
}

func boolNumber(value any) int {
	if value.(bool) {
		return 1
	}
	return 0
}

func lookup(doc bson.D, name string) (any, bool) {
	for _, field := range doc {
		if field.Key == name {
			return field.Value, true
		}
	}
	return nil, false
}

// absent is what a filter sees at a path that leads nowhere.
type absent struct{}

// valuesAt are all values that a filter sees at a path.
func valuesAt(doc bson.D, at string) []any {
	name, rest, deeper := strings.Cut(at, ".")
	value, there := lookup(doc, name)
	if !there {
		return []any{absent{}}
	}
	list, isList := value.(bson.A)
	switch {
	case !deeper && isList:
		return append(slices.Clone([]any(list)), list)
	case !deeper:
		return []any{value}
	case isList:
		var found []any
		for _, item := range list {
			below, _ := item.(bson.D)
			found = append(found, valuesAt(below, rest)...)
		}
		if len(list) == 0 {
			return []any{absent{}}
		}
		return found
	}
	if below, ok := value.(bson.D); ok {
		return valuesAt(below, rest)
	}
	return []any{absent{}}
}

func (p predicate) matches(doc bson.D) bool {
	values := valuesAt(doc, p.path)
	some := func(accept func(any) bool) bool { return slices.ContainsFunc(values, accept) }
	equal := func(operand any) func(any) bool {
		return func(value any) bool {
			if value == (any)(absent{}) || value == nil {
				return operand == nil
			}
			return rank(value) != 3 && rank(value) != 4 && rank(value) == rank(operand) && compareValues(value, operand) == 0
		}
	}
	compare := func(accept func(int) bool) bool {
		return some(func(value any) bool {
			if value == (any)(absent{}) {
				value = nil
			}
			if rank(value) != rank(p.operand) || rank(value) == 3 || rank(value) == 4 {
				return false
			}
			return accept(compareValues(value, p.operand))
		})
	}
	switch p.operator {
	case "":
		return some(equal(p.operand))
	case "$in":
		return slices.ContainsFunc(p.operand.(bson.A), func(operand any) bool { return some(equal(operand)) })
	case "$gt":
		return compare(func(result int) bool { return result > 0 })
	case "$gte":
		return compare(func(result int) bool { return result >= 0 })
	case "$lt":
		return compare(func(result int) bool { return result < 0 })
	default:
		return compare(func(result int) bool { return result <= 0 })
	}
}

// find returns the documents that match, sorted by _id.
func (m model) find(filter []predicate) []bson.D {
	var found []bson.D
	for _, doc := range m {
		if !slices.ContainsFunc(filter, func(p predicate) bool { return !p.matches(doc) }) {
			found = append(found, doc)
		}
	}
	slices.SortFunc(found, func(a, b bson.D) int { return compareValues(idOf(a), idOf(b)) })
	return found
}

func idOf(doc bson.D) any {
	id, _ := lookup(doc, "_id")
	return id
}

// sortKey is a value that documents without arrays sort by.
func sortKey(doc bson.D, at string) any {
	values := valuesAt(doc, at)
	if len(values) != 1 || values[0] == (any)(absent{}) {
		return nil
	}
	return values[0]
}

// inOrder says whether documents are sorted.
func inOrder(docs []bson.D, order bson.D) bool {
	return slices.IsSortedFunc(docs, func(a, b bson.D) int {
		for _, field := range order {
			result := compareValues(sortKey(a, field.Key), sortKey(b, field.Key))
			if result != 0 {
				return result * field.Value.(int)
			}
		}
		return 0
	})
}

// change is an update: a replacement or operators on top-level fields.
type change struct {
	replacement bson.D
	operators   bson.D
}

func (c change) document() bson.D {
	if c.replacement != nil {
		return c.replacement
	}
	return c.operators
}

// apply returns the changed document; ok is false when the operators do not fit its values.
func (c change) apply(doc bson.D) (changed bson.D, ok bool) {
	if c.replacement != nil {
		return append(d("_id", idOf(doc)), c.replacement...), true
	}
	changed = slices.Clone(doc)
	var added bson.D
	for _, operator := range c.operators {
		for _, field := range operator.Value.(bson.D) {
			at := slices.IndexFunc(changed, func(e bson.E) bool { return e.Key == field.Key })
			if at < 0 {
				if operator.Key != "$unset" {
					added = append(added, field)
				}
				continue
			}
			value, ok := operate(operator.Key, changed[at].Value, field.Value)
			if !ok {
				return nil, false
			}
			changed[at].Value = value
			if operator.Key == "$unset" {
				changed = slices.Delete(changed, at, at+1)
			}
		}
	}
	slices.SortFunc(added, func(a, b bson.E) int { return strings.Compare(a.Key, b.Key) })
	return append(changed, added...), true
}

func operate(operator string, value, operand any) (any, bool) {
	switch operator {
	case "$inc":
		if rank(value) != 1 || asInteger(value) > math.MaxInt64-asInteger(operand) {
			return nil, false
		}
		return sum(value, operand), true
	case "$max":
		if rank(value) == 3 || rank(value) == 4 {
			return nil, false
		}
		if compareValues(value, operand) < 0 {
			return operand, true
		}
		return value, true
	default:
		return operand, true
	}
}

func sum(a, b any) any {
	_, isIntA := a.(int32)
	_, isIntB := b.(int32)
	if isIntA && isIntB {
		return int32(asInteger(a) + asInteger(b))
	}
	return asInteger(a) + asInteger(b)
}

// history is a model with transactions: committed documents with the number of the commit that wrote each.
type history struct {
	committed model
	written   map[any]int // the last commit that changed an _id, also by deleting it
	versions  map[any]int // the commit that wrote the document which is there now
	exists    bool        // whether the collection was created
	itself    int         // the last commit that changed the collection itself: created it, or wrote an array, which indexes note
	commits   int
}

// pending is an open transaction.
type pending struct {
	at       int // the commit its snapshot shows
	visible  model
	versions map[any]int
	written  map[any]bool
	arrays   bool
}

func (h *history) begin() *pending {
	return &pending{at: h.commits, visible: maps.Clone(h.committed), versions: maps.Clone(h.versions), written: map[any]bool{}}
}

// write puts a document, nil to delete it.
func (p *pending) write(id any, doc bson.D) {
	p.written[id] = true
	p.visible[id] = doc
	if doc == nil {
		delete(p.visible, id)
	}
	p.arrays = p.arrays || hasArray(doc)
}

func hasArray(doc bson.D) bool {
	return slices.ContainsFunc(doc, func(e bson.E) bool { return rank(e.Value) == 4 })
}

// conflicts says that another commit changed what the transaction wrote. What came and went again is no conflict.
func (h *history) conflicts(p *pending) bool {
	for id := range p.written {
		if h.versions[id] != p.versions[id] {
			return true
		}
	}
	return false
}

func (h *history) commit(p *pending) {
	if len(p.written) == 0 {
		return
	}
	h.commits++
	for id := range p.written {
		h.written[id] = h.commits
		if doc, there := p.visible[id]; there {
			h.committed[id], h.versions[id] = doc, h.commits
		} else {
			delete(h.committed, id)
			delete(h.versions, id)
		}
	}
	if p.arrays || !h.exists {
		h.itself = h.commits
	}
	h.exists = true
}
