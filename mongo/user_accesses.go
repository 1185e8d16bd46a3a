package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

const userIDField = "userId"

func userAccessesTable() table {
	return table{name: "userAccesses", kind: id.UserAccess, indexes: []bson.D{byCompany(), byCompanyAnd(userIDField)}}
}

// UserAccesses reads user accesses, as they are stored.
func (s *Store) UserAccesses() *Collection[useraccess.Record, useraccess.RecordFilter] {
	return reader[useraccess.Record](s, userAccessesTable(), func(filter useraccess.RecordFilter) selection {
		return anchored(userIDField, filter.UserID)
	})
}
