package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const (
	identifierIDField = "identifierId"
	atReaderField     = "reader"
	grantedField      = "granted"
	denialField       = "denial"
)

// passagesTable has an index for each field of the filter. The time is that of the ID, with which each of them ends.
func passagesTable() descriptor {
	return descriptor{name: "passages", kind: id.Passage, indexes: []bson.D{
		idIndex(), idIndexAnd(identifierIDField), idIndexAnd(atReaderField), idIndexAnd(grantedField), idIndexAnd(denialField),
	}}
}

// Passages reads what was recorded at doors. Only commits write passages, and nothing changes them.
func (s *Store) Passages() *Collection[accessrule.Passage, accessrule.PassageFilter] {
	return newCollection(s, passagesTable(), decoders.Passage, passageSelection)
}

func passageSelection(filter accessrule.PassageFilter) selection {
	return selection{
		created: createdWithin(id.Passage, filter.From, filter.To),
		conditions: []condition{
			equalsIfSet(identifierIDField, filter.IdentifierID), equalsIfSet(denialField, filter.Denial),
			equalsIfSet(atReaderField, filter.Reader), equalsIfSet(grantedField, filter.Granted),
		},
	}
}
