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
	parsed := filter{}
	err := parsed.add(doc)
	return parsed, err
}

// add adds the predicates of a document.
func (f *filter) add(doc bson.Raw) error {
	for key, value := range elements(doc) {
		name := string(key)
		var err error
		switch {
		case name == "$and":
			err = f.addAll(value)
		case len(name) > 0 && name[0] == '$':
			err = fail(codeBadValue, "unknown top level operator: %s", name)
		default:
			err = f.addField(name, value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addAll adds the predicates of each document of $and.
func (f *filter) addAll(value bson.RawValue) error {
	if value.Type != bson.TypeArray {
		return fail(codeBadValue, "$and must be an array")
	}
	count := 0
	for _, item := range elements(value.Value) {
		if item.Type != bson.TypeEmbeddedDocument {
			return fail(codeBadValue, "$and entries need to be full objects")
		}
		if err := f.add(bson.Raw(item.Value)); err != nil {
			return err
		}
		count++
	}
	if count == 0 {
		return fail(codeBadValue, "$and must be a nonempty array")
	}
	return nil
}

// addField adds the condition on one field: a value to equal, or a document of operators.
func (f *filter) addField(name string, value bson.RawValue) error {
	at, err := parsePath(name)
	if err != nil {
		return err
	}
	if !isOperators(value) {
		return f.addPredicate(at, "$eq", value)
	}
	for key, operand := range elements(value.Value) {
		if err := f.addPredicate(at, string(key), operand); err != nil {
			return err
		}
	}
	return nil
}

func (f *filter) addPredicate(at path, operator string, operand bson.RawValue) error {
	made, err := newPredicate(at, operator, operand)
	*f = append(*f, made)
	return err
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
