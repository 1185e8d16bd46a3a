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

// shelf holds accesses and counters, and notes what it was asked for.
type shelf struct {
	mutex   sync.Mutex
	asked   [][]string
	company string
	failure error
	holds   map[string]*access.Access
}

func (s *shelf) Get(context.Context, string, string) (*access.Access, error) {
	return nil, errors.New("one at a time")
}

func (s *shelf) GetMany(_ context.Context, companyID string, ids []string) (map[string]*access.Access, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.asked = append(s.asked, slices.Clone(ids))
	s.company = companyID
	return s.holds, s.failure
}

func (s *shelf) Values(_ context.Context, _ string, counter commit.Counter, ids []string) (map[string]int, error) {
	if counter == commit.PassesLeftOfIdentifier {
		return map[string]int{ids[0]: 7}, s.failure
	}
	return nil, s.failure
}

func (s *shelf) Record(context.Context, string, string, time.Time) error {
	return errors.New("only reads")
}

func (s *shelf) LastUsed(_ context.Context, _ string, keyIDs []string) (map[string]time.Time, error) {
	return map[string]time.Time{keyIDs[0]: time.Unix(60, 0)}, s.failure
}

func newShelf(t *testing.T, size int) (*shelf, []string) {
	t.Helper()
	filled := &shelf{holds: map[string]*access.Access{}}
	var ids []string
	for range size {
		made, err := domaintest.NewID(id.Access)
		require.NoError(t, err)
		filled.holds[made] = &access.Access{Base: document.Base{ID: made}}
		ids = append(ids, made)
	}
	return filled, ids
}

func (s *shelf) loader(loaders dataloaders.Loaders) dataloaders.Documents[access.Access] {
	return dataloaders.DocumentsOf(loaders, id.Access, s)
}

func loadersOf(store *shelf) dataloaders.Loaders {
	return dataloaders.New(&dataloaders.Stores{Counters: store, KeyUses: store}, "com_mine")
}

// loadAll loads at once, as the fields of a list do.
func loadAll(t *testing.T, store *shelf, loaders dataloaders.Loaders, ids []string) ([]*access.Access, []error) {
	t.Helper()
	found, errs := make([]*access.Access, len(ids)), make([]error, len(ids))
	var fields sync.WaitGroup
	for i, wanted := range ids {
		fields.Go(func() { found[i], errs[i] = store.loader(loaders).Load(t.Context(), wanted) })
	}
	fields.Wait()
	return found, errs
}

func TestLoadersAskForManyAtOnceAndEachOnce(t *testing.T) {
	store, ids := newShelf(t, 250)
	found, errs := loadAll(t, store, loadersOf(store), append(ids, ids...))
	for i, wanted := range append(ids, ids...) {
		require.NoError(t, errs[i])
		require.Equal(t, wanted, found[i].ID)
	}
	var asked []string
	for _, batch := range store.asked {
		require.LessOrEqual(t, len(batch), 100)
		asked = append(asked, batch...)
	}
	require.ElementsMatch(t, ids, asked)
	require.Equal(t, "com_mine", store.company)
}

func TestAbsentAndFailedAreTold(t *testing.T) {
	store, ids := newShelf(t, 1)
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

func TestWhatIsNoIDOfTheTypeIsNotLookedFor(t *testing.T) {
	store, _ := newShelf(t, 0)
	user, err := domaintest.NewID(id.User)
	require.NoError(t, err)
	_, errs := loadAll(t, store, loadersOf(store), []string{user, "", "acc_1", "' or 1=1"})
	for _, err := range errs {
		require.ErrorIs(t, err, document.ErrAbsent)
	}
	require.Empty(t, store.asked)
}

func TestForgetReadsAnew(t *testing.T) {
	store, ids := newShelf(t, 1)
	loaders := loadersOf(store)
	loadAll(t, store, loaders, ids)
	store.holds = map[string]*access.Access{ids[0]: {Base: document.Base{ID: ids[0], Version: 2}}}
	found, _ := loadAll(t, store, loaders, ids)
	require.Equal(t, 0, found[0].Version)

	loaders.Forget()
	found, _ = loadAll(t, store, loaders, ids)
	require.Equal(t, 2, found[0].Version)
}

func TestPrimedDocumentsAreNotLoaded(t *testing.T) {
	store, ids := newShelf(t, 1)
	loaders := loadersOf(store)
	store.loader(loaders).Prime(ids[0], store.holds[ids[0]])
	found, errs := loadAll(t, store, loaders, ids)
	require.NoError(t, errs[0])
	require.Same(t, store.holds[ids[0]], found[0])
	require.Empty(t, store.asked)
}

func TestNumbersAndTimesAreLoaded(t *testing.T) {
	store, _ := newShelf(t, 0)
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
