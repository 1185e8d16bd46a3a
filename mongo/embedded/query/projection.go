package query

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// Projection is the fields that a query returns: all when there are no paths.
type Projection struct {
	paths  []Path
	withID bool
}

// ParseProjection reads an inclusion: fields with 1 or true, and _id with 0 to leave it out.
func ParseProjection(doc bson.Raw) (Projection, error) {
	parsed := Projection{withID: true}
	for key, value := range document.Elements(doc) {
		name := string(key)
		included, ok := document.Truth(value)
		switch {
		case ok && name == "_id":
			parsed.withID = included
			if included {
				parsed.paths = append(parsed.paths, Path{"_id"})
			}
			continue
		case !ok || !included:
			return parsed, failure.New(failure.NotImplemented, "the embedded store serves projections that include fields; '%s' is none", name)
		}
		at, err := parsePath(name)
		if err != nil {
			return parsed, err
		}
		parsed.paths = append(parsed.paths, at)
	}
	if len(parsed.paths) == 0 && !parsed.withID {
		return parsed, failure.New(failure.NotImplemented, "the embedded store serves projections that include fields, and none is")
	}
	slices.SortFunc(parsed.paths, func(a, b Path) int { return slices.Compare(a, b) })
	if twice, overlap := overlapping(parsed.paths); overlap {
		return parsed, failure.New(failure.BadValue, "Path collision at %s", twice)
	}
	return parsed, nil
}

// Apply returns what of a document is to be returned.
func (p Projection) Apply(doc bson.Raw) bson.Raw {
	if len(p.paths) == 0 {
		return doc
	}
	return document.Build(func(b *document.Builder) {
		for key, value := range document.Elements(doc) {
			if string(key) == "_id" && p.withID {
				b.Value("_id", value)
			} else {
				include(b, string(key), value, p.paths)
			}
		}
	})
}

// include adds what the paths include of a field.
func include(b *document.Builder, name string, value bson.RawValue, paths []Path) {
	var below []Path
	for _, path := range paths {
		if path[0] != name {
			continue
		}
		if len(path) == 1 {
			b.Value(name, value)
			return
		}
		below = append(below, path[1:])
	}
	if len(below) > 0 {
		includeInside(b, name, value, below)
	}
}

// includeInside adds a document, or the documents of an array and of arrays in it, with what the paths include of them.
func includeInside(b *document.Builder, name string, value bson.RawValue, paths []Path) bool {
	switch value.Type {
	case bson.TypeEmbeddedDocument:
		b.Document(name)
		for key, inside := range document.Elements(value.Value) {
			include(b, string(key), inside, paths)
		}
	case bson.TypeArray:
		b.Array(name)
		count := 0
		for _, item := range document.Elements(value.Value) {
			if includeInside(b, document.ItemName(count), item, paths) {
				count++
			}
		}
	default:
		return false
	}
	b.End()
	return true
}
