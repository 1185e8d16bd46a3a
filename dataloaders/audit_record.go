package dataloaders

import (
	"accessgraph/domain/audit"
	"accessgraph/domain/id"
)

func newAuditRecords(stores Stores, companyID string) *Documents[audit.Record] {
	return newDocuments(id.AuditRecord, stores.AuditRecords, companyID)
}

// AuditRecords loads audit records.
func (l *Loaders) AuditRecords() *Documents[audit.Record] { return l.auditRecords }
