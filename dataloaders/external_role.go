package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func newExternalRoles(stores Stores, companyID string) *Documents[roleaccount.ExternalRole] {
	return newDocuments(id.ExternalRole, stores.ExternalRoles, companyID)
}

// ExternalRoles loads external roles.
func (l *Loaders) ExternalRoles() *Documents[roleaccount.ExternalRole] { return l.externalRoles }
