package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func newUserAccessRoles(stores Stores, companyID string) *Documents[useraccess.UserAccessRole] {
	return newDocuments(id.UserAccessRole, stores.UserAccessRoles, companyID)
}

// UserAccessRoles loads roles of user accesses.
func (l *Loaders) UserAccessRoles() *Documents[useraccess.UserAccessRole] { return l.userAccessRoles }
