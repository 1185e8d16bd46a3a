package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const parentIDField = "parentId"

func customersTable() descriptor {
	return descriptor{name: "customers", kind: id.Customer, indexes: []bson.D{
		idIndex(), idIndexAnd(parentIDField), nameIndex(), nameIndex(parentIDField),
	}}
}

// Customers reads customers.
func (s *Store) Customers() *Collection[useraccess.Customer, useraccess.CustomerFilter] {
	return newCollection(s, customersTable(), decoders.Customer, func(filter useraccess.CustomerFilter) selection {
		return selection{namePrefix: filter.NameStartsWith, conditions: []condition{equalsIfSet(parentIDField, filter.ParentID)}}
	})
}
