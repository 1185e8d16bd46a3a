package mongo

import (
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const customerIDField = "customerId"

// Users returns the collection of users.
func (s *Store) Users() *Collection[useraccess.User, useraccess.UserFilter] {
	return newCollection(s, usersDescriptor, decoders.User, userSelection)
}

func userSelection(filter useraccess.UserFilter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
		equalsIfSet(customerIDField, filter.CustomerID), equalsIfSet(enabledField, filter.Enabled),
	}}
}
