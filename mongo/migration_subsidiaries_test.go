package mongo

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

// Customers that were stored without a number of subsidiaries have it after the migration.
func TestMigrate_CustomersCountTheirSubsidiaries(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		subsidiary := &useraccess.Customer{
			Base: newBase(t, id.Customer, own.companyID), Name: "Sub", ParentID: &own.customer.ID, AncestorIDs: []string{own.customer.ID},
		}
		document.Index(subsidiary)
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: own.companyID, Inserts: []document.Document{subsidiary}}))
		_, err := store.unscoped("counters").documents.DeleteOne(ctx, bson.D{{Key: idField, Value: counterID(commit.SubsidiariesOfCustomer, own.customer.ID)}})
		require.NoError(t, err)
		raw(ctx, t, store, "store", versionID, set("storeVersion", 7))
		_, err = store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)
		counts, err := store.Counters().Values(ctx, own.companyID, commit.SubsidiariesOfCustomer, []string{own.customer.ID, subsidiary.ID})
		require.NoError(t, err)
		require.Equal(t, map[string]int{own.customer.ID: 1, subsidiary.ID: 0}, counts)
	})
}
