package dataloaders

import (
	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

func newAccessRules(stores Stores, companyID string) *Documents[accessrule.AccessRule] {
	return newDocuments(id.AccessRule, stores.AccessRules, companyID)
}

// AccessRules loads access rules.
func (l *Loaders) AccessRules() *Documents[accessrule.AccessRule] { return l.accessRules }
