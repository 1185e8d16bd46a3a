package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

const accessRuleIDsField = "accessRuleIds"

func identifiersTable() table {
	return table{name: "identifiers", kind: id.Identifier, indexes: []bson.D{byCompany(), byCompanyAnd(accessRuleIDsField)}}
}

// Identifiers reads identifiers. Their passes left are a counter.
func (s *Store) Identifiers() *Collection[accessrule.Identifier, accessrule.IdentifierFilter] {
	return reader[accessrule.Identifier](s, identifiersTable(), func(filter accessrule.IdentifierFilter) selection {
		return anchored(accessRuleIDsField, filter.AccessRuleID)
	})
}
