package document

import (
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// Named is part of a document that lists can order by a name, and search by its start.
type Named struct {
	// NameKey is text.NameKey of the name. It orders the documents of its collection, no two alike.
	NameKey string `bson:"nameKey"`
	// FoldVersion is the version of the folding that the key was made by.
	FoldVersion int `bson:"foldVersion"`
}

// Key is the stored key of the name.
func (n *Named) Key() *Named { return n }

// Searchable is a document that has a key of its name.
type Searchable interface {
	Document
	// ListName is the name that lists order the document by, as it is shown.
	ListName() string
	Key() *Named
}

// Index makes the key of the name, for a document that has one. Every commit does this to what it writes, so that no rule
// that changes a name can forget it.
func Index(written Document) {
	if named, ok := written.(Searchable); ok {
		*named.Key() = Named{NameKey: text.NameKey(named.ListName(), named.Meta().ID), FoldVersion: text.FoldVersion}
	}
}

// DerivedFields names what Index makes, as it is stored.
func DerivedFields() []string { return []string{"nameKey", "foldVersion"} }

// maxFilterEntries is the most entries of a list in a filter, such as its states, repeated ones included.
const maxFilterEntries = 100

// CheckEntries checks the number of entries of a list in a filter. It raises DATA_NOT_VALID.
func CheckEntries(path string, count int) error {
	var fields inputs.Fields
	fields.Entries(path, count, maxFilterEntries)
	return fields.Err()
}

// longestNameStart is in Unicode characters.
const longestNameStart = 50

// CheckNameStart checks the start of a name in a filter. It raises DATA_NOT_VALID; nothing, for one that is absent.
func CheckNameStart(path string, start *string) error {
	if start == nil {
		return nil
	}
	var fields inputs.Fields
	fields.Text(path, *start, 1, longestNameStart)
	return fields.Err()
}
