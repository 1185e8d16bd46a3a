package query

import (
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// maxFields is how many fields an index has at most, as in MongoDB.
const maxFields = 32

// primaryName is the name of the index on _id, which is the documents themselves.
const primaryName = "_id_"

const idField = "_id"

// IndexFields are the fields of an index's specification.
var IndexFields = []string{"key", "name", "v"}

// Index is the definition of an index. All its fields ascend.
type Index struct {
	Name   string
	Fields []string
	Space  string
	Ready  bool   // else it is being built: maintained, but not used
	Arrays uint64 // a bit for each field at which a document has held an array
}

// multikey reports whether a document has held an array at the field.
func (i *Index) multikey(field int) bool { return i.Arrays&(1<<field) != 0 }

// Pattern is the definition as documents write it.
func (i *Index) Pattern() bson.Raw {
	return document.Build(func(b *document.Builder) {
		for _, field := range i.Fields {
			b.Int32(field, 1)
		}
	})
}

// IsPrimary reports whether the definition is that of the index on _id, which every collection has.
func (i *Index) IsPrimary() bool { return len(i.Fields) == 1 && i.Fields[0] == idField }

// ParseIndex reads the specification of an index of a collection.
func ParseIndex(namespace string, spec bson.Raw) (Index, error) {
	for key := range document.Elements(spec) {
		if !document.Contains(IndexFields, key) {
			return Index{}, failure.New(failure.InvalidIndexSpecification, "The field '%s' is not valid for an index specification in the embedded store", key)
		}
	}
	key, name, version := document.Field(spec, "key"), document.Field(spec, "name"), document.Field(spec, "v")
	number, _ := document.Whole(version)
	switch {
	case key.Type != bson.TypeEmbeddedDocument:
		return Index{}, failure.Mistyped("createIndexes.indexes.key", key, "object")
	case name.Type != bson.TypeString:
		return Index{}, failure.Mistyped("createIndexes.indexes.name", name, "string")
	case version.Type != 0 && number != 2:
		return Index{}, failure.New(failure.CannotCreateIndex, "the embedded store creates indexes of version 2 only")
	}
	fields, err := parseAscending(bson.Raw(key.Value))
	if err != nil {
		return Index{}, failure.New(failure.CannotCreateIndex, "%s", err)
	}
	parsed := Index{Name: name.StringValue(), Fields: fields}
	parsed.Space = indexSpace(namespace, parsed.Name)
	return parsed, parsed.check()
}

// parseAscending reads the fields of an index.
func parseAscending(doc bson.Raw) ([]string, error) {
	sorted, err := parseSort(doc)
	if err != nil {
		return nil, err
	}
	var fields []string
	for _, field := range sorted {
		if field.descending {
			return nil, failure.Unserved("indexes with fields that descend, as %q", field.path)
		}
		fields = append(fields, field.path)
	}
	return fields, nil
}

func (i *Index) check() error {
	switch {
	case i.Name == "" || len(i.Name) > 127 || strings.Contains(i.Name, "\x00") || i.Name == "*":
		return failure.New(failure.CannotCreateIndex, "Invalid index name: %q", i.Name)
	case len(i.Fields) == 0 || len(i.Fields) > maxFields:
		return failure.New(failure.CannotCreateIndex, "an index has between 1 and %d fields, not %d", maxFields, len(i.Fields))
	case (i.Name == primaryName) != i.IsPrimary():
		return failure.New(failure.BadValue, "The name _id_ is that of the index {_id: 1}, and of no other")
	}
	for at, field := range i.Fields {
		if slices.Index(i.Fields, field) != at {
			return failure.New(failure.CannotCreateIndex, "field %q is twice in the index", field)
		}
	}
	return nil
}

// In reports whether the index is one of several; another of its name or of its fields is a conflict.
func (i *Index) In(others []Index) (bool, error) {
	for at := range others {
		other := &others[at]
		same := slices.Equal(i.Fields, other.Fields)
		switch {
		case i.Name == other.Name && same:
			return true, nil
		case i.Name == other.Name:
			return false, failure.New(failure.IndexKeySpecsConflict, "An existing index has the same name as the requested index, %q, and other fields", i.Name)
		case same:
			return false, failure.New(failure.IndexOptionsConflict, "Index already exists with a different name: %s", other.Name)
		}
	}
	return false, nil
}
