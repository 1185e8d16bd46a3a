package dataloaders

import (
	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

func newIdentifiers(stores Stores, companyID string) *Documents[accessrule.Identifier] {
	return newDocuments(id.Identifier, stores.Identifiers, companyID)
}

// Identifiers loads identifiers.
func (l *Loaders) Identifiers() *Documents[accessrule.Identifier] { return l.identifiers }
