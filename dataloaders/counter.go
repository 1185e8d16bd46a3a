package dataloaders

import (
	"context"

	"accessgraph/domain/commit"
)

// Counts loads one number for each of many documents.
type Counts struct{ *values[int] }

func newCounts(counter commit.Counter, reader commit.CounterReader, companyID string) *Counts {
	return &Counts{newValues(func(ctx context.Context, ids []string) (map[string]int, error) {
		return reader.Values(ctx, companyID, counter, ids)
	})}
}

func newIdentifierReferences(stores Stores, companyID string) *Counts {
	return newCounts(commit.IdentifiersOfAccessRule, stores.Counters, companyID)
}

func newPassesLeft(stores Stores, companyID string) *Counts {
	return newCounts(commit.PassesLeftOfIdentifier, stores.Counters, companyID)
}

// IdentifierReferences loads, by an access rule's ID, how many identifiers it is attached to.
func (l *Loaders) IdentifierReferences() *Counts { return l.identifierReferences }

// PassesLeft loads, by the ID of a limited identifier, how many passes it has left.
func (l *Loaders) PassesLeft() *Counts { return l.passesLeft }
