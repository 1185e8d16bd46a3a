package embedded

import (
	"math"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/wire"
)

// arguments are the fields of a command, and the documents that came beside its body.
type arguments struct {
	name     string
	fields   []argument
	sequence string
	items    []bson.Raw
}

type argument struct {
	name  []byte
	value bson.RawValue
}

// read takes the fields of a body, and refuses those that the command does not take and those that come twice.
func (a *arguments) read(request wire.Request, takes func(name []byte) bool) error {
	a.sequence, a.items = request.Sequence, request.Items
	for key, value := range document.Elements(request.Body) {
		if a.field(string(key)).Type != 0 || string(key) == a.sequence {
			return failure.New(failure.DuplicateField, "BSON field '%s.%s' is a duplicate field", a.name, key)
		}
		if len(a.fields) > 0 && !takes(key) {
			return failure.New(failure.UnknownField, "BSON field '%s.%s' is an unknown field.", a.name, key)
		}
		a.fields = append(a.fields, argument{key, value})
	}
	if a.sequence != "" && !takes([]byte(a.sequence)) {
		return failure.New(failure.UnknownField, "BSON field '%s.%s' is an unknown field.", a.name, a.sequence)
	}
	return nil
}

// field returns a field of the body; its type is 0 when it is missing.
func (a *arguments) field(name string) bson.RawValue {
	for at := range a.fields {
		if string(a.fields[at].name) == name {
			return a.fields[at].value
		}
	}
	return bson.RawValue{}
}

func (a *arguments) mistyped(name string, value bson.RawValue, expected string) error {
	return failure.Mistyped(a.name+"."+name, value, expected)
}

func (a *arguments) missing(name string) error {
	return failure.New(failure.MissingField, "BSON field '%s.%s' is missing but a required field", a.name, name)
}

// text returns a required string.
func (a *arguments) text(name string) (string, error) {
	value := a.field(name)
	switch value.Type {
	case 0:
		return "", a.missing(name)
	case bson.TypeString:
		return value.StringValue(), nil
	default:
		return "", a.mistyped(name, value, "string")
	}
}

// integer returns a whole number, otherwise when it is missing.
func (a *arguments) integer(name string, otherwise int64) (int64, error) {
	value := a.field(name)
	if value.Type == 0 {
		return otherwise, nil
	}
	number, ok := document.Whole(value)
	if !ok {
		return 0, a.mistyped(name, value, "long")
	}
	return number, nil
}

// count returns a whole number that is not negative.
func (a *arguments) count(name string, otherwise int) (int, error) {
	number, err := a.integer(name, int64(otherwise))
	if err == nil && (number < 0 || number > math.MaxInt32) {
		err = failure.New(failure.BadValue, "BSON field '%s.%s' must be between 0 and %d, not %d", a.name, name, math.MaxInt32, number)
	}
	return int(number), err
}

// boolean returns a flag, otherwise when it is missing.
func (a *arguments) boolean(name string, otherwise bool) (bool, error) {
	value := a.field(name)
	if value.Type == 0 {
		return otherwise, nil
	}
	flag, ok := document.Truth(value)
	if !ok {
		return false, a.mistyped(name, value, "bool")
	}
	return flag, nil
}

// document returns an object with no other fields than these, or any when there are none; it is empty when it is missing.
func (a *arguments) document(name string, allowed ...string) (bson.Raw, error) {
	value := a.field(name)
	switch {
	case value.Type == 0:
		return bson.Raw{}, nil
	case value.Type != bson.TypeEmbeddedDocument:
		return nil, a.mistyped(name, value, "object")
	case len(allowed) == 0:
		return bson.Raw(value.Value), nil
	default:
		return bson.Raw(value.Value), document.CheckFields(a.name+"."+name, value.Value, allowed...)
	}
}

// documents returns a required list of objects, which may have come beside the body.
func (a *arguments) documents(name string) ([]bson.Raw, error) {
	if a.sequence == name {
		return a.items, nil
	}
	value := a.field(name)
	switch value.Type {
	case 0:
		return nil, a.missing(name)
	case bson.TypeArray:
	default:
		return nil, a.mistyped(name, value, "array")
	}
	var items []bson.Raw
	for _, item := range document.Elements(value.Value) {
		if item.Type != bson.TypeEmbeddedDocument {
			return nil, a.mistyped(name, item, "object")
		}
		items = append(items, bson.Raw(item.Value))
	}
	return items, nil
}
