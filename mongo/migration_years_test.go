package mongo

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/tenant"
)

// Instants that early versions stored beyond the years that RFC 3339 has are the first and the last of these years after the migration.
func TestMigrate_Years(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		first := time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)
		last := time.Date(9999, time.December, 31, 23, 59, 59, 999_000_000, time.UTC)
		raw(ctx, t, store, "identifiers", own.identifier.ID, set("validity", bson.D{{Key: "from", Value: first.Add(-14 * time.Hour)}, {Key: "to", Value: last.Add(time.Millisecond)}}))
		key := own.application.Keys[0]
		key.ExpiresAt = new(last.Add(23 * time.Hour))
		raw(ctx, t, store, "applications", own.application.ID, set("keys", []tenant.ApiKey{key}))
		raw(ctx, t, store, "userAccesses", own.userAccess.ID, set("lastLoginAt", first.Add(-time.Millisecond)))
		raw(ctx, t, store, "store", versionID, set("storeVersion", 5))
		_, err := store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)

		identifier, err := store.Identifiers().Get(ctx, own.companyID, own.identifier.ID)
		require.NoError(t, err)
		require.Equal(t, first, identifier.Validity.From.UTC())
		require.Equal(t, last, identifier.Validity.To.UTC())
		require.Equal(t, own.identifier.Version, identifier.Version)
		application, err := store.Applications().Get(ctx, own.companyID, own.application.ID)
		require.NoError(t, err)
		require.Equal(t, last, application.Keys[0].ExpiresAt.UTC())
		access, err := store.UserAccesses().Get(ctx, own.companyID, own.userAccess.ID)
		require.NoError(t, err)
		require.Equal(t, first, access.LastLoginAt.UTC())
		stored, err := encode(identifier)
		require.NoError(t, err)
		again, _, err := limitYears(stored)
		require.NoError(t, err)
		require.Equal(t, stored, again, "a document in the form of the migration stays as it is")
	})
}
