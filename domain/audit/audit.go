// Package audit holds audit records.
package audit

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Record is the audit record of one object that a mutation has changed. It is written in the commit of the mutation, and never changes,
// except that the erasure of a person erases names and addresses in its changes (Erase).
type Record struct {
	ID            string `bson:"_id"`
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
	// At is the time of the ID, so that records sort by time.
	At    time.Time   `bson:"at"`
	Actor actor.Actor `bson:"actor"`
	// Action is the field of the mutation in the schema, or the subcommand of the operator.
	Action string `bson:"action"`
	// SubjectID is the ID of the changed document; empty if there is none.
	SubjectID string `bson:"subjectId"`
	// SubjectVersion is the version of the document after the change, or at its deletion. It is nil in old records that do not have it,
	// and without a subject.
	SubjectVersion *int   `bson:"subjectVersion,omitempty"`
	RequestID      string `bson:"requestId"`
	// ClientRequestID is the ID that the client has sent for the request; nil if it has sent none.
	ClientRequestID *string       `bson:"clientRequestId,omitempty"`
	Changes         []FieldChange `bson:"changes"`
}

// Meta returns the base of the record as a document.
func (r *Record) Meta() *document.Base {
	return &document.Base{ID: r.ID, CompanyID: r.CompanyID, SchemaVersion: r.SchemaVersion, Version: 1, UpdatedAt: r.At}
}

// Inconsistencies reports a subject that is not an ID.
func (r *Record) Inconsistencies() []string {
	if _, err := id.Parse(r.SubjectID); r.SubjectID != "" && err != nil {
		return []string{"has a subjectId that is not an ID"}
	}
	return nil
}

// FieldChange has the values of one field before and after a change. An absent field is nil. In stored records the values are those of
// JSON (see Plain).
type FieldChange struct {
	Field  string `bson:"field"`
	Before any    `bson:"before"`
	After  any    `bson:"after"`
}

// DeletedName returns the name that a deletion records for its subject: its name, or the code of a role. It is nil if the record is not of
// a deletion, or if the subject had no name.
func (r *Record) DeletedName() *string {
	for _, change := range r.Changes {
		if change.Field != "name" && change.Field != "code" {
			continue
		}
		if name, ok := change.Before.(string); ok && change.After == nil {
			return &name
		}
	}
	return nil
}

// Filter selects records. The zero value selects all.
type Filter struct {
	// SubjectID selects the records of one document.
	SubjectID *string
	// SubjectIDs selects the records of several documents, at most MaxSubjects; all if it is empty.
	SubjectIDs []string `json:",omitempty"`
	// ApplicationID selects the records of the changes of one application.
	ApplicationID *string
	// Action selects the records of one mutation, by its field in the schema.
	Action *string
	// RequestID selects the records of one request.
	RequestID *string
	// From and To select the records from an instant on, and before an instant. Nil is no limit.
	From, To *time.Time
}

// Possible reports whether any record can match the filter. An empty ID is stored for no application or no subject, and must not match.
func (f Filter) Possible() bool {
	return (f.SubjectID == nil || *f.SubjectID != "") && (f.ApplicationID == nil || *f.ApplicationID != "")
}
