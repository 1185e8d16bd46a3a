package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

func accessRulesTable() table {
	return table{name: "accessRules", kind: id.AccessRule, indexes: []bson.D{byCompany(), byNameAnd()}}
}

// AccessRules reads access rules.
func (s *Store) AccessRules() *Collection[accessrule.AccessRule, accessrule.RuleFilter] {
	return reader[accessrule.AccessRule](s, accessRulesTable(), func(filter accessrule.RuleFilter) selection {
		return selection{nameStart: filter.NameStartsWith}
	})
}
