package mongo

import (
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

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

// auditRecordsTable has an index for each field of the filter. The time is that of the ID, with which each of them ends.
func auditRecordsTable() descriptor {
	return descriptor{name: "auditRecords", kind: id.AuditRecord, indexes: []bson.D{
		idIndex(), idIndexAnd(subjectIDField), idIndexAnd(applicationIDField), idIndexAnd(actionField), idIndexAnd(requestIDField),
	}}
}

// AuditRecords reads what was changed. Only commits write records, and nothing changes them.
func (s *Store) AuditRecords() *Collection[audit.Record, audit.Filter] {
	return newCollection(s, auditRecordsTable(), decoders.AuditRecord, func(filter audit.Filter) selection {
		return selection{
			created: createdWithin(id.AuditRecord, filter.From, filter.To),
			conditions: []condition{
				equalsIfSet(requestIDField, filter.RequestID), equalsIfSet(subjectIDField, filter.SubjectID),
				equalsIfSet(actionField, filter.Action), equalsIfSet(applicationIDField, filter.ApplicationID),
			},
		}
	})
}

// createdWithin is the part of the order of creation from one instant up to another, without that; nil is no bound.
func createdWithin(kind id.Kind, from, to *time.Time) keyRange {
	var within keyRange
	if from != nil {
		within = within.above(id.Floor(kind, *from), true)
	}
	if to != nil {
		within = within.below(id.Floor(kind, *to), false)
	}
	return within
}
