package mongo

import (
	"accessgraph/domain/accessrule"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const (
	identifierIDField  = "identifierId"
	passageReaderField = "reader"
	grantedField       = "granted"
	denialField        = "denial"

	refusedAttemptsField = "refusedAttempts"
)

// Passages is the collection of passages. It also reads their outcomes alone.
type Passages struct {
	*Collection[accessrule.Passage, accessrule.PassageFilter]
}

// Passages returns the collection of passages. Only commits insert passages, and nothing changes them.
func (s *Store) Passages() Passages {
	return Passages{newCollection(s, passagesDescriptor, decoders.Passage, passageSelection)}
}

func passageSelection(filter accessrule.PassageFilter) selection {
	return selection{
		created: createdBetween(id.Passage, filter.From, filter.To),
		conditions: []condition{
			equalsIfSet(identifierIDField, filter.IdentifierID), equalsIfSet(denialField, filter.Denial),
			equalsIfSet(passageReaderField, filter.Reader), equalsIfSet(grantedField, filter.Granted),
		},
	}
}
