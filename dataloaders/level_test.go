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

// reads counts what loaders read from stores, each time the IDs of one call.
type reads struct {
	mutex sync.Mutex
	users [][]string
	roles [][]string
}

type usersRead struct{ *reads }

func (r usersRead) Get(context.Context, string, string) (*useraccess.User, error) {
	return nil, errors.New("loaders read many")
}

func (r usersRead) GetMany(_ context.Context, _ string, ids []string) (map[string]*useraccess.User, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.users = append(r.users, slices.Sorted(slices.Values(ids)))
	found := map[string]*useraccess.User{}
	for _, userID := range ids {
		found[userID] = &useraccess.User{Base: document.Base{ID: userID}}
	}
	return found, nil
}

type rolesRead struct{ *reads }

func (r rolesRead) Get(context.Context, string, string) (*roleaccount.ExternalRole, error) {
	return nil, errors.New("loaders read many")
}

func (r rolesRead) GetMany(_ context.Context, _ string, ids []string) (map[string]*roleaccount.ExternalRole, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.roles = append(r.roles, slices.Sorted(slices.Values(ids)))
	if slices.Contains(ids, "") {
		panic("no ID is empty")
	}
	return map[string]*roleaccount.ExternalRole{}, nil
}

func newReads() (*reads, dataloaders.Loaders) {
	return &reads{}, dataloaders.New(&dataloaders.Stores{}, "com_1")
}

func (r *reads) userLoader(loaders dataloaders.Loaders) dataloaders.Documents[useraccess.User] {
	return dataloaders.DocumentsOf(loaders, id.User, usersRead{r})
}

func (r *reads) roleLoader(loaders dataloaders.Loaders) dataloaders.Documents[roleaccount.ExternalRole] {
	return dataloaders.DocumentsOf(loaders, id.ExternalRole, rolesRead{r})
}

func newIDs(t *testing.T, kind id.Kind, count int) []string {
	t.Helper()
	ids := make([]string, count)
	for i := range ids {
		made, err := domaintest.NewID(kind)
		require.NoError(t, err)
		ids[i] = made
	}
	return ids
}

// level runs calls, each with loaders of its own.
func level(ctx context.Context, loaders dataloaders.Loaders, calls []func(dataloaders.Loaders)) error {
	joined := make([]func(func(dataloaders.Loaders) dataloaders.Loaders), len(calls))
	for i, call := range calls {
		joined[i] = func(join func(dataloaders.Loaders) dataloaders.Loaders) { call(join(loaders)) }
	}
	return dataloaders.Level(ctx, joined)
}

func TestLevel_ReadsOnceForAllItsCalls(t *testing.T) {
	for round := range 50 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			read, loaders := newReads()
			ids := newIDs(t, id.User, 20)
			var calls []func(dataloaders.Loaders)
			for i := range 10 {
				calls = append(calls, func(loaders dataloaders.Loaders) {
					read.userLoader(loaders).Fetch(t.Context(), ids[i:i+11])
					user, err := read.userLoader(loaders).Load(t.Context(), ids[i])
					require.NoError(t, err)
					require.Equal(t, ids[i], user.ID)
				})
			}
			calls = append(calls, func(dataloaders.Loaders) {})
			require.NoError(t, level(t.Context(), loaders, calls))
			require.Equal(t, [][]string{ids}, read.users)
		})
	}
}

// TestLevel_GoesOnStepByStep has calls with one, two and three steps, in which each later step needs the earlier one.
func TestLevel_GoesOnStepByStep(t *testing.T) {
	for round := range 50 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			read, loaders := newReads()
			ids := newIDs(t, id.User, 30)
			var calls []func(dataloaders.Loaders)
			for steps := range 3 {
				for i := range 10 {
					calls = append(calls, func(loaders dataloaders.Loaders) {
						for step := range steps + 1 {
							read.userLoader(loaders).Fetch(t.Context(), []string{ids[10*step+i]})
						}
					})
				}
			}
			require.NoError(t, level(t.Context(), loaders, calls))
			require.Equal(t, [][]string{ids[:10], ids[10:20], ids[20:]}, read.users)
		})
	}
}

func TestLevel_WaitsForNobodyThatIsApartOrDoneOrPanicked(t *testing.T) {
	read, loaders := newReads()
	users, roles := newIDs(t, id.User, 2), newIDs(t, id.ExternalRole, 1)
	blocked := make(chan struct{})
	err := level(t.Context(), loaders, []func(dataloaders.Loaders){
		func(loaders dataloaders.Loaders) {
			dataloaders.Fetch(t.Context(), read.userLoader(loaders).Of(users[:1]), read.roleLoader(loaders).Of(roles))
			close(blocked)
		},
		func(loaders dataloaders.Loaders) {
			loaders = loaders.Apart(t.Context())
			read.userLoader(loaders).Fetch(t.Context(), users[1:])
			<-blocked // it holds nobody up
		},
		func(dataloaders.Loaders) { panic("a resolver") },
	})
	require.ErrorContains(t, err, "a resolver")
	require.ElementsMatch(t, users, slices.Concat(read.users...), "whichever call reads them")
	require.Equal(t, [][]string{roles}, read.roles)
}

func TestLevel_EndsWithTheContext(t *testing.T) {
	read, loaders := newReads()
	ctx, cancel := context.WithCancel(t.Context())
	userID := newIDs(t, id.User, 1)
	require.NoError(t, level(ctx, loaders, []func(dataloaders.Loaders){
		func(loaders dataloaders.Loaders) { read.userLoader(loaders).Fetch(ctx, userID) },
		func(dataloaders.Loaders) { cancel() },
	}))
}
