package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
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

// userAccessesTable has an index for each field of the filter, and for each with types whose lists can be long. An index
// holds at most one array: of a list by customer and role, the roles are compared.
func userAccessesTable() descriptor {
	return descriptor{name: "userAccesses", kind: id.UserAccess, indexes: []bson.D{
		idIndex(), idIndexAnd(userIDField), idIndexAnd(ssoIDField), idIndexAnd(typeField),
		idIndexAnd(customerIDField), idIndexAnd(customerIDField, typeField),
		idIndexAnd(customerPathIDField), idIndexAnd(customerPathIDField, typeField),
		idIndexAnd(rolesField), idIndexAnd(rolesField, typeField),
	}}
}

// UserAccesses reads user accesses, as they are stored.
func (s *Store) UserAccesses() *Collection[useraccess.Record, useraccess.UserAccessFilter] {
	return newCollection(s, userAccessesTable(), decoders.UseraccessRecord, userAccessSelection)
}

func userAccessSelection(filter useraccess.UserAccessFilter) selection {
	customer := customerIDField
	if filter.WithSubsidiaries() {
		customer = customerPathIDField
	}
	return where(
		equalsCleaned(ssoIDField, filter.SsoID), equalsIfSet(userIDField, filter.UserID), equalsIfSet(customer, filter.CustomerID),
		equalsCleaned(rolesField, filter.Role), in(typeField, filter.Types),
	)
}

// clean asks for a text as it is stored; nothing, when it is nil.
func equalsCleaned(field string, given *string) condition {
	if given == nil {
		return condition{}
	}
	return condition{field, []any{text.Clean(*given)}}
}
