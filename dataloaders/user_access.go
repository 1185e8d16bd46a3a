package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func newUserAccesses(stores Stores, companyID string) *Documents[useraccess.Record] {
	return newDocuments(id.UserAccess, stores.UserAccesses, companyID)
}

// UserAccesses loads user accesses of every type.
func (l *Loaders) UserAccesses() *Documents[useraccess.Record] { return l.userAccesses }
