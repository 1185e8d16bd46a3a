package mongo

import (
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const emailAddressField = "emailAddress"

// Identities returns the collection of external personal identities.
func (s *Store) Identities() *Collection[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter] {
	return newCollection(s, externalPersonalIdentitiesDescriptor, decoders.ExternalPersonalIdentity, externalPersonalIdentitySelection)
}

func externalPersonalIdentitySelection(filter roleaccount.IdentityFilter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
		equalsIfSet(emailAddressField, filter.EmailAddress), in(stateField, filter.States),
	}}
}
