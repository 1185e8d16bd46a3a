package mongo

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
)

func TestStore_ClosedIsUnavailable(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	defer cancel()
	store, err := Open(ctx, embeddedOptions(t))
	require.NoError(t, err)
	require.NoError(t, store.EnsureIndexes(ctx))
	require.NoError(t, store.Ping(ctx))
	require.NoError(t, store.Close(ctx))
	requireUnavailable(ctx, t, store)
}

// requireUnavailable asserts that every kind of call fails with STORE_UNAVAILABLE, and not because the document is absent.
func requireUnavailable(ctx context.Context, t *testing.T, store *Store) {
	t.Helper()
	calls := map[string]func() error{
		"ping": func() error { return store.Ping(ctx) },
		"get": func() error {
			_, err := store.ExternalRoles().Get(ctx, "company", "role")
			return err
		},
		"get many": func() error {
			_, err := store.ExternalRoles().GetMany(ctx, "company", []string{"role"})
			return err
		},
		"list": func() error {
			_, err := store.ExternalRoles().List(ctx, "company", roleaccount.ExternalRoleFilter{}, firstTen)
			return err
		},
		"key": func() error {
			_, err := store.Applications().ByKeyHash(ctx, "hash")
			return err
		},
		"bootstrapped": func() error {
			_, err := store.Operator().Bootstrapped(ctx)
			return err
		},
		"key use": func() error { return store.KeyUses().Record(ctx, "company", "key", time.Now()) },
		"commit": func() error {
			return store.Commit(ctx, commit.Commit{CompanyID: "company", Inserts: []document.Document{newRole(t, "company")}})
		},
		"indexes": func() error { return store.EnsureIndexes(ctx) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			err := call()
			require.NotErrorIs(t, err, document.ErrAbsent)
			requireReason(t, fault.StoreUnavailable, err)
		})
	}
}

func TestStore_OfAServerThatIsAwayIsUnavailable(t *testing.T) {
	source, err := Options{URI: "mongodb://127.0.0.1:1/?directConnection=true"}.endpoint()
	require.NoError(t, err)
	source.client.SetServerSelectionTimeout(10 * time.Millisecond).SetTimeout(100 * time.Millisecond)
	store, err := connect(source)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	defer cancel()
	defer func() { require.NoError(t, store.Close(ctx)) }()
	requireUnavailable(ctx, t, store)
}

// A transaction is tried again while the server is down, until the deadline of its request.
func TestCommit_ToAServerThatIsAwayEndsAtTheDeadline(t *testing.T) {
	source, err := Options{URI: "mongodb://127.0.0.1:1/?directConnection=true"}.endpoint()
	require.NoError(t, err)
	source.client.SetTimeout(time.Hour)
	store, err := connect(source)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	defer func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) }()
	err = store.Commit(ctx, commit.Commit{CompanyID: "company", Inserts: []document.Document{newRole(t, "company")}})
	requireReason(t, fault.StoreUnavailable, err)
}

func TestGet_ADeadlineIsNotAnAbsence(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		expired, cancel := context.WithDeadline(ctx, time.Now().Add(-time.Second))
		defer cancel()
		_, err := store.ExternalRoles().Get(expired, "company", "role")
		requireReason(t, fault.DeadlineExceeded, err)
		_, err = store.ExternalRoles().List(expired, "company", roleaccount.ExternalRoleFilter{}, firstTen)
		requireReason(t, fault.DeadlineExceeded, err)
		requireReason(t, fault.DeadlineExceeded, store.Ping(expired))
		canceled, cancel := context.WithCancel(ctx)
		cancel()
		_, err = store.ExternalRoles().Get(canceled, "company", "role")
		requireReason(t, fault.RequestCanceled, err)
	})
}
