package accessrule

import (
	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// mustNotBeNull is said of a field that an update sets to null and that an object cannot be without.
const mustNotBeNull = "must not be null"

// newIdentifier decides on an identifier, with no rule attached. That its number is unique is for the commit to find out.
func newIdentifier(input CreateIdentifier) (*Identifier, error) {
	var fields text.Fields
	identifier := &Identifier{
		Name:          fields.Text("input.name", input.Name, 1, MaxNameLength),
		Affiliation:   input.Affiliation,
		Type:          input.Type,
		Validity:      IdentifierValidity{}.update(input.Validity, &fields),
		AccessRuleIDs: []string{},
	}
	number, problem := NormalNumber(input.Type, input.Number)
	fields.Refuse("input.number", problem)
	identifier.Number = number
	return identifier, fields.Err()
}

// update returns the identifier as it is once the fields that were given are changed.
func (i *Identifier) update(given UpdateIdentifier) (*Identifier, error) {
	var fields text.Fields
	after := *i
	after.Name = updateText(&fields, "input.name", i.Name, given.Name, 1, MaxNameLength)
	after.Affiliation = updateValue(&fields, "input.affiliation", i.Affiliation, given.Affiliation)
	after.Validity = i.Validity.update(updateValue(&fields, "input.validity", UpdateValidity{}, given.Validity), &fields)
	return &after, fields.Err()
}

// updateText returns the text that a field has after an update.
func updateText(fields *text.Fields, path, before string, given document.Field[string], shortest, longest int) string {
	if !given.Given || given.Value == nil {
		return updateValue(fields, path, before, given)
	}
	return fields.Text(path, *given.Value, shortest, longest)
}

// updateValue returns the value that a field has after an update.
func updateValue[T any](fields *text.Fields, path string, before T, given document.Field[T]) T {
	switch {
	case !given.Given:
		return before
	case given.Value == nil:
		fields.Refuse(path, mustNotBeNull)
		return before
	default:
		return *given.Value
	}
}
