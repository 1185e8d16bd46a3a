package embedded

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// path is a dotted field name, taken apart.
type path []string

// parsePath refuses what MongoDB gives a meaning that this store does not serve: positions in arrays and operators.
func parsePath(name string) (path, error) {
	segments := path(strings.Split(name, "."))
	for _, segment := range segments {
		if segment == "" {
			return nil, fail(codeBadValue, "the field path %q has an empty part", name)
		}
		if segment[0] == '$' {
			return nil, fail(codeBadValue, "the field path %q has a part that starts with '$'", name)
		}
		if isPosition(segment) {
			return nil, fail(codeNotImplemented, "the field path %q has a position in an array, which the embedded store does not serve", name)
		}
	}
	return segments, nil
}

// isPosition says whether a part of a path has digits only.
func isPosition(segment string) bool {
	for _, char := range []byte(segment) {
		if char < '0' || char > '9' {
			return false
		}
	}
	return true
}

// isID says that the path leads to the _id.
func (p path) isID() bool { return len(p) == 1 && p[0] == "_id" }

func (p path) String() string { return strings.Join(p, ".") }

// visit calls accept with each value at the path, as MongoDB's filters see them, until it returns true: the elements
// of an array and then the array itself, for a path through an array those of each document in it, and for a field
// that is missing the zero value. It says whether accept did return true.
func (p path) visit(doc bson.Raw, accept func(bson.RawValue) bool) bool {
	value := field(doc, p[0])
	if len(p) == 1 {
		if value.Type == bson.TypeArray {
			for _, item := range elements(value.Value) {
				if accept(item) {
					return true
				}
			}
		}
		return accept(value)
	}
	switch value.Type {
	case bson.TypeEmbeddedDocument:
		return p[1:].visit(bson.Raw(value.Value), accept)
	case bson.TypeArray:
		for _, item := range elements(value.Value) {
			if item.Type == bson.TypeEmbeddedDocument && p[1:].visit(bson.Raw(item.Value), accept) {
				return true
			}
		}
		return false
	default:
		return accept(bson.RawValue{})
	}
}
