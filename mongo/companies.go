package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
	"accessgraph/mongo/decoders"
)

func companiesTable() descriptor {
	return descriptor{name: "companies", kind: id.Company, indexes: []bson.D{idIndex()}}
}

// Companies reads companies. A company is its own tenant: its ID is given twice.
func (s *Store) Companies() *Collection[tenant.Company, document.Everything] {
	return newCollection(s, companiesTable(), decoders.Company, unfiltered)
}
