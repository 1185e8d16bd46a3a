package commit

import (
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Claimant is a document with values that are unique within its company.
type Claimant interface {
	document.Document
	// Claims returns the claims of the document in its current state. Taken is not set: it depends on the input of a mutation.
	Claims() []Claim
}

// Sharer is a document that shares other documents with documents of its kind.
type Sharer interface {
	document.Document
	// Shares returns the documents that the document shares in its current state, each once.
	Shares() []Shared
}

// Shared is a document that exists as long as it has sharers. Its ID is derived from its content (id.Derive).
type Shared interface {
	document.Document
	// Sharers describes the documents that share it.
	Sharers() Sharers
}

// Sharers describes the documents that share a document, and their number.
type Sharers struct {
	// SharedID is the ID that the shared document must have.
	SharedID string
	// Count is the number of sharers, stored in CountField.
	Count      *int
	CountField string
	// Kind, Field and Value select the sharers, as in a Tally.
	Kind  id.Kind
	Field string
	Value string
}

// Tallied is a document with counters.
type Tallied interface {
	document.Document
	// Tallies describes the counters of the document in its current state.
	Tallies() []Tally
}

// Tally describes a counter of a document, so that its value can be verified.
type Tally struct {
	Counter Counter
	// Kind, Field and Value select the documents that are counted: those of the kind whose stored field is or contains the value.
	// Kind is empty for a counter of what is left, whose value cannot be derived from documents.
	Kind  id.Kind
	Field string
	Value string
	// Most is the highest value of a counter of what is left; the lowest is zero.
	Most int
}

// Referrer is a document that refers to other documents of its company.
type Referrer interface {
	document.Document
	// References returns the references to documents that must exist as long as this document does.
	References() []Reference
}

// Reference is a reference to a document of the same company.
type Reference struct {
	// Field is the stored name of the field with the reference.
	Field string
	// Kind is the kind of the document that is referred to.
	Kind id.Kind
	// By is the stored name of the field of that document whose value is Value; empty for its ID.
	By    string
	Value string
	// Swept is set for a reference that may outlive its document until a sweep removes it.
	Swept bool
}

// OneReference returns a reference by ID, or none if the ID is nil or empty.
func OneReference(field string, kind id.Kind, documentID *string) []Reference {
	if documentID == nil || *documentID == "" {
		return nil
	}
	return []Reference{{Field: field, Kind: kind, Value: *documentID}}
}

// ManyReferences returns references by ID.
func ManyReferences(field string, kind id.Kind, documentIDs []string) []Reference {
	references := make([]Reference, len(documentIDs))
	for i, documentID := range documentIDs {
		references[i] = Reference{Field: field, Kind: kind, Value: documentID}
	}
	return references
}
