package mongo

import (
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const emailAddressField = "emailAddress"

// ExternalPersonalIdentities returns the collection of external personal identities.
func (s *Store) ExternalPersonalIdentities() *Collection[roleaccount.ExternalPersonalIdentity, roleaccount.ExternalPersonalIdentityFilter] {
	return newCollection(s, externalPersonalIdentitiesDescriptor, decoders.ExternalPersonalIdentity, externalPersonalIdentitySelection)
}

func externalPersonalIdentitySelection(filter roleaccount.ExternalPersonalIdentityFilter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
		equalsIfSet(emailAddressField, storedAddress(filter.EmailAddress)), in(stateField, filter.States),
	}}
}
