package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

func readersTable() descriptor {
	return descriptor{name: "readers", kind: id.Reader, indexes: []bson.D{idIndex(), nameIndex()}}
}

// Readers reads the readers that access rules have. Only commits that change the rules write them (commit.Share).
func (s *Store) Readers() *Collection[accessrule.Reader, accessrule.ReaderFilter] {
	return newCollection(s, readersTable(), decoders.Reader, readerSelection)
}

func readerSelection(filter accessrule.ReaderFilter) selection {
	return selection{namePrefix: filter.StartsWith}
}
