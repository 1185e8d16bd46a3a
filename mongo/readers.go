package mongo

import (
	"accessgraph/domain/accessrule"
	"accessgraph/mongo/decoders"
)

// Readers returns the collection of the readers that access rules share. Only commits that change rules write them
// (commit.Share).
func (s *Store) Readers() *Collection[accessrule.Reader, accessrule.ReaderFilter] {
	return newCollection(s, readersDescriptor, decoders.Reader, readerSelection)
}

func readerSelection(filter accessrule.ReaderFilter) selection {
	return selection{namePrefix: filter.StartsWith}
}
