package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const emailAddressField = "emailAddress"

// externalPersonalIdentitiesTable has an index for each field of the filter, alone and with states.
func externalPersonalIdentitiesTable() descriptor {
	return descriptor{name: "externalPersonalIdentities", kind: id.ExternalPersonalIdentity, indexes: []bson.D{
		idIndex(), idIndexAnd(emailAddressField), idIndexAnd(emailAddressField, stateField), idIndexAnd(stateField),
		nameIndex(), nameIndex(stateField), nameIndex(emailAddressField),
	}}
}

// Identities reads external personal identities.
func (s *Store) Identities() *Collection[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter] {
	return newCollection(s, externalPersonalIdentitiesTable(), decoders.ExternalPersonalIdentity, func(filter roleaccount.IdentityFilter) selection {
		return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
			equalsIfSet(emailAddressField, filter.EmailAddress), in(stateField, filter.States),
		}}
	})
}
