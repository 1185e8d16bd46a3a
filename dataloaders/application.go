package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
)

func newApplications(stores Stores, companyID string) *Documents[tenant.Application] {
	return newDocuments(id.Application, stores.Applications, companyID)
}

// Applications loads applications.
func (l *Loaders) Applications() *Documents[tenant.Application] { return l.applications }
