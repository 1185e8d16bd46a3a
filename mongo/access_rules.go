package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const readerField = "settings.reader"

func accessRulesTable() table {
	return table{name: "accessRules", kind: id.AccessRule, indexes: []bson.D{
		byCompany(), byNameAnd(), byCompanyAnd(readerField), byNameAnd(readerField),
	}}
}

// AccessRules reads access rules.
func (s *Store) AccessRules() *Collection[accessrule.AccessRule, accessrule.AccessRuleFilter] {
	return reader(s, accessRulesTable(), decoders.AccessRule, accessRuleSelection)
}

func accessRuleSelection(filter accessrule.AccessRuleFilter) selection {
	return selection{nameStart: filter.NameStartsWith, conditions: []condition{optionally(readerField, filter.Reader)}}
}
