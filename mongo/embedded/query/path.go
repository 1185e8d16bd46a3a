// Package query finds documents by the indexes of their collection, and changes them. It knows filters, sorts, projections and
// updates as MongoDB's commands write them, and refuses what no index serves.
package query

import (
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// Path is a dotted field name, taken apart.
type Path []string

// parsePath refuses what MongoDB gives a meaning that this store does not serve: positions in arrays and operators.
func parsePath(name string) (Path, error) {
	segments := Path(strings.Split(name, "."))
	for _, segment := range segments {
		switch {
		case segment == "":
			return nil, failure.New(failure.BadValue, "the field path %q has an empty part", name)
		case segment[0] == '$':
			return nil, failure.New(failure.BadValue, "the field path %q has a part that starts with '$'", name)
		case strings.Trim(segment, "0123456789") == "":
			return nil, failure.New(failure.NotImplemented, "the field path %q has a position in an array, which the embedded store does not serve", name)
		}
	}
	return segments, nil
}

// isID reports whether the path leads to the _id.
func (p Path) isID() bool { return len(p) == 1 && p[0] == "_id" }

// String implements fmt.Stringer.
func (p Path) String() string { return strings.Join(p, ".") }

// begins reports whether another path is this one or leads on from it.
func (p Path) begins(other Path) bool { return len(p) <= len(other) && slices.Equal(p, other[:len(p)]) }

// overlapping returns a path that is another's beginning, or twice among them, if there is one. The paths are sorted.
func overlapping(paths []Path) (twice Path, overlap bool) {
	for at := 1; at < len(paths); at++ {
		if paths[at-1].begins(paths[at]) {
			return paths[at], true
		}
	}
	return nil, false
}

// visit calls accept with each value at the path, as MongoDB's filters see them, until it returns true: the elements
// of an array and then the array itself, for a path through an array those of each document in it, and for a field
// that is missing the zero value. It reports whether accept did return true.
func (p Path) visit(doc bson.Raw, accept func(bson.RawValue) bool) bool {
	value := document.Field(doc, p[0])
	switch {
	case len(p) == 1 && value.Type == bson.TypeArray:
		for _, item := range document.Elements(value.Value) {
			if accept(item) {
				return true
			}
		}
		return accept(value)
	case len(p) == 1:
		return accept(value)
	case value.Type == bson.TypeEmbeddedDocument:
		return p[1:].visit(bson.Raw(value.Value), accept)
	case value.Type == bson.TypeArray:
		for _, item := range document.Elements(value.Value) {
			if item.Type == bson.TypeEmbeddedDocument && p[1:].visit(bson.Raw(item.Value), accept) {
				return true
			}
		}
		return false
	default:
		return accept(bson.RawValue{})
	}
}
