package mongo

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"

	"accessgraph/domain/cost"
	"accessgraph/domain/id"
	"accessgraph/mongo/embedded"
)

func TestOpen_TheDatabaseOfTheConnectionString(t *testing.T) {
	for uri, database := range map[string]string{
		"mongodb://localhost":                      "accessgraph",
		"mongodb://localhost/?replicaSet=rs0":      "accessgraph",
		"mongodb://a:1,b:2/tenants?replicaSet=rs0": "tenants",
	} {
		source, err := Options{URI: uri}.endpoint()
		require.NoError(t, err)
		require.Equal(t, database, source.database)
	}
}

func TestOpen_RefusesWhatIsNoConnectionString(t *testing.T) {
	_, err := Open(context.Background(), Options{URI: "localhost:27017"})
	require.ErrorContains(t, err, "the connection string of MongoDB is not valid")
}

// What a commit guarantees does not depend on the connection string.
func TestOpen_TheConnectionStringCannotWeakenTheStore(t *testing.T) {
	source, err := Options{URI: "mongodb://localhost/?w=1&journal=false&readPreference=secondary&readConcernLevel=local&retryWrites=false"}.endpoint()
	require.NoError(t, err)
	require.Equal(t, "majority", source.client.WriteConcern.W)
	require.True(t, *source.client.WriteConcern.Journal)
	require.Equal(t, "majority", source.client.ReadConcern.Level)
	require.Equal(t, readpref.PrimaryMode, source.client.ReadPreference.Mode())
	require.True(t, *source.client.RetryWrites)
	require.NoError(t, source.client.Validate())
}

func TestOpen_RefusesServersWithoutTransactions(t *testing.T) {
	require.True(t, helloResponse{}.isStandalone())
	require.False(t, helloResponse{SetName: "rs0"}.isStandalone())
	require.False(t, helloResponse{Message: "isdbgrid"}.isStandalone())
	require.ErrorContains(t, ErrStandalone, "rs.initiate()")
}

func TestOpen_AFolderInUse(t *testing.T) {
	storeOptions := embeddedOptions(t)
	ctx, store := openStore(t, storeOptions)
	role := newRole(t, newID(t, id.Company))
	seed(ctx, t, store, role)

	_, err := Open(ctx, storeOptions)
	require.ErrorIs(t, err, embedded.ErrInUse, "a server may not have the folder of another")

	storeOptions.Shared = true
	_, guest := openStore(t, storeOptions)
	read, err := guest.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
	require.NoError(t, err)
	require.Equal(t, role, read)
	other := newRole(t, role.CompanyID)
	seed(ctx, t, guest, other)
	_, err = store.ExternalRoles().Get(ctx, role.CompanyID, other.ID)
	require.NoError(t, err)
}

func TestOpen_ASharedFolderThatNobodyHas(t *testing.T) {
	storeOptions := embeddedOptions(t)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	defer cancel()
	first, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	require.NoError(t, first.Close(ctx))
	storeOptions.Shared = true
	ctx, store := openStore(t, storeOptions)
	require.NoError(t, store.Ping(ctx))
}

func TestOpen_RefusesASharedFolderWithoutAStore(t *testing.T) {
	storeOptions := embeddedOptions(t)
	storeOptions.Shared = true
	_, err := Open(context.Background(), storeOptions)
	require.ErrorIs(t, err, ErrAbsent)
	require.ErrorContains(t, err, "check the name of the data folder")
	entries, err := os.ReadDir(storeOptions.Folder)
	require.NoError(t, err)
	require.Empty(t, entries)
}

func TestOpen_FindsTheDocumentsAgain(t *testing.T) {
	storeOptions := embeddedOptions(t)
	role := newRole(t, newID(t, id.Company))
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	defer cancel()
	for run := range 2 {
		store, err := Open(ctx, storeOptions)
		require.NoError(t, err)
		require.NoError(t, store.EnsureIndexes(ctx))
		if run == 0 {
			seed(ctx, t, store, role)
		}
		read, err := store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
		require.NoError(t, err)
		require.Equal(t, role, read)
		require.NoError(t, store.Close(ctx))
	}
}

func TestCallCount_CountsEachCall(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		role := newRole(t, newID(t, id.Company))
		commands := &cost.Commands{}
		counted := cost.Into(ctx, commands)
		seed(counted, t, store, role)
		require.Equal(t, 2, commands.Sent(), "an insert and its commit")
		_, err := store.ExternalRoles().Get(counted, role.CompanyID, role.ID)
		require.NoError(t, err)
		require.Equal(t, 3, commands.Sent())
		require.NoError(t, store.Ping(counted))
		_, err = store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
		require.NoError(t, err)
		require.Equal(t, 3, commands.Sent(), "neither a ping nor another request's call")
	})
}
