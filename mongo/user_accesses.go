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
func userAccessesTable() table {
	return table{name: "userAccesses", kind: id.UserAccess, indexes: []bson.D{
		byCompany(), byCompanyAnd(userIDField), byCompanyAnd(ssoIDField), byCompanyAnd(typeField),
		byCompanyAnd(customerIDField), byCompanyAnd(customerIDField, typeField),
		byCompanyAnd(customerPathIDField), byCompanyAnd(customerPathIDField, typeField),
		byCompanyAnd(rolesField), byCompanyAnd(rolesField, typeField),
	}}
}

// UserAccesses reads user accesses, as they are stored.
func (s *Store) UserAccesses() *Collection[useraccess.StoredUserAccess, useraccess.UserAccessFilter] {
	return reader(s, userAccessesTable(), decoders.StoredUserAccess, userAccessSelection)
}

func userAccessSelection(filter useraccess.UserAccessFilter) selection {
	customer := customerIDField
	if filter.WithSubsidiaries() {
		customer = customerPathIDField
	}
	return where(
		clean(ssoIDField, filter.SsoID), optionally(userIDField, filter.UserID), optionally(customer, filter.CustomerID),
		clean(rolesField, filter.Role), among(typeField, filter.Types),
	)
}

// clean asks for a text as it is stored; nothing, when it is nil.
func clean(field string, given *string) condition {
	if given == nil {
		return condition{}
	}
	return condition{field, []any{text.Clean(*given)}}
}
