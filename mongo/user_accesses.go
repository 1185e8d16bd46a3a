package mongo

import (
	"accessgraph/domain/text"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const (
	userIDField         = "userId"
	customerPathIDField = "customerPathIds"
	rolesField          = "roles"
	ssoIDField          = "ssoId"
)

// UserAccesses returns the collection of user accesses, as they are stored.
func (s *Store) UserAccesses() *Collection[useraccess.StoredUserAccess, useraccess.UserAccessFilter] {
	return newCollection(s, userAccessesDescriptor, decoders.StoredUserAccess, userAccessSelection)
}

func userAccessSelection(filter useraccess.UserAccessFilter) selection {
	customerField := customerIDField
	if filter.WithSubsidiaries() {
		customerField = customerPathIDField
	}
	return selection{conditions: []condition{
		equalsCleaned(ssoIDField, filter.SsoID), equalsIfSet(userIDField, filter.UserID), equalsIfSet(customerField, filter.CustomerID),
		equalsCleaned(rolesField, filter.Role), in(typeField, filter.Types), equalsIfSet(enabledField, filter.Enabled),
	}}
}

// equalsCleaned requires a text in the form in which texts are stored. A nil value requires nothing.
func equalsCleaned(field string, value *string) condition {
	if value == nil {
		return condition{}
	}
	return condition{field, []any{text.Clean(*value)}}
}
