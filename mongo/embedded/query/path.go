// Package query finds documents by the indexes of their collection, and changes them. It knows filters, sorts, projections and
// updates as MongoDB's commands write them, and refuses what no index serves.
package query

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// checkPath refuses dotted field names to which MongoDB gives a meaning that this store does not serve: positions in arrays and
// operators.
func checkPath(path string) error {
	for part := range strings.SplitSeq(path, ".") {
		switch {
		case part == "" || part[0] == '$':
			return failure.New(failure.BadValue, "the field path %q has a part that is empty or starts with '$'", path)
		case strings.Trim(part, "0123456789") == "":
			return failure.Unserved("positions in arrays, as in the field path %q", path)
		}
	}
	return nil
}

// visit calls accept with each value at the path, as MongoDB's indexes hold them, until it returns true: the elements of an
// array, for a path through an array what is at the rest of the path in each of them, and for a field that is missing the zero
// value. An array without elements is a value of its own, and lacks every field. isArray reports whether an array was met.
func visit(doc bson.Raw, path string, accept func(bson.RawValue) bool) (accepted, isArray bool) {
	name, rest, leadsOn := strings.Cut(path, ".")
	value := document.Field(doc, name)
	switch {
	case value.Type == bson.TypeArray:
		return visitElements(value, rest, accept), true
	case leadsOn && value.Type == bson.TypeEmbeddedDocument:
		return visit(value.Value, rest, accept)
	case leadsOn:
		value = bson.RawValue{}
	}
	return accept(value), false
}

func visitElements(array bson.RawValue, rest string, accept func(bson.RawValue) bool) (accepted bool) {
	for _, item := range document.Elements(array.Value) {
		if rest != "" && item.Type == bson.TypeEmbeddedDocument {
			accepted, _ = visit(item.Value, rest, accept)
		} else {
			accepted = accept(valueAt(item, rest))
		}
		if accepted {
			return true
		}
	}
	return len(array.Value) == document.EmptySize && accept(valueAt(array, rest))
}

// valueAt is a value at the end of a path; it has none of the fields that a path leads on to.
func valueAt(value bson.RawValue, rest string) bson.RawValue {
	if rest != "" {
		return bson.RawValue{}
	}
	return value
}
