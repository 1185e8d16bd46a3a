package dataloaders

import (
	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

func newPassages(stores Stores, companyID string) *Documents[accessrule.Passage] {
	return newDocuments(id.Passage, stores.Passages, companyID)
}

// Passages loads passages.
func (l *Loaders) Passages() *Documents[accessrule.Passage] { return l.passages }
