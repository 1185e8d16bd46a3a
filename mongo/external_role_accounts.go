package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

const roleIDField = "roleId"

func externalRoleAccountsTable() table {
	return table{name: "externalRoleAccounts", kind: id.ExternalRoleAccount, indexes: []bson.D{byCompany(), byCompanyAnd(roleIDField)}}
}

// Accounts reads external role accounts.
func (s *Store) Accounts() *Collection[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter] {
	return reader[roleaccount.ExternalRoleAccount](s, externalRoleAccountsTable(), func(filter roleaccount.AccountFilter) selection {
		return anchored(roleIDField, filter.RoleID)
	})
}
