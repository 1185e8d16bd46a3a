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

func newReads() (*reads, *dataloaders.Loaders) {
	made := &reads{}
	return made, dataloaders.New(&dataloaders.Stores{Users: usersRead{made}, ExternalRoles: rolesRead{made}}, "com_1")
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

// level runs calls, each with a context of its own.
func level(ctx context.Context, calls []func(context.Context)) error {
	joined := make([]func(func(context.Context) context.Context), len(calls))
	for i, call := range calls {
		joined[i] = func(join func(context.Context) context.Context) { call(join(ctx)) }
	}
	return dataloaders.Level(ctx, joined)
}

func TestLevel_ReadsOnceForAllItsCalls(t *testing.T) {
	for round := range 50 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			read, loaders := newReads()
			ids := newIDs(t, id.User, 20)
			var calls []func(context.Context)
			for i := range 10 {
				calls = append(calls, func(ctx context.Context) {
					loaders.Users().Fetch(ctx, ids[i:i+11])
					user, err := loaders.Users().Load(ctx, ids[i])
					require.NoError(t, err)
					require.Equal(t, ids[i], user.ID)
				})
			}
			calls = append(calls, func(context.Context) {})
			require.NoError(t, level(t.Context(), calls))
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
			var calls []func(context.Context)
			for steps := range 3 {
				for i := range 10 {
					calls = append(calls, func(ctx context.Context) {
						for step := range steps + 1 {
							loaders.Users().Fetch(ctx, []string{ids[10*step+i]})
						}
					})
				}
			}
			require.NoError(t, level(t.Context(), calls))
			require.Equal(t, [][]string{ids[:10], ids[10:20], ids[20:]}, read.users)
		})
	}
}

func TestLevel_WaitsForNobodyThatIsApartOrDoneOrPanicked(t *testing.T) {
	read, loaders := newReads()
	users, roles := newIDs(t, id.User, 2), newIDs(t, id.ExternalRole, 1)
	blocked := make(chan struct{})
	err := level(t.Context(), []func(context.Context){
		func(ctx context.Context) {
			dataloaders.Fetch(ctx, loaders.Users().Of(users[:1]), loaders.ExternalRoles().Of(roles))
			close(blocked)
		},
		func(ctx context.Context) {
			ctx = dataloaders.Apart(ctx)
			loaders.Users().Fetch(ctx, users[1:])
			<-blocked // it holds nobody up
		},
		func(context.Context) { panic("a resolver") },
	})
	require.ErrorContains(t, err, "a resolver")
	require.ElementsMatch(t, users, slices.Concat(read.users...), "whichever call reads them")
	require.Equal(t, [][]string{roles}, read.roles)
}

func TestLevel_EndsWithTheContext(t *testing.T) {
	_, loaders := newReads()
	ctx, cancel := context.WithCancel(t.Context())
	userID := newIDs(t, id.User, 1)
	require.NoError(t, level(ctx, []func(context.Context){
		func(ctx context.Context) { loaders.Users().Fetch(ctx, userID) },
		func(context.Context) { cancel() },
	}))
}
