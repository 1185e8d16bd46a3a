package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
)

const identifierIDField = "identifierId"

func passagesTable() table {
	return table{name: "passages", kind: id.Passage, indexes: []bson.D{byCompany(), byCompanyAnd(identifierIDField)}}
}

// Passages reads what was recorded at doors. Only commits write passages, and nothing changes them.
func (s *Store) Passages() *Collection[accessrule.Passage, accessrule.PassageFilter] {
	return reader[accessrule.Passage](s, passagesTable(), func(filter accessrule.PassageFilter) selection {
		return anchored(identifierIDField, filter.IdentifierID)
	})
}
