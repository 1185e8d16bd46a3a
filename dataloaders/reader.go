package dataloaders

import (
	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

func newReaders(stores Stores, companyID string) *Documents[accessrule.Reader] {
	return newDocuments(id.Reader, stores.Readers, companyID)
}

// Readers loads readers.
func (l *Loaders) Readers() *Documents[accessrule.Reader] { return l.readers }
