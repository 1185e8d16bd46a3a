// Package audit records who changed what, and when.
package audit

import (
	"time"

	"accessgraph/domain/actor"
)

// Record is kept for each object that a mutation changed, in the mutation's own commit. Records are never changed.
type Record struct {
	ID            string      `bson:"_id"`
	CompanyID     string      `bson:"companyId"`
	SchemaVersion int         `bson:"schemaVersion"`
	At            time.Time   `bson:"at"`
	Actor         actor.Actor `bson:"actor"`
	// Action is the mutation's field in the schema, or the operator's subcommand.
	Action    string        `bson:"action"`
	SubjectID string        `bson:"subjectId"`
	RequestID string        `bson:"requestId"`
	Changes   []FieldChange `bson:"changes"`
}

// FieldChange is one field before and after. A field that was absent is nil.
type FieldChange struct {
	Field  string `bson:"field"`
	Before any    `bson:"before"`
	After  any    `bson:"after"`
}

// Filter chooses records. The zero value leaves nothing out.
type Filter struct {
	// SubjectID keeps the records of one document.
	SubjectID string
}
