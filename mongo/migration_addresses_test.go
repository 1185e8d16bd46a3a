package mongo

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
)

// An address whose domain was stored as it was typed is found by every spelling of its domain after the migration.
func TestMigrate_DomainsOfAddresses(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		raw(ctx, t, store, "externalPersonalIdentities", own.identity.ID, set(emailAddressField, "Ada.B@Example.COM"))
		raw(ctx, t, store, "store", versionID, set("storeVersion", 3))
		done, err := store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)
		require.Equal(t, Migrated{From: 3, To: currentVersion(), Indexes: []string{}}, done)
		identity, err := store.ExternalPersonalIdentities().Get(ctx, own.companyID, own.identity.ID)
		require.NoError(t, err)
		require.Equal(t, "Ada.B@example.com", identity.EmailAddress)
		require.Equal(t, own.identity.Version, identity.Version)
		for _, address := range []string{"Ada.B@example.com", "Ada.B@EXAMPLE.com", " Ada.B@Example.COM "} {
			page, err := store.ExternalPersonalIdentities().List(ctx, own.companyID,
				roleaccount.ExternalPersonalIdentityFilter{EmailAddress: &address}, document.PageRequest{First: 10})
			require.NoError(t, err)
			require.Len(t, page.Items, 1, address)
		}
		stored, err := encode(identity)
		require.NoError(t, err)
		again, _, err := lowerCaseDomain(stored)
		require.NoError(t, err)
		require.Equal(t, stored, again, "a document in the form of the migration stays as it is")
	})
}
