package embedded_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/storetest"
)

// snapshotSession is a context whose reads share one snapshot.
func snapshotSession(t *testing.T, client *mongo.Client) context.Context {
	t.Helper()
	session, err := client.StartSession(options.Session().SetSnapshot(true))
	require.NoError(t, err)
	t.Cleanup(func() { session.EndSession(context.Background()) })
	return mongo.NewSessionContext(t.Context(), session)
}

func countIn(ctx context.Context, t *testing.T, of *mongo.Collection) int64 {
	t.Helper()
	count, err := of.CountDocuments(ctx, d())
	require.NoError(t, err)
	return count
}

func TestReadsOfASnapshotSessionSeeOneMoment(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		first, second := database.Collection("first"), database.Collection("second")
		insert(t, first, d("_id", 1), d("_id", 2), d("_id", 3))
		insert(t, second, d("_id", 1))
		ctx := snapshotSession(t, database.Client())
		cursor, err := first.Find(ctx, d(), options.Find().SetSort(d("_id", 1)).SetBatchSize(1))
		require.NoError(t, err)
		insert(t, first, d("_id", 4))
		insert(t, second, d("_id", 2))
		_, err = first.DeleteOne(t.Context(), d("_id", 2))
		require.NoError(t, err)
		var found []bson.M
		require.NoError(t, cursor.All(ctx, &found))
		require.Len(t, found, 3, "batches that came after the changes, too")
		require.EqualValues(t, 1, countIn(ctx, t, second), "and other collections")
		require.EqualValues(t, 2, countIn(t.Context(), t, second))
		require.EqualValues(t, 2, countIn(snapshotSession(t, database.Client()), t, second))
	})
}

func TestASnapshotThatLiesUnusedIsLetGo(t *testing.T) {
	running := openStore(t, storetest.Folder(t), embedded.Options{SnapshotIdle: 20 * time.Millisecond})
	requireLetGo(t, running)
}

func TestASnapshotHasALife(t *testing.T) {
	running := openStore(t, storetest.Folder(t), embedded.Options{SnapshotLife: 500 * time.Millisecond})
	requireLetGo(t, running)
}

func requireLetGo(t *testing.T, running *running) {
	t.Helper()
	things := running.database.Collection("things")
	insert(t, things, d("_id", 1))
	ctx := snapshotSession(t, running.client)
	countIn(ctx, t, things)
	require.Eventually(t, func() bool {
		_, err := things.CountDocuments(ctx, d())
		if err != nil {
			requireCode(t, err, 239)
		}
		return err != nil
	}, 10*time.Second, 60*time.Millisecond)
}

func TestSnapshotsThatAreRefused(t *testing.T) {
	running := openStore(t, storetest.Folder(t), embedded.Options{Snapshots: 1})
	run := func(command bson.D) error { return running.database.RunCommand(t.Context(), command).Err() }
	at := bson.Timestamp{T: 1, I: 1}
	requireCode(t, run(d("find", "things", "readConcern", d("level", "snapshot", "atClusterTime", at))), 239)
	requireCode(t, run(d("find", "things", "readConcern", d("level", "snapshot", "atClusterTime", bson.Timestamp{}))), 72)
	requireCode(t, run(d("find", "things", "readConcern", d("level", "snapshot", "atClusterTime", 5))), 14)
	requireCode(t, run(d("find", "things", "readConcern", d("level", "majority", "atClusterTime", at))), 72)
	requireCode(t, run(d("find", "things", "readConcern", d("level", "snapshot", "other", 1))), 40415)
	requireCode(t, run(d("insert", "things", "documents", bson.A{d("_id", 1, "readConcern", d("at", at))})), 238)
	requireCode(t, run(d("find", "things", "filter", d("readConcern", d("at", at)))), 238)
	requireCode(t, run(d("insert", "things", "documents", bson.A{d("_id", 1)}, "readConcern", d("level", "snapshot"))), 72)
	require.NoError(t, run(d("find", "things", "readConcern", d("level", "snapshot"))))
	require.NoError(t, run(d("find", "things", "readConcern", d("level", "snapshot"))), "one of each session: another takes its place")
	countIn(snapshotSession(t, running.client), t, running.database.Collection("things"))
	_, err := running.database.Collection("things").CountDocuments(snapshotSession(t, running.client), d())
	requireCode(t, err, 1, "more than 1 snapshots")
}
