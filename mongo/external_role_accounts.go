package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const (
	roleIDField             = "roleId"
	personalIdentityIDField = "personalIdentityId"
)

// externalRoleAccountsTable has an index for each field of the filter, alone and with states.
func externalRoleAccountsTable() descriptor {
	return descriptor{name: "externalRoleAccounts", kind: id.ExternalRoleAccount, indexes: []bson.D{
		idIndex(), idIndexAnd(emailAddressField), idIndexAnd(emailAddressField, stateField),
		idIndexAnd(roleIDField), idIndexAnd(roleIDField, stateField), idIndexAnd(stateField),
		idIndexAnd(personalIdentityIDField), idIndexAnd(personalIdentityIDField, stateField),
		nameIndex(), nameIndex(stateField), nameIndex(emailAddressField), nameIndex(roleIDField), nameIndex(personalIdentityIDField),
	}}
}

// Accounts reads external role accounts.
func (s *Store) Accounts() *Collection[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter] {
	return newCollection(s, externalRoleAccountsTable(), decoders.ExternalRoleAccount, func(filter roleaccount.AccountFilter) selection {
		return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
			equalsIfSet(personalIdentityIDField, filter.PersonalIdentityID), equalsIfSet(emailAddressField, filter.EmailAddress),
			equalsIfSet(roleIDField, filter.RoleID), in(stateField, filter.States),
		}}
	})
}
