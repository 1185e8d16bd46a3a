// Package audit records who changed what, and when.
package audit

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Record is kept for each object that a mutation changed, in the mutation's own commit. Records are never changed.
type Record struct {
	ID            string `bson:"_id"`
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
	// At is the time of the ID, so that the order of records is that of their times.
	At    time.Time   `bson:"at"`
	Actor actor.Actor `bson:"actor"`
	// Action is the mutation's field in the schema, or the operator's subcommand.
	Action string `bson:"action"`
	// SubjectID is the document that was changed; empty when nothing was found to act on.
	SubjectID string `bson:"subjectId"`
	// SubjectVersion is the version that the document had after the change, or when it was deleted; nil in records that were
	// made before this was recorded, and where there is no subject.
	SubjectVersion *int   `bson:"subjectVersion,omitempty"`
	RequestID      string `bson:"requestId"`
	// ClientRequestID is what the client called the request; nil when it did not say.
	ClientRequestID *string       `bson:"clientRequestId,omitempty"`
	Changes         []FieldChange `bson:"changes"`
}

// Meta describes the record as a document.
func (r *Record) Meta() *document.Base {
	return &document.Base{ID: r.ID, CompanyID: r.CompanyID, SchemaVersion: r.SchemaVersion, Version: 1, UpdatedAt: r.At}
}

// Inconsistencies reports a subject that is no ID.
func (r *Record) Inconsistencies() []string {
	if _, err := id.Parse(r.SubjectID); r.SubjectID != "" && err != nil {
		return []string{"has a subjectId that is not an ID"}
	}
	return nil
}

// FieldChange is one field before and after. A field that was absent is nil. Once stored, the values are as JSON has them
// (Plain).
type FieldChange struct {
	Field  string `bson:"field"`
	Before any    `bson:"before"`
	After  any    `bson:"after"`
}

// Filter chooses records. The zero value leaves nothing out.
type Filter struct {
	// SubjectID keeps the records of one document.
	SubjectID *string
	// ApplicationID keeps those of the changes that one application made.
	ApplicationID *string
	// Action keeps those of one mutation, by its field in the schema.
	Action *string
	// RequestID keeps those of one request.
	RequestID *string
	// From keeps what was changed at that instant or later, To what was changed before. An instant is nil for no bound.
	From, To *time.Time
}

// Possible reports whether a record can match the filter: the empty IDs that are stored where there is no application or no
// subject are IDs of nothing.
func (f Filter) Possible() bool {
	return (f.SubjectID == nil || *f.SubjectID != "") && (f.ApplicationID == nil || *f.ApplicationID != "")
}
