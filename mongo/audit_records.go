package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/audit"
	"accessgraph/domain/id"
)

const subjectIDField = "subjectId"

func auditRecordsTable() table {
	return table{name: "auditRecords", kind: id.AuditRecord, indexes: []bson.D{byCompany(), byCompanyAnd(subjectIDField)}}
}

// AuditRecords reads what was changed. Only commits write records, and nothing changes them.
func (s *Store) AuditRecords() *Collection[audit.Record, audit.Filter] {
	return reader[audit.Record](s, auditRecordsTable(), func(filter audit.Filter) selection {
		return anchored(subjectIDField, filter.SubjectID)
	})
}
