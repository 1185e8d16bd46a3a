package commit

import (
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Claimant is a document that holds values which only one document of its company may have.
type Claimant interface {
	document.Document
	// Claims returns what the document holds as it is now. Taken is left zero: it depends on the input of a mutation.
	Claims() []Claim
}

// Sharer is a document that shares others with documents of its kind.
type Sharer interface {
	document.Document
	// Shares returns what the document shares as it is now, each once.
	Shares() []Shared
}

// Shared is a document that exists as long as others share it: it comes with the first of them and goes with the last.
// Its ID follows from what it is (id.Derive).
type Shared interface {
	document.Document
	// Sharers describes the documents that share it.
	Sharers() Sharers
}

// Sharers describes the documents that share one, and their number.
type Sharers struct {
	// SharedID is the ID that the shared document must have.
	SharedID string
	// Count is the number of sharers, stored in CountField.
	Count      *int
	CountField string
	// Kind, Field and Value choose the sharers, as they do in a Tally.
	Kind  id.Kind
	Field string
	Value string
}

// Tallied is a document that counters belong to.
type Tallied interface {
	document.Document
	// Tallies describes the counters that the document has as it is now.
	Tallies() []Tally
}

// Tally describes a counter of a document, so that it can be counted anew.
type Tally struct {
	Counter Counter
	// Kind, Field and Value choose the documents that are counted: those of the kind whose field, by the name it is stored
	// under, is the value or holds it. Kind is empty for a number that is used up: what is left of it follows from nothing else.
	Kind  id.Kind
	Field string
	Value string
	// Most is the highest value of a number that is used up; its lowest is zero.
	Most int
}

// Referrer is a document that names other documents of its company.
type Referrer interface {
	document.Document
	// References returns the documents that must exist as long as this one does.
	References() []Reference
}

// Reference names a document of the same company.
type Reference struct {
	// Field is where the reference stands, by the name it is stored under.
	Field string
	// Kind is the kind of the document.
	Kind id.Kind
	// By is the field of the document that Value is the value of, by the name it is stored under; empty for its ID.
	By    string
	Value string
	// Swept is set for a reference that outlives its document until a sweep has removed it.
	Swept bool
}

// OneReference returns the reference to a document by its ID; none for nil and for an empty text.
func OneReference(field string, kind id.Kind, documentID *string) []Reference {
	if documentID == nil || *documentID == "" {
		return nil
	}
	return []Reference{{Field: field, Kind: kind, Value: *documentID}}
}

// ManyReferences returns the references to documents by their IDs.
func ManyReferences(field string, kind id.Kind, documentIDs []string) []Reference {
	references := make([]Reference, len(documentIDs))
	for i, documentID := range documentIDs {
		references[i] = Reference{Field: field, Kind: kind, Value: documentID}
	}
	return references
}
