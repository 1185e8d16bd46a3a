package document

import (
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// Named is the part of a document by which lists are sorted and searched by name.
type Named struct {
	// NameKey is the text.NameKey of the name. It is unique within the collection.
	NameKey string `bson:"nameKey"`
	// FoldVersion is the version of the folding in NameKey, and in a claim of the name.
	FoldVersion int `bson:"foldVersion"`
}

// Key returns the stored key of the name.
func (n *Named) Key() *Named { return n }

// Searchable is a document with a key of its name.
type Searchable interface {
	Document
	// ListName returns the name by which lists are sorted.
	ListName() string
	Key() *Named
}

// Index sets the key of the name of a document, if it has one. Every change calls it, so that no rule can forget it.
func Index(doc Document) {
	if named, ok := doc.(Searchable); ok {
		*named.Key() = Named{NameKey: text.NameKey(named.ListName(), named.Meta().ID), FoldVersion: text.FoldVersion}
	}
}

// DerivedFields returns the stored names of the fields that Index sets.
func DerivedFields() []string { return []string{"nameKey", "foldVersion"} }

// maxFilterEntries is the limit of the entries of a list in a filter, duplicates included.
const maxFilterEntries = 100

// CheckEntries raises DATA_NOT_VALID if a list in a filter has too many entries.
func CheckEntries(path string, count int) error {
	var fields inputs.Fields
	fields.Entries(path, count, maxFilterEntries)
	return fields.Err()
}

// longestNameStart is in Unicode characters.
const longestNameStart = 50

// CheckNameStart raises DATA_NOT_VALID if the start of a name in a filter is not valid. Null is ignored.
func CheckNameStart(path string, start *string) error {
	if start == nil {
		return nil
	}
	var fields inputs.Fields
	fields.Query(path, *start, 1, longestNameStart)
	return fields.Err()
}
