package dataloaders

import (
	"context"
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// Stores are where loaders read what is not a document by its ID.
type Stores struct {
	Counters        commit.CounterReader
	KeyUses         tenant.KeyUses
	LiveAccessRules LiveReader
	UserAccessRoles useraccess.RolesByCode
}

// RolesByCode loads roles of user accesses by their codes.
func (l Loaders) RolesByCode() Values[*useraccess.UserAccessRole] {
	return valuesOf(l, "roles by code", maxBatch, l.stores.UserAccessRoles.ByCode)
}

// IdentifierReferences loads, by an access rule's ID, the number of identifiers that it is attached to.
func (l Loaders) IdentifierReferences() Values[int] {
	return countsOf(l, commit.IdentifiersOfAccessRule)
}

// PassesLeft loads, by the ID of a limited identifier, the number of passes that it has left.
func (l Loaders) PassesLeft() Values[int] { return countsOf(l, commit.PassesLeftOfIdentifier) }

func countsOf(l Loaders, counter commit.Counter) Values[int] {
	return valuesOf(l, string(counter), maxBatch, func(ctx context.Context, companyID string, ids []string) (map[string]int, error) {
		return l.stores.Counters.Values(ctx, companyID, counter, ids)
	})
}

// APIKeyUses loads, by an API key's ID, when the key was last used.
func (l Loaders) APIKeyUses() Values[time.Time] {
	return valuesOf(l, "uses of API keys", maxBatch, l.stores.KeyUses.LastUsed)
}

// LiveReader tells which documents exist, without reading them. It takes up to 10,000 IDs.
type LiveReader interface {
	Live(ctx context.Context, companyID string, ids []string) (map[string]bool, error)
}

// maxLiveBatch is as many access rules as a page of identifiers can name: one call tells of all of them.
const maxLiveBatch = 10_000

// LiveAccessRules loads, by an access rule's ID, whether it exists: document.ErrAbsent when it does not.
func (l Loaders) LiveAccessRules() Values[bool] {
	return valuesOf(l, "live access rules", maxLiveBatch, l.stores.LiveAccessRules.Live)
}
