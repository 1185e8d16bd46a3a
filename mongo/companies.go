package mongo

import (
	"accessgraph/domain/document"
	"accessgraph/domain/tenant"
	"accessgraph/mongo/decoders"
)

// Companies returns the collection of companies. A company belongs to itself: it is loaded with its ID as both arguments.
func (s *Store) Companies() *Collection[tenant.Company, document.Everything] {
	return newCollection(s, companiesDescriptor, decoders.Company, unfiltered)
}
