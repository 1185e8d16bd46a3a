package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const enabledField = "enabled"

func externalRolesTable() table {
	return table{name: "externalRoles", kind: id.ExternalRole, indexes: []bson.D{
		byCompany(), byCompanyAnd(enabledField), byNameAnd(), byNameAnd(enabledField),
	}}
}

// ExternalRoles reads external roles.
func (s *Store) ExternalRoles() *Collection[roleaccount.ExternalRole, roleaccount.ExternalRoleFilter] {
	return reader(s, externalRolesTable(), decoders.ExternalRole, func(filter roleaccount.ExternalRoleFilter) selection {
		return selection{nameStart: filter.NameStartsWith, conditions: []condition{optionally(enabledField, filter.Enabled)}}
	})
}
