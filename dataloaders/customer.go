package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func newCustomers(stores Stores, companyID string) *Documents[useraccess.Customer] {
	return newDocuments(id.Customer, stores.Customers, companyID)
}

// Customers loads customers.
func (l *Loaders) Customers() *Documents[useraccess.Customer] { return l.customers }
