package query

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// Projection is the fields that a query returns; nil is all of them.
type Projection []string

// ParseProjection reads an inclusion: whole fields, each with 1 or true. The _id is always among them.
func ParseProjection(doc bson.Raw) (Projection, error) {
	var fields Projection
	for key, value := range document.Elements(doc) {
		name := string(key)
		if included, _ := document.Truth(value); !included || strings.ContainsAny(name, ".$") {
			return nil, failure.Unserved("projections of anything but whole fields that are included, as '%s'", name)
		}
		fields = append(fields, name)
	}
	if fields != nil {
		fields = append(fields, idField)
	}
	return fields, nil
}

// Apply returns what of a document is to be returned.
func (p Projection) Apply(doc bson.Raw) bson.Raw {
	if p == nil {
		return doc
	}
	return document.Build(func(b *document.Builder) {
		for key, value := range document.Elements(doc) {
			if document.Contains(p, key) {
				b.Value(string(key), value)
			}
		}
	})
}
