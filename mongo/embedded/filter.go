package embedded

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/order"
)

// filter is a conjunction of predicates.
type filter []predicate

// predicate is one comparison of the values at a path.
type predicate struct {
	path     path
	operator string
	operands []bson.RawValue // several for $in, otherwise one
}

// parseFilter reads a filter that was validated as BSON. It refuses every operator that is not in filterOperators.
func parseFilter(doc bson.Raw) (filter, error) {
	var parsed filter
	for key, value := range elements(doc) {
		name := string(key)
		var more filter
		var err error
		switch {
		case name == "$and":
			more, err = parseAnd(value)
		case len(name) > 0 && name[0] == '$':
			err = fail(codeBadValue, "unknown top level operator: %s", name)
		default:
			more, err = parseField(name, value)
		}
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, more...)
	}
	return parsed, nil
}

func parseAnd(value bson.RawValue) (filter, error) {
	if value.Type != bson.TypeArray {
		return nil, fail(codeBadValue, "$and must be an array")
	}
	var parsed filter
	count := 0
	for _, item := range elements(value.Value) {
		if item.Type != bson.TypeEmbeddedDocument {
			return nil, fail(codeBadValue, "$and entries need to be full objects")
		}
		more, err := parseFilter(bson.Raw(item.Value))
		if err != nil {
			return nil, err
		}
		parsed, count = append(parsed, more...), count+1
	}
	if count == 0 {
		return nil, fail(codeBadValue, "$and must be a nonempty array")
	}
	return parsed, nil
}

// parseField reads the condition on one field: a value to equal, or a document of operators.
func parseField(name string, value bson.RawValue) (filter, error) {
	at, err := parsePath(name)
	if err != nil {
		return nil, err
	}
	if !isOperators(value) {
		single, err := newPredicate(at, "$eq", value)
		return filter{single}, err
	}
	var parsed filter
	for key, operand := range elements(value.Value) {
		next, err := newPredicate(at, string(key), operand)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, next)
	}
	return parsed, nil
}

// isOperators says whether a document's first field names an operator.
func isOperators(value bson.RawValue) bool {
	if value.Type != bson.TypeEmbeddedDocument {
		return false
	}
	for key := range elements(value.Value) {
		return len(key) > 0 && key[0] == '$'
	}
	return false
}

func newPredicate(at path, operator string, operand bson.RawValue) (predicate, error) {
	parsed := predicate{path: at, operator: operator, operands: []bson.RawValue{operand}}
	if _, known := filterOperators[operator]; !known || operator == "$and" {
		return parsed, fail(codeBadValue, "unknown operator: %s", operator)
	}
	switch operator {
	case "$exists":
		return parsed, parsed.readExists(operand)
	case "$in":
		return parsed, parsed.readIn(operand)
	default:
		return parsed, orderable(at, operator, operand)
	}
}

func (p *predicate) readExists(operand bson.RawValue) error {
	wanted, err := truth(operand)
	if err != nil {
		return fail(codeBadValue, "$exists needs a boolean or a number")
	}
	p.operands = nil
	if !wanted {
		p.operator = missing
	}
	return nil
}

// missing is the operator that {$exists: false} becomes.
const missing = "$exists: false"

func (p *predicate) readIn(operand bson.RawValue) error {
	if operand.Type != bson.TypeArray {
		return fail(codeBadValue, "$in needs an array")
	}
	p.operands = nil
	for _, item := range elements(operand.Value) {
		if err := orderable(p.path, "$in", item); err != nil {
			return err
		}
		p.operands = append(p.operands, item)
	}
	return nil
}

func orderable(at path, operator string, operand bson.RawValue) error {
	if !order.Orders(operand) {
		return fail(codeBadValue, "%s on %q is not served for BSON type %s", operator, at, operand.Type)
	}
	return nil
}

// matches says whether a document satisfies every predicate.
func (f filter) matches(doc bson.Raw) bool {
	for at := range f {
		if !f[at].matches(doc) {
			return false
		}
	}
	return true
}

func (p *predicate) matches(doc bson.Raw) bool {
	switch p.operator {
	case "$exists":
		return p.path.visit(doc, present)
	case missing:
		return !p.path.visit(doc, present)
	case "$ne":
		return !p.path.visit(doc, p.equalsAny)
	case "$eq", "$in":
		return p.path.visit(doc, p.equalsAny)
	default:
		return p.path.visit(doc, p.inRange)
	}
}

func present(value bson.RawValue) bool { return value.Type != 0 }

func (p *predicate) equalsAny(value bson.RawValue) bool {
	for _, operand := range p.operands {
		if result, err := order.Compare(value, operand); err == nil && result == 0 {
			return true
		}
	}
	return false
}

// inRange compares values of one class of types only; NaN is equal to itself and neither above nor below anything.
func (p *predicate) inRange(value bson.RawValue) bool {
	operand := p.operands[0]
	if !order.SameClass(value, operand) {
		return false
	}
	if order.IsNaN(value) != order.IsNaN(operand) {
		return false
	}
	result, err := order.Compare(value, operand)
	if err != nil {
		return false
	}
	switch p.operator {
	case "$gt":
		return result > 0
	case "$gte":
		return result >= 0
	case "$lt":
		return result < 0
	default:
		return result <= 0
	}
}
