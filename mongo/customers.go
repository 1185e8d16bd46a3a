package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const parentIDField = "parentId"

func customersTable() table {
	return table{name: "customers", kind: id.Customer, indexes: []bson.D{
		byCompany(), byCompanyAnd(parentIDField), byNameAnd(), byNameAnd(parentIDField),
	}}
}

// Customers reads customers.
func (s *Store) Customers() *Collection[useraccess.Customer, useraccess.CustomerFilter] {
	return reader(s, customersTable(), decoders.Customer, func(filter useraccess.CustomerFilter) selection {
		return selection{nameStart: filter.NameStartsWith, conditions: []condition{optionally(parentIDField, filter.ParentID)}}
	})
}
