package query

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/order"
)

// FilterOperators are the operators that conditions may have; without one, a condition is the value to equal.
var FilterOperators = []string{"$gt", "$gte", "$in", "$lt", "$lte"}

// filter is a conjunction of predicates.
type filter []predicate

// predicate is one condition on the values at a path: to equal one of several ($in), or to be above or below one.
type predicate struct {
	path     Path
	operator string
	operands []bson.RawValue
}

// usualFilter is how many predicates most filters have at most.
const usualFilter = 4

// parseFilter reads a filter that was validated as BSON. It refuses every operator that is not in FilterOperators.
func parseFilter(doc bson.Raw) (filter, error) {
	parsed := make(filter, 0, usualFilter)
	singles := make([]bson.RawValue, 0, usualFilter)
	for key, value := range document.Elements(doc) {
		name := string(key)
		if len(name) > 0 && name[0] == '$' {
			return nil, failure.New(failure.BadValue, "unknown top level operator: %s", name)
		}
		at, err := parsePath(name)
		if err != nil {
			return nil, err
		}
		if !document.IsOperators(value) {
			singles = append(singles, value)
			parsed = append(parsed, predicate{at, "$in", singles[len(singles)-1:]})
			continue
		}
		for operator, operand := range document.Elements(value.Value) {
			operands, err := parseOperand(string(operator), operand)
			if err != nil {
				return nil, err
			}
			parsed = append(parsed, predicate{at, string(operator), operands})
		}
	}
	return parsed, parsed.check()
}

// parseOperand returns the values that an operator compares with.
func parseOperand(operator string, operand bson.RawValue) ([]bson.RawValue, error) {
	switch {
	case !document.Contains(FilterOperators, []byte(operator)):
		return nil, failure.New(failure.BadValue, "unknown operator: %s", operator)
	case operator != "$in":
		return []bson.RawValue{operand}, nil
	case operand.Type != bson.TypeArray:
		return nil, failure.New(failure.BadValue, "$in needs an array")
	}
	var operands []bson.RawValue
	for _, item := range document.Elements(operand.Value) {
		operands = append(operands, item)
	}
	return operands, nil
}

func (f filter) check() error {
	for _, predicate := range f {
		for _, operand := range predicate.operands {
			if !order.Orders(operand) {
				return failure.New(failure.BadValue, "%s on %q is not served for BSON type %s", predicate.operator, predicate.path, operand.Type)
			}
		}
	}
	return nil
}

// matches reports whether a document satisfies every predicate.
func (f filter) matches(doc bson.Raw) bool {
	for at := range f {
		accept := f[at].inRange
		if f[at].operator == "$in" {
			accept = f[at].equalsAny
		}
		if !f[at].path.visit(doc, accept) {
			return false
		}
	}
	return true
}

func (p *predicate) equalsAny(value bson.RawValue) bool {
	for _, operand := range p.operands {
		if result, err := order.Compare(value, operand); err == nil && result == 0 {
			return true
		}
	}
	return false
}

// inRange compares values of one class of types only.
func (p *predicate) inRange(value bson.RawValue) bool {
	if !order.SameClass(value, p.operands[0]) {
		return false
	}
	result, err := order.Compare(value, p.operands[0])
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
