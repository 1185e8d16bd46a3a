package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/access"
	"accessgraph/domain/id"
)

const (
	privateIDField     = "privateId"
	roleAccountIDField = "roleAccountId"
	stateField         = "state"
	typeField          = "type"
	managedField       = "managed"
)

// accessesTable has an index for each field of the filter, alone and with states. In the order of names those of which most
// accesses have the same value are compared, instead.
func accessesTable() table {
	return table{name: "accesses", kind: id.Access, indexes: []bson.D{
		byCompany(), byCompanyAnd(privateIDField), byCompanyAnd(privateIDField, stateField),
		byCompanyAnd(roleAccountIDField), byCompanyAnd(roleAccountIDField, stateField),
		byCompanyAnd(managedField), byCompanyAnd(managedField, stateField),
		byCompanyAnd(typeField), byCompanyAnd(typeField, stateField), byCompanyAnd(stateField),
		byNameAnd(), byNameAnd(privateIDField), byNameAnd(roleAccountIDField), byNameAnd(stateField),
	}}
}

// Accesses reads accesses.
func (s *Store) Accesses() *Collection[access.Access, access.Filter] {
	return reader[access.Access](s, accessesTable(), accessSelection)
}

func accessSelection(filter access.Filter) selection {
	return selection{nameStart: filter.LastNameStartsWith, conditions: []condition{
		is(privateIDField, filter.PrivateID), is(roleAccountIDField, filter.RoleAccountID),
		optionally(managedField, filter.Managed), optionally(typeField, filter.Type), among(stateField, filter.States),
	}}
}
