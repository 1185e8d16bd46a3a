package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func externalPersonalIdentitiesTable() table {
	return table{name: "externalPersonalIdentities", kind: id.ExternalPersonalIdentity, indexes: []bson.D{byCompany(), byNameAnd()}}
}

// Identities reads external personal identities.
func (s *Store) Identities() *Collection[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter] {
	return reader[roleaccount.ExternalPersonalIdentity](s, externalPersonalIdentitiesTable(), func(filter roleaccount.IdentityFilter) selection {
		return selection{nameStart: filter.LastNameStartsWith}
	})
}
