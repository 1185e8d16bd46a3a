package embedded

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// projection is the fields that a query returns: a tree of names, nil for whole documents.
type projection struct {
	names map[string]*projection // nil at a field that is returned whole
	id    bool
}

// projection reads an inclusion: fields with 1 or true, and _id with 0 to leave it out.
func (c *call) projection() (*projection, error) {
	doc, err := c.document("projection")
	if err != nil || len(doc) <= emptyDocument {
		return nil, err
	}
	made := &projection{names: map[string]*projection{}, id: true}
	for key, value := range elements(doc) {
		name := string(key)
		included, err := truth(value)
		if err != nil {
			return nil, fail(codeNotImplemented, "the embedded store serves projections that include fields; '%s' is none", name)
		}
		if name == "_id" {
			made.id = included
			continue
		}
		at, err := parsePath(name)
		if err != nil {
			return nil, err
		}
		if !included {
			return nil, fail(codeNotImplemented, "the embedded store serves projections that include fields, and '%s' is excluded", name)
		}
		if err := made.include(at); err != nil {
			return nil, err
		}
	}
	if len(made.names) == 0 && !made.id {
		return nil, fail(codeNotImplemented, "the embedded store serves projections that include fields, and none is")
	}
	return made, nil
}

func (p *projection) include(at path) error {
	for position, segment := range at {
		next, known := p.names[segment]
		last := position == len(at)-1
		if known && (next == nil || last) {
			return fail(codeBadValue, "Path collision at %s", strings.Join(at, "."))
		}
		if last {
			p.names[segment] = nil
			return nil
		}
		if !known {
			next = &projection{names: map[string]*projection{}}
			p.names[segment] = next
		}
		p = next
	}
	return nil
}

// apply returns what of a document is to be returned.
func (p *projection) apply(doc bson.Raw) bson.Raw {
	if p == nil {
		return doc
	}
	return build(func(b *builder) { p.copyTo(doc, b) })
}

func (p *projection) copyTo(doc []byte, b *builder) {
	for key, value := range elements(doc) {
		name := string(key)
		below, included := p.names[name]
		switch {
		case name == "_id" && p.id, included && below == nil:
			b.value(name, value)
		case !included:
		case value.Type == bson.TypeEmbeddedDocument:
			b.document(name)
			below.copyTo(value.Value, b)
			b.end()
		case value.Type == bson.TypeArray:
			b.array(name)
			below.copyItems(value.Value, b)
			b.end()
		}
	}
}

// copyItems projects the documents of an array, and of arrays in it, and leaves other items out.
func (p *projection) copyItems(array []byte, b *builder) {
	count := 0
	for _, item := range elements(array) {
		switch item.Type {
		case bson.TypeEmbeddedDocument:
			b.document(itemName(count))
			p.copyTo(item.Value, b)
		case bson.TypeArray:
			b.array(itemName(count))
			p.copyItems(item.Value, b)
		default:
			continue
		}
		b.end()
		count++
	}
}
