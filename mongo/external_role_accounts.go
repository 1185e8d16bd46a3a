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
func externalRoleAccountsTable() table {
	return table{name: "externalRoleAccounts", kind: id.ExternalRoleAccount, indexes: []bson.D{
		byCompany(), byCompanyAnd(emailAddressField), byCompanyAnd(emailAddressField, stateField),
		byCompanyAnd(roleIDField), byCompanyAnd(roleIDField, stateField), byCompanyAnd(stateField),
		byCompanyAnd(personalIdentityIDField), byCompanyAnd(personalIdentityIDField, stateField),
		byNameAnd(), byNameAnd(stateField), byNameAnd(emailAddressField), byNameAnd(roleIDField), byNameAnd(personalIdentityIDField),
	}}
}

// ExternalRoleAccounts reads external role accounts.
func (s *Store) ExternalRoleAccounts() *Collection[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter] {
	return reader(s, externalRoleAccountsTable(), decoders.ExternalRoleAccount, func(filter roleaccount.ExternalRoleAccountFilter) selection {
		return selection{nameStart: filter.LastNameStartsWith, conditions: []condition{
			optionally(personalIdentityIDField, filter.PersonalIdentityID), optionally(emailAddressField, filter.EmailAddress),
			optionally(roleIDField, filter.RoleID), among(stateField, filter.States),
		}}
	})
}
