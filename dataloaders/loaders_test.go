package dataloaders_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
)

// stubStore holds accesses and counters, and records its calls.
type stubStore struct {
	mutex   sync.Mutex
	batches [][]string
	company string
	failure error
	objects map[string]*access.Access
}

func (s *stubStore) Get(context.Context, string, string) (*access.Access, error) {
	return nil, errors.New("loaders read in batches")
}

func (s *stubStore) GetMany(_ context.Context, companyID string, ids []string) (map[string]*access.Access, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.batches = append(s.batches, slices.Clone(ids))
	s.company = companyID
	return s.objects, s.failure
}

func (s *stubStore) Values(_ context.Context, _ string, counter commit.Counter, ids []string) (map[string]int, error) {
	if counter == commit.PassesLeftOfIdentifier {
		return map[string]int{ids[0]: 7}, s.failure
	}
	return nil, s.failure
}

func (s *stubStore) Record(context.Context, string, string, time.Time) error {
	return errors.New("loaders only read")
}

func (s *stubStore) LastUsed(_ context.Context, _ string, keyIDs []string) (map[string]time.Time, error) {
	return map[string]time.Time{keyIDs[0]: time.Unix(60, 0)}, s.failure
}

func newStore(t *testing.T, size int) (*stubStore, []string) {
	t.Helper()
	store := &stubStore{objects: map[string]*access.Access{}}
	var ids []string
	for range size {
		accessID, err := domaintest.NewID(id.Access)
		require.NoError(t, err)
		store.objects[accessID] = &access.Access{Base: document.Base{ID: accessID}}
		ids = append(ids, accessID)
	}
	return store, ids
}

func (s *stubStore) loader(loaders dataloaders.Loaders) dataloaders.Documents[access.Access] {
	return dataloaders.DocumentsOf(loaders, id.Access, s)
}

func loadersOf(store *stubStore) dataloaders.Loaders {
	return dataloaders.New(&dataloaders.Stores{Counters: store, KeyUses: store}, "com_mine")
}

// loadAll loads IDs concurrently, as the fields of a list do.
func loadAll(t *testing.T, store *stubStore, loaders dataloaders.Loaders, ids []string) ([]*access.Access, []error) {
	t.Helper()
	accesses, errs := make([]*access.Access, len(ids)), make([]error, len(ids))
	var group sync.WaitGroup
	for i, accessID := range ids {
		group.Go(func() { accesses[i], errs[i] = store.loader(loaders).Load(t.Context(), accessID) })
	}
	group.Wait()
	return accesses, errs
}

func TestLoad_BatchesAndCaches(t *testing.T) {
	store, ids := newStore(t, 250)
	accesses, errs := loadAll(t, store, loadersOf(store), append(ids, ids...))
	for i, accessID := range append(ids, ids...) {
		require.NoError(t, errs[i])
		require.Equal(t, accessID, accesses[i].ID)
	}
	var keys []string
	for _, batch := range store.batches {
		require.LessOrEqual(t, len(batch), 100)
		keys = append(keys, batch...)
	}
	require.ElementsMatch(t, ids, keys)
	require.Equal(t, "com_mine", store.company)
}

func TestLoad_AbsentAndFailed(t *testing.T) {
	store, ids := newStore(t, 1)
	other, err := domaintest.NewID(id.Access)
	require.NoError(t, err)
	_, errs := loadAll(t, store, loadersOf(store), []string{ids[0], other})
	require.NoError(t, errs[0])
	require.ErrorIs(t, errs[1], document.ErrAbsent)

	store.failure = errors.New("away")
	_, errs = loadAll(t, store, loadersOf(store), []string{ids[0], other})
	require.ErrorIs(t, errs[0], store.failure)
	require.ErrorIs(t, errs[1], store.failure)
	require.NotErrorIs(t, errs[1], document.ErrAbsent)
}

func TestLoad_IDsOfOtherTypes(t *testing.T) {
	store, _ := newStore(t, 0)
	user, err := domaintest.NewID(id.User)
	require.NoError(t, err)
	_, errs := loadAll(t, store, loadersOf(store), []string{user, "", "acc_1", "' or 1=1"})
	for _, err := range errs {
		require.ErrorIs(t, err, document.ErrAbsent)
	}
	require.Empty(t, store.batches)
}

func TestForget_ReadsAgain(t *testing.T) {
	store, ids := newStore(t, 1)
	loaders := loadersOf(store)
	loadAll(t, store, loaders, ids)
	store.objects = map[string]*access.Access{ids[0]: {Base: document.Base{ID: ids[0], Version: 2}}}
	accesses, _ := loadAll(t, store, loaders, ids)
	require.Equal(t, 0, accesses[0].Version)

	loaders.Forget()
	accesses, _ = loadAll(t, store, loaders, ids)
	require.Equal(t, 2, accesses[0].Version)
}

func TestPrime_NoRead(t *testing.T) {
	store, ids := newStore(t, 1)
	loaders := loadersOf(store)
	store.loader(loaders).Prime(ids[0], store.objects[ids[0]])
	accesses, errs := loadAll(t, store, loaders, ids)
	require.NoError(t, errs[0])
	require.Same(t, store.objects[ids[0]], accesses[0])
	require.Empty(t, store.batches)
}

func TestValues_CountsAndTimes(t *testing.T) {
	store, _ := newStore(t, 0)
	loaders := loadersOf(store)
	left, err := loaders.PassesLeft().Load(t.Context(), "idf_1")
	require.NoError(t, err)
	require.Equal(t, 7, left)
	_, err = loaders.IdentifierReferences().Load(t.Context(), "rul_1")
	require.ErrorIs(t, err, document.ErrAbsent)
	at, err := loaders.APIKeyUses().Load(t.Context(), "key_1")
	require.NoError(t, err)
	require.Equal(t, time.Unix(60, 0), at)
}
