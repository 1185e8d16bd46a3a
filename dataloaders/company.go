package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
)

func newCompanies(stores Stores, companyID string) *Documents[tenant.Company] {
	return newDocuments(id.Company, stores.Companies, companyID)
}

// Companies loads companies.
func (l *Loaders) Companies() *Documents[tenant.Company] { return l.companies }
