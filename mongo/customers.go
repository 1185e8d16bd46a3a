package mongo

import (
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const parentIDField = "parentId"

// Customers returns the collection of customers.
func (s *Store) Customers() *Collection[useraccess.Customer, useraccess.CustomerFilter] {
	return newCollection(s, customersDescriptor, decoders.Customer, customerSelection)
}

func customerSelection(filter useraccess.CustomerFilter) selection {
	conditions := []condition{equalsIfSet(parentIDField, filter.ParentID)}
	if filter.OnlyTopLevel() {
		conditions = append(conditions, condition{parentIDField, []any{nil}})
	}
	return selection{namePrefix: filter.NameStartsWith, conditions: conditions}
}
