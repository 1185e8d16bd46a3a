package document

import (
	"time"

	"accessgraph/domain/actor"
)

// Erased stands in for an erased name or text. It is valid for every such field.
const Erased = "erased"

// Erasure is the record of the erasure of a person, stored with the person.
type Erasure struct {
	// At is the instant from which the person is off, and cannot be changed.
	At time.Time   `bson:"at"`
	By actor.Actor `bson:"by"`
	// Reason is the reason that the caller gave.
	Reason string `bson:"reason"`
	// FinishedAt is the instant at which nothing was left to erase; nil while the background job is at work.
	FinishedAt *time.Time `bson:"finishedAt"`
}

// Instant returns the instant of an erasure, or nil if there is none.
func (e *Erasure) Instant() *time.Time {
	if e == nil {
		return nil
	}
	return &e.At
}

// Personal is a document with names or addresses of a person.
type Personal interface {
	Document
	// PersonalFields returns what stands in for the texts of the fields with names or addresses once they are erased, by the stored
	// names of the fields: a text, or nil for null. A name after a dot is that of a field within the field before it.
	PersonalFields() map[string]any
}

// Finished returns the erasure as it is once nothing is left to erase.
func (e *Erasure) Finished(at time.Time) *Erasure {
	finished := *e
	finished.FinishedAt = &at
	return &finished
}
