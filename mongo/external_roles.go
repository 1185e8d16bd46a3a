package mongo

import (
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const enabledField = "enabled"

// Roles returns the collection of external roles.
func (s *Store) Roles() *Collection[roleaccount.ExternalRole, roleaccount.RoleFilter] {
	return newCollection(s, externalRolesDescriptor, decoders.ExternalRole, externalRoleSelection)
}

func externalRoleSelection(filter roleaccount.RoleFilter) selection {
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{equalsIfSet(enabledField, filter.Enabled)}}
}
