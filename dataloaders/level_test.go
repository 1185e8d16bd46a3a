package dataloaders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

// reads records the IDs of each call of a store.
type reads struct {
	mutex sync.Mutex
	users [][]string
	roles [][]string
}

type userStore struct{ *reads }

func (r userStore) Get(context.Context, string, string) (*useraccess.User, error) {
	return nil, errors.New("loaders read in batches")
}

func (r userStore) GetMany(_ context.Context, _ string, ids []string) (map[string]*useraccess.User, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.users = append(r.users, slices.Sorted(slices.Values(ids)))
	users := map[string]*useraccess.User{}
	for _, userID := range ids {
		users[userID] = &useraccess.User{Base: document.Base{ID: userID}}
	}
	return users, nil
}

type roleStore struct{ *reads }

func (r roleStore) Get(context.Context, string, string) (*roleaccount.ExternalRole, error) {
	return nil, errors.New("loaders read in batches")
}

func (r roleStore) GetMany(_ context.Context, _ string, ids []string) (map[string]*roleaccount.ExternalRole, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.roles = append(r.roles, slices.Sorted(slices.Values(ids)))
	if slices.Contains(ids, "") {
		panic("an empty ID")
	}
	return map[string]*roleaccount.ExternalRole{}, nil
}

func newReads() (*reads, dataloaders.Loaders) {
	return &reads{}, dataloaders.New(&dataloaders.Stores{}, "com_1")
}

func (r *reads) userLoader(loaders dataloaders.Loaders) dataloaders.Documents[useraccess.User] {
	return dataloaders.DocumentsOf(loaders, id.User, userStore{r})
}

func (r *reads) roleLoader(loaders dataloaders.Loaders) dataloaders.Documents[roleaccount.ExternalRole] {
	return dataloaders.DocumentsOf(loaders, id.ExternalRole, roleStore{r})
}

func newIDs(t *testing.T, kind id.Kind, count int) []string {
	t.Helper()
	ids := make([]string, count)
	for i := range ids {
		newID, err := domaintest.NewID(kind)
		require.NoError(t, err)
		ids[i] = newID
	}
	return ids
}

// runLevel runs calls, each with loaders of its own.
func runLevel(ctx context.Context, loaders dataloaders.Loaders, calls []func(dataloaders.Loaders)) error {
	joined := make([]func(func(dataloaders.Loaders) dataloaders.Loaders), len(calls))
	for i, call := range calls {
		joined[i] = func(join func(dataloaders.Loaders) dataloaders.Loaders) { call(join(loaders)) }
	}
	return dataloaders.Level(ctx, joined)
}

func TestLevel_OneReadForAllCalls(t *testing.T) {
	for round := range 50 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			r, loaders := newReads()
			ids := newIDs(t, id.User, 20)
			var calls []func(dataloaders.Loaders)
			for i := range 10 {
				calls = append(calls, func(loaders dataloaders.Loaders) {
					r.userLoader(loaders).Prefetch(t.Context(), ids[i:i+11])
					user, err := r.userLoader(loaders).Load(t.Context(), ids[i])
					require.NoError(t, err)
					require.Equal(t, ids[i], user.ID)
				})
			}
			calls = append(calls, func(dataloaders.Loaders) {})
			require.NoError(t, runLevel(t.Context(), loaders, calls))
			require.Equal(t, [][]string{ids}, r.users)
		})
	}
}

// Some calls load once, some twice and some three times, each time after the load before.
func TestLevel_SuccessiveLoads(t *testing.T) {
	for round := range 50 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			r, loaders := newReads()
			ids := newIDs(t, id.User, 30)
			var calls []func(dataloaders.Loaders)
			for steps := range 3 {
				for i := range 10 {
					calls = append(calls, func(loaders dataloaders.Loaders) {
						for step := range steps + 1 {
							r.userLoader(loaders).Prefetch(t.Context(), []string{ids[10*step+i]})
						}
					})
				}
			}
			require.NoError(t, runLevel(t.Context(), loaders, calls))
			require.Equal(t, [][]string{ids[:10], ids[10:20], ids[20:]}, r.users)
		})
	}
}

func TestLevel_DetachedReturnedAndPanickedCalls(t *testing.T) {
	r, loaders := newReads()
	users, roles := newIDs(t, id.User, 2), newIDs(t, id.ExternalRole, 1)
	blocked := make(chan struct{})
	err := runLevel(t.Context(), loaders, []func(dataloaders.Loaders){
		func(loaders dataloaders.Loaders) {
			dataloaders.Prefetch(t.Context(), r.userLoader(loaders).Keys(users[:1]), r.roleLoader(loaders).Keys(roles))
			close(blocked)
		},
		func(loaders dataloaders.Loaders) {
			loaders = loaders.Detached(t.Context())
			r.userLoader(loaders).Prefetch(t.Context(), users[1:])
			<-blocked // the other calls do not wait for it
		},
		func(dataloaders.Loaders) { panic("a resolver") },
	})
	require.ErrorContains(t, err, "a resolver")
	require.ElementsMatch(t, users, slices.Concat(r.users...), "in one call or two")
	require.Equal(t, [][]string{roles}, r.roles)
}

func TestLevel_CancelledContext(t *testing.T) {
	r, loaders := newReads()
	ctx, cancel := context.WithCancel(t.Context())
	userID := newIDs(t, id.User, 1)
	require.NoError(t, runLevel(ctx, loaders, []func(dataloaders.Loaders){
		func(loaders dataloaders.Loaders) { r.userLoader(loaders).Prefetch(ctx, userID) },
		func(dataloaders.Loaders) { cancel() },
	}))
}
