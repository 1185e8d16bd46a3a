package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

func externalRolesTable() table {
	return table{name: "externalRoles", kind: id.ExternalRole, indexes: []bson.D{byCompany()}}
}

// Roles reads external roles.
func (s *Store) Roles() *Collection[roleaccount.ExternalRole, roleaccount.RoleFilter] {
	return reader[roleaccount.ExternalRole](s, externalRolesTable(), unanchored)
}
