package mongo

import (
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const (
	roleIDField             = "roleId"
	personalIdentityIDField = "personalIdentityId"
)

// ExternalRoleAccounts returns the collection of external role accounts.
func (s *Store) ExternalRoleAccounts() *Collection[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter] {
	return newCollection(s, externalRoleAccountsDescriptor, decoders.ExternalRoleAccount, externalRoleAccountSelection)
}

func externalRoleAccountSelection(filter roleaccount.ExternalRoleAccountFilter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
		equalsIfSet(personalIdentityIDField, filter.PersonalIdentityID), equalsIfSet(emailAddressField, storedAddress(filter.EmailAddress)),
		equalsIfSet(roleIDField, filter.RoleID), in(stateField, filter.States),
	}}
}
