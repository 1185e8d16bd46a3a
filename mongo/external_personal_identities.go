package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const emailAddressField = "emailAddress"

// externalPersonalIdentitiesTable has an index for each field of the filter, alone and with states.
func externalPersonalIdentitiesTable() table {
	return table{name: "externalPersonalIdentities", kind: id.ExternalPersonalIdentity, indexes: []bson.D{
		byCompany(), byCompanyAnd(emailAddressField), byCompanyAnd(emailAddressField, stateField), byCompanyAnd(stateField),
		byNameAnd(), byNameAnd(stateField), byNameAnd(emailAddressField),
	}}
}

// ExternalPersonalIdentities reads external personal identities.
func (s *Store) ExternalPersonalIdentities() *Collection[roleaccount.ExternalPersonalIdentity, roleaccount.ExternalPersonalIdentityFilter] {
	return reader(s, externalPersonalIdentitiesTable(), decoders.ExternalPersonalIdentity, func(filter roleaccount.ExternalPersonalIdentityFilter) selection {
		return selection{nameStart: filter.LastNameStartsWith, conditions: []condition{
			optionally(emailAddressField, filter.EmailAddress), among(stateField, filter.States),
		}}
	})
}
