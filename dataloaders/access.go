package dataloaders

import (
	"accessgraph/domain/access"
	"accessgraph/domain/id"
)

func newAccesses(stores Stores, companyID string) *Documents[access.Access] {
	return newDocuments(id.Access, stores.Accesses, companyID)
}

// Accesses loads accesses.
func (l *Loaders) Accesses() *Documents[access.Access] { return l.accesses }
