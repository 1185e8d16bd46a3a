package dataloaders

import (
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func newExternalIdentities(stores Stores, companyID string) *Documents[roleaccount.ExternalPersonalIdentity] {
	return newDocuments(id.ExternalPersonalIdentity, stores.ExternalIdentities, companyID)
}

// ExternalIdentities loads external personal identities.
func (l *Loaders) ExternalIdentities() *Documents[roleaccount.ExternalPersonalIdentity] {
	return l.externalIdentities
}
