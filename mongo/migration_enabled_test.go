package mongo

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/useraccess"
)

// A user who was stored without enabled is enabled after the migration, and listed as such; one who was turned off stays off.
func TestMigrate_UsersAreEnabled(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		off := consistentFamily(ctx, t, store, "off")
		raw(ctx, t, store, "users", own.user.ID, bson.D{{Key: "$unset", Value: bson.D{{Key: enabledField, Value: ""}}}})
		raw(ctx, t, store, "users", off.user.ID, set(enabledField, false))
		raw(ctx, t, store, "store", versionID, set("storeVersion", 6))
		_, err := store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)

		user, err := store.Users().Get(ctx, own.companyID, own.user.ID)
		require.NoError(t, err)
		require.True(t, user.Enabled)
		require.Equal(t, own.user.Version, user.Version)
		page, err := store.Users().List(ctx, own.companyID, useraccess.UserFilter{Enabled: new(true)}, document.PageRequest{First: 10})
		require.NoError(t, err)
		require.Len(t, page.Items, 1)
		disabled, err := store.Users().Get(ctx, off.companyID, off.user.ID)
		require.NoError(t, err)
		require.False(t, disabled.Enabled)
		stored, err := encode(user)
		require.NoError(t, err)
		again, _, err := enable(stored)
		require.NoError(t, err)
		require.Equal(t, stored, again, "a document in the form of the migration stays as it is")
	})
}

// A user access that was stored without enabled is enabled after the migration, and listed as such; one that was turned off stays off.
func TestMigrate_UserAccessesAreEnabled(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		off := consistentFamily(ctx, t, store, "off")
		raw(ctx, t, store, "userAccesses", own.userAccess.ID, bson.D{{Key: "$unset", Value: bson.D{{Key: enabledField, Value: ""}}}})
		raw(ctx, t, store, "userAccesses", off.userAccess.ID, set(enabledField, false))
		raw(ctx, t, store, "store", versionID, set("storeVersion", 6))
		_, err := store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)

		userAccess, err := store.UserAccesses().Get(ctx, own.companyID, own.userAccess.ID)
		require.NoError(t, err)
		require.True(t, userAccess.Enabled)
		require.Equal(t, own.userAccess.Version, userAccess.Version)
		page, err := store.UserAccesses().List(ctx, own.companyID, useraccess.UserAccessFilter{Enabled: new(true)}, document.PageRequest{First: 10})
		require.NoError(t, err)
		require.Len(t, page.Items, 1)
		disabled, err := store.UserAccesses().Get(ctx, off.companyID, off.userAccess.ID)
		require.NoError(t, err)
		require.False(t, disabled.Enabled)
	})
}
