package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func newExternalRoleAccounts(stores Stores, companyID string) *Documents[roleaccount.ExternalRoleAccount] {
	return newDocuments(id.ExternalRoleAccount, stores.ExternalRoleAccounts, companyID)
}

// ExternalRoleAccounts loads external role accounts.
func (l *Loaders) ExternalRoleAccounts() *Documents[roleaccount.ExternalRoleAccount] {
	return l.externalRoleAccounts
}
