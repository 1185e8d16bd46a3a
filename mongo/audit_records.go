package mongo

import (
	"time"

	"accessgraph/domain/audit"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const (
	subjectIDField     = "subjectId"
	applicationIDField = "actor.applicationId"
	actionField        = "action"
	requestIDField     = "requestId"
)

// AuditRecords returns the collection of audit records. Only commits insert records, and nothing but the erasure of a person changes
// them.
func (s *Store) AuditRecords() *Collection[audit.Record, audit.Filter] {
	return newCollection(s, auditRecordsDescriptor, decoders.AuditRecord, auditRecordSelection)
}

func auditRecordSelection(filter audit.Filter) selection {
	return selection{
		created: createdBetween(id.AuditRecord, filter.From, filter.To),
		conditions: []condition{
			equalsIfSet(requestIDField, filter.RequestID), equalsIfSet(subjectIDField, filter.SubjectID), in(subjectIDField, filter.SubjectIDs),
			equalsIfSet(actionField, filter.Action), equalsIfSet(applicationIDField, filter.ApplicationID),
		},
	}
}

// createdBetween returns the range of the IDs of documents that were created at or after from and before to. A bound that
// is nil is open. The time of such documents is that of their ID, with which each index of theirs ends.
func createdBetween(kind id.Kind, from, to *time.Time) keyRange {
	var ids keyRange
	if from != nil {
		ids = ids.above(id.Floor(kind, *from), true)
	}
	if to != nil {
		ids = ids.below(id.Floor(kind, *to), false)
	}
	return ids
}
