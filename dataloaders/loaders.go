// Package dataloaders loads the objects and values that the fields of one request refer to, in batches.
package dataloaders

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

const (
	// maxBatch is the most keys that a store takes at once.
	maxBatch = 100
	// maxLiveBatch is as many access rules as a page of identifiers can name: one call covers all of them.
	maxLiveBatch = 10_000
)

// Loaders loads for one request, within one company. It caches what it has loaded until Forget.
type Loaders struct {
	*shared

	// member is the call of a level that loads; nil outside of a level.
	member *member
}

// shared is the state that all calls of a request have in common.
type shared struct {
	stores    *Stores
	companyID string

	mutex sync.Mutex
	// byName holds the loaders that the request has used.
	byName map[string]any

	lists *semaphore.Weighted
	pages pages
}

// Stores are the stores of values that are not documents loaded by ID.
type Stores struct {
	Counters        commit.CounterReader
	KeyUses         tenant.KeyUses
	LiveAccessRules LiveReader
	UserAccessRoles useraccess.RolesByCode
}

// LiveReader checks which documents exist without reading them. It takes up to 10,000 IDs.
type LiveReader interface {
	Live(ctx context.Context, companyID string, ids []string) (map[string]bool, error)
}

// New returns the loaders of one request. companyID is the company of the caller.
func New(stores *Stores, companyID string) Loaders {
	return Loaders{shared: &shared{
		stores: stores, companyID: companyID, byName: map[string]any{}, lists: semaphore.NewWeighted(maxConcurrentLists),
	}}
}

// Forget drops every cached value. A mutation may have changed it, so the fields of its payload load it again.
func (l Loaders) Forget() {
	l.pages.forget()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	clear(l.byName)
}

// RolesByCode loads roles of user accesses by their codes.
func (l Loaders) RolesByCode() Values[*useraccess.UserAccessRole] {
	return valuesOf(l, "roles by code", maxBatch, l.stores.UserAccessRoles.ByCode)
}

// IdentifierReferences loads the number of identifiers that an access rule is attached to, by the ID of the rule.
func (l Loaders) IdentifierReferences() Values[int] {
	return countsOf(l, commit.IdentifiersOfAccessRule)
}

// AccessRulesOfTimeProfile loads the number of access rules that a time profile is attached to, by its ID.
func (l Loaders) AccessRulesOfTimeProfile() Values[int] {
	return countsOf(l, commit.AccessRulesOfTimeProfile)
}

// IdentifiersOfTimeProfile loads the number of identifiers that a time profile is attached to, by its ID.
func (l Loaders) IdentifiersOfTimeProfile() Values[int] {
	return countsOf(l, commit.IdentifiersOfTimeProfile)
}

// TimeProfilesOfHolidayCalendar loads the number of time profiles that have a holiday calendar, by its ID.
func (l Loaders) TimeProfilesOfHolidayCalendar() Values[int] {
	return countsOf(l, commit.TimeProfilesOfHolidayCalendar)
}

// PassesLeft loads the number of passes that a limited identifier has left, by the ID of the identifier.
func (l Loaders) PassesLeft() Values[int] { return countsOf(l, commit.PassesLeftOfIdentifier) }

// Subsidiaries loads the number of subsidiaries of a customer, by the ID of the customer.
func (l Loaders) Subsidiaries() Values[int] { return countsOf(l, commit.SubsidiariesOfCustomer) }

// APIKeyUses loads the time of the last use of an API key, by the ID of the key.
func (l Loaders) APIKeyUses() Values[time.Time] {
	return valuesOf(l, "uses of API keys", maxBatch, l.stores.KeyUses.LastUsed)
}

// LiveAccessRules loads whether an access rule exists, by its ID. Load returns document.ErrAbsent if it does not.
func (l Loaders) LiveAccessRules() Values[bool] {
	return valuesOf(l, "live access rules", maxLiveBatch, l.stores.LiveAccessRules.Live)
}

func countsOf(l Loaders, counter commit.Counter) Values[int] {
	return valuesOf(l, string(counter), maxBatch, func(ctx context.Context, companyID string, ids []string) (map[string]int, error) {
		return l.stores.Counters.Values(ctx, companyID, counter, ids)
	})
}

// valuesOf returns the request's loader of this name. read reads the values of up to batchSize keys from a store.
func valuesOf[V any](
	l Loaders, name string, batchSize int, read func(ctx context.Context, companyID string, keys []string) (map[string]V, error),
) Values[V] {
	return Values[V]{member: l.member, cache: loaderOf(l.shared, name, func() *cache[V] {
		return &cache[V]{
			batchSize: batchSize, results: map[string]*result[V]{},
			read: func(ctx context.Context, keys []string) (map[string]V, error) { return read(ctx, l.companyID, keys) },
		}
	})}
}

// loaderOf returns the request's loader of this name, and creates it on first use: most requests use few loaders.
func loaderOf[L any](l *shared, name string, create func() L) L {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	loader, ok := l.byName[name].(L)
	if !ok {
		loader = create()
		l.byName[name] = loader
	}
	return loader
}

// Documents loads documents of one type by ID.
type Documents[T any] struct {
	Values[*T]

	kind id.Kind
}

// DocumentsOf returns the request's loader of documents whose IDs have this kind.
func DocumentsOf[T any](l Loaders, kind id.Kind, reader document.Reader[T]) Documents[T] {
	return Documents[T]{valuesOf(l, string(kind), maxBatch, reader.GetMany), kind}
}

// Load returns document.ErrAbsent if the company has no document with this ID. A string that is not an ID of the type is
// absent and is not read from the store.
func (d Documents[T]) Load(ctx context.Context, documentID string) (*T, error) {
	if id.Check(d.kind, documentID) != nil {
		return nil, document.ErrAbsent
	}
	return d.Values.Load(ctx, documentID)
}

// Prefetch reads documents in batches of up to 100, so that Load finds them in the cache.
func (d Documents[T]) Prefetch(ctx context.Context, documentIDs []string) {
	d.Values.Prefetch(ctx, d.valid(documentIDs))
}

// Keys returns the IDs for the function Prefetch. It omits strings that are not IDs of the type.
func (d Documents[T]) Keys(documentIDs []string) Keys { return d.Values.Keys(d.valid(documentIDs)) }

// valid omits the strings that are not IDs of the type.
func (d Documents[T]) valid(documentIDs []string) []string {
	return slices.DeleteFunc(slices.Clone(documentIDs), func(documentID string) bool {
		return id.Check(d.kind, documentID) != nil
	})
}
