package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const readerField = "settings.reader"

func accessRulesTable() descriptor {
	return descriptor{name: "accessRules", kind: id.AccessRule, indexes: []bson.D{
		idIndex(), nameIndex(), idIndexAnd(readerField), nameIndex(readerField),
	}}
}

// AccessRules reads access rules.
func (s *Store) AccessRules() *Collection[accessrule.AccessRule, accessrule.RuleFilter] {
	return newCollection(s, accessRulesTable(), decoders.AccessRule, accessRuleSelection)
}

func accessRuleSelection(filter accessrule.RuleFilter) selection {
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{equalsIfSet(readerField, filter.Reader)}}
}
