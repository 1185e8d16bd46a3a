package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func newUsers(stores Stores, companyID string) *Documents[useraccess.User] {
	return newDocuments(id.User, stores.Users, companyID)
}

// Users loads users.
func (l *Loaders) Users() *Documents[useraccess.User] { return l.users }
