package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const enabledField = "enabled"

func externalRolesTable() descriptor {
	return descriptor{name: "externalRoles", kind: id.ExternalRole, indexes: []bson.D{
		idIndex(), idIndexAnd(enabledField), nameIndex(), nameIndex(enabledField),
	}}
}

// Roles reads external roles.
func (s *Store) Roles() *Collection[roleaccount.ExternalRole, roleaccount.RoleFilter] {
	return newCollection(s, externalRolesTable(), decoders.ExternalRole, func(filter roleaccount.RoleFilter) selection {
		return selection{namePrefix: filter.NameStartsWith, conditions: []condition{equalsIfSet(enabledField, filter.Enabled)}}
	})
}
