package embedded

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/order"
)

// update is a parsed change of one document: a replacement, or a tree of operators.
type update struct {
	replacement bson.Raw
	changes     *changeNode
}

// changeNode is a field that an update changes, by an operator or further down.
type changeNode struct {
	operator string // "" of a field that is changed further down
	operand  bson.RawValue
	below    map[string]*changeNode
	order    []string // the names below, sorted: the order in which new fields are added
	created  bool     // whether something below adds a field where there is none
}

// parseUpdate reads an object.
func parseUpdate(value bson.RawValue) (*update, error) {
	doc := bson.Raw(value.Value)
	if !isOperators(value) {
		return parseReplacement(doc)
	}
	parsed := &update{changes: &changeNode{below: map[string]*changeNode{}}}
	for key, fields := range elements(doc) {
		operator := string(key)
		if _, known := updateOperators[operator]; !known {
			return nil, fail(codeFailedToParse, "Unknown modifier: %s. Expected a valid update modifier or pipeline-style update specified as an array", operator)
		}
		if fields.Type != bson.TypeEmbeddedDocument {
			return nil, fail(codeFailedToParse, "Modifiers operate on fields but we found type %s instead. For example: {$mod: {<field>: ...}}", fields.Type)
		}
		for name, operand := range elements(fields.Value) {
			if err := parsed.changes.add(string(name), operator, operand); err != nil {
				return nil, err
			}
		}
	}
	return parsed, nil
}

func parseReplacement(doc bson.Raw) (*update, error) {
	for key := range elements(doc) {
		if len(key) > 0 && key[0] == '$' {
			return nil, fail(codeDollarPrefixedField, "The dollar ($) prefixed field '%s' is not allowed in the context of an update's replacement document.", key)
		}
	}
	_, _, err := onlyID(doc)
	return &update{replacement: doc}, err
}

// add enters an operator into the tree at its path.
func (n *changeNode) add(name, operator string, operand bson.RawValue) error {
	at, err := parsePath(name)
	if err != nil {
		return err
	}
	if operator == "$inc" && !isNumber(operand) {
		return fail(codeTypeMismatch, "Cannot increment with non-numeric argument: {%s: %s}", name, operand.Type)
	}
	if operator == "$max" && !order.Orders(operand) {
		return fail(codeNotImplemented, "the embedded store does not serve $max with BSON type %s", operand.Type)
	}
	if err := checkDepth(at, operand); err != nil {
		return err
	}
	for _, segment := range at {
		if n.operator != "" {
			return conflictAt(name)
		}
		n.created = n.created || operator != "$unset"
		next := n.below[segment]
		if next == nil {
			next = &changeNode{below: map[string]*changeNode{}}
			n.below[segment] = next
			position, _ := slices.BinarySearch(n.order, segment)
			n.order = slices.Insert(n.order, position, segment)
		}
		n = next
	}
	if n.operator != "" || len(n.below) > 0 {
		return conflictAt(name)
	}
	n.operator, n.operand, n.created = operator, operand, operator != "$unset"
	return nil
}

// checkDepth refuses what would nest too deep in the document: how deep it is in the command says nothing of that.
func checkDepth(at path, operand bson.RawValue) error {
	if len(at) > maxDepth+1 {
		return fail(codeOverflow, "the field path has %d parts, and documents nest no deeper than %d levels", len(at), maxDepth)
	}
	if operand.Type != bson.TypeEmbeddedDocument && operand.Type != bson.TypeArray {
		return nil
	}
	return validate(operand.Value, len(at))
}

func conflictAt(name string) error {
	return fail(codeConflictingOperators, "Updating the path '%s' would create a conflict at '%s'", name, name)
}

// apply returns the changed document. The _id never changes.
func (u *update) apply(doc bson.Raw) (bson.Raw, error) {
	id := field(doc, "_id")
	var changed bson.Raw
	if u.changes == nil {
		if given := field(u.replacement, "_id"); given.Type != 0 && !sameValue(given, id) {
			return nil, fail(codeImmutableField, "After applying the update, the (immutable) field '_id' was found to have been altered")
		}
		changed = withID(u.replacement, id)
	} else {
		var b builder
		b.begin()
		if err := u.changes.applyTo(doc, &b); err != nil {
			return nil, err
		}
		b.end()
		changed = b.buffer
		if !sameValue(field(changed, "_id"), id) {
			return nil, fail(codeImmutableField, "Performing an update on the path '_id' would modify the immutable field '_id'")
		}
	}
	if len(changed) > maxDocumentSize {
		return nil, fail(codeGrownTooLarge, "Resulting document after update is larger than %d", maxDocumentSize)
	}
	return changed, nil
}

func sameValue(a, b bson.RawValue) bool {
	return a.Type == b.Type && bytes.Equal(a.Value, b.Value)
}

// withID puts the _id first, where MongoDB stores it.
func withID(doc bson.Raw, id bson.RawValue) bson.Raw {
	return build(func(b *builder) {
		b.value("_id", id)
		for key, value := range elements(doc) {
			if string(key) != "_id" {
				b.value(string(key), value)
			}
		}
	})
}

// applyTo copies the fields of a document with the changes in their places, and adds what is new in order of name.
func (n *changeNode) applyTo(doc []byte, b *builder) error {
	present := make(map[string]bool, len(n.order))
	for key, value := range elements(doc) {
		next := n.below[string(key)]
		if next == nil {
			b.value(string(key), value)
			continue
		}
		present[string(key)] = true
		if err := next.change(string(key), value, b); err != nil {
			return err
		}
	}
	for _, name := range n.order {
		if next := n.below[name]; !present[name] && next.created {
			if err := next.create(name, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// change writes a field that is there already.
func (n *changeNode) change(name string, value bson.RawValue, b *builder) error {
	switch n.operator {
	case "":
		return n.descend(name, value, b)
	case "$set":
		b.value(name, n.operand)
	case "$unset":
	case "$inc":
		sum, err := add(name, value, n.operand)
		if err != nil {
			return err
		}
		b.value(name, sum)
	default: // $max
		result, err := order.Compare(value, n.operand)
		if err != nil {
			return fail(codeNotImplemented, "the embedded store does not serve $max on the BSON type %s of field %q", value.Type, name)
		}
		if result < 0 {
			value = n.operand
		}
		b.value(name, value)
	}
	return nil
}

func (n *changeNode) descend(name string, value bson.RawValue, b *builder) error {
	if value.Type != bson.TypeEmbeddedDocument {
		if !n.created { // there is nothing to unset
			b.value(name, value)
			return nil
		}
		return fail(codePathNotViable, "Cannot create field '%s' in element {%s: %s}", n.order[0], name, value.Type)
	}
	b.document(name)
	err := n.applyTo(value.Value, b)
	b.end()
	return err
}

// create writes a field that is not there.
func (n *changeNode) create(name string, b *builder) error {
	if n.operator != "" {
		b.value(name, n.operand)
		return nil
	}
	b.document(name)
	err := n.applyTo([]byte{5, 0, 0, 0, 0}, b)
	b.end()
	return err
}

func isNumber(value bson.RawValue) bool {
	return value.Type == bson.TypeInt32 || value.Type == bson.TypeInt64 || value.Type == bson.TypeDouble
}

// add sums two numbers as MongoDB does: an int32 grows to an int64, an int64 never wraps around.
func add(name string, value, more bson.RawValue) (bson.RawValue, error) {
	if !isNumber(value) {
		return value, fail(codeTypeMismatch, "Cannot apply $inc to a value of non-numeric type. Field '%s' has non-numeric type %s", name, value.Type)
	}
	if value.Type == bson.TypeDouble || more.Type == bson.TypeDouble {
		sum := value.AsFloat64() + more.AsFloat64()
		return bson.RawValue{Type: bson.TypeDouble, Value: binary.LittleEndian.AppendUint64(nil, math.Float64bits(sum))}, nil
	}
	a, b := value.AsInt64(), more.AsInt64()
	sum := a + b
	if (sum > a) != (b > 0) {
		return value, fail(codeBadValue, "Failed to apply $inc operations to current value of field '%s': it exceeds the range of 64 bits", name)
	}
	if value.Type == bson.TypeInt32 && more.Type == bson.TypeInt32 && int64(int32(sum)) == sum {
		return bson.RawValue{Type: bson.TypeInt32, Value: binary.LittleEndian.AppendUint32(nil, uint32(sum))}, nil
	}
	return bson.RawValue{Type: bson.TypeInt64, Value: binary.LittleEndian.AppendUint64(nil, uint64(sum))}, nil
}
