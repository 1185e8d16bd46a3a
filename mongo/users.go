package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const customerIDField = "customerId"

func usersTable() descriptor {
	return descriptor{name: "users", kind: id.User, indexes: []bson.D{
		idIndex(), nameIndex(), idIndexAnd(customerIDField), nameIndex(customerIDField),
	}}
}

// Users reads users.
func (s *Store) Users() *Collection[useraccess.User, useraccess.UserFilter] {
	return newCollection(s, usersTable(), decoders.User, userSelection)
}

func userSelection(filter useraccess.UserFilter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{equalsIfSet(customerIDField, filter.CustomerID)}}
}
