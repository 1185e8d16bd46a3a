package mongo

import (
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/decoders"
)

const enabledField = "enabled"

// ExternalRoles returns the collection of external roles.
func (s *Store) ExternalRoles() *Collection[roleaccount.ExternalRole, roleaccount.ExternalRoleFilter] {
	return newCollection(s, externalRolesDescriptor, decoders.ExternalRole, externalRoleSelection)
}

func externalRoleSelection(filter roleaccount.ExternalRoleFilter) selection {
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{equalsIfSet(enabledField, filter.Enabled)}}
}
