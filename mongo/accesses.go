package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/access"
	"accessgraph/domain/id"
)

const (
	privateIDField     = "privateId"
	roleAccountIDField = "roleAccountId"
)

func accessesTable() table {
	return table{name: "accesses", kind: id.Access, indexes: []bson.D{byCompany(), byCompanyAnd(privateIDField), byCompanyAnd(roleAccountIDField)}}
}

// Accesses reads accesses.
func (s *Store) Accesses() *Collection[access.Access, access.Filter] {
	return reader[access.Access](s, accessesTable(), func(filter access.Filter) bson.D {
		return anchored(privateIDField, filter.PrivateID)
	})
}
