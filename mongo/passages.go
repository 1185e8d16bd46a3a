package mongo

import (
	"context"
	"time"

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

// Passages returns the collection of passages. Only commits insert passages, nothing changes them, and only retention removes them.
func (s *Store) Passages() Passages {
	return Passages{newCollection(s, passagesDescriptor, decoders.Passage, passageSelection)}
}

// RemovePassages deletes passages of any company that happened before an instant, oldest first and at most limit of them, and returns
// how many it deleted.
func (s *Store) RemovePassages(ctx context.Context, before time.Time, limit int) (int, error) {
	return s.removeOldest(ctx, passagesDescriptor, before, limit)
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
