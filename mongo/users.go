package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const customerIDField = "customerId"

func usersTable() table {
	return table{name: "users", kind: id.User, indexes: []bson.D{
		byCompany(), byNameAnd(), byCompanyAnd(customerIDField), byNameAnd(customerIDField),
	}}
}

// Users reads users.
func (s *Store) Users() *Collection[useraccess.User, useraccess.UserFilter] {
	return reader(s, usersTable(), decoders.User, userSelection)
}

func userSelection(filter useraccess.UserFilter) selection {
	return selection{nameStart: filter.LastNameStartsWith, conditions: []condition{optionally(customerIDField, filter.CustomerID)}}
}
