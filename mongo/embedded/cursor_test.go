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

func numbered(count int) []any {
	docs := make([]any, count)
	for at := range docs {
		docs[at] = d("_id", int32(at), "even", at%2 == 0)
	}
	return docs
}

func TestBatchesLimitsAndEarlyEnds(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, numbered(250)...)
		for _, expected := range []struct {
			options *options.FindOptionsBuilder
			count   int
		}{
			{options.Find(), 250},
			{options.Find().SetBatchSize(1).SetLimit(7), 7},
			{options.Find().SetBatchSize(7).SetLimit(7), 7},
			{options.Find().SetBatchSize(100).SetLimit(249), 249},
			{options.Find().SetLimit(-5), 5},
			{options.Find().SetLimit(500), 250},
			{options.Find().SetBatchSize(250), 250},
			{options.Find().SetLimit(0), 250},
		} {
			found := find(t, things, d(), expected.options.SetSort(d("_id", 1)))
			require.Len(t, found, expected.count)
			require.Equal(t, int32(expected.count-1), found[expected.count-1])
		}
		cursor, err := things.Find(t.Context(), d(), options.Find().SetBatchSize(2))
		require.NoError(t, err)
		require.True(t, cursor.Next(t.Context()))
		id := cursor.ID()
		require.NoError(t, cursor.Close(t.Context()))
		err = database.RunCommand(t.Context(), d("getMore", id, "collection", "things")).Err()
		requireCode(t, err, 43)
	})
}

// What was there when a cursor was opened is found once, in order. What is inserted where it has yet to come is found by the
// embedded store; MongoDB does not promise it.
func TestACursorGoesOnWhereItWas(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		for id := 0; id < 20; id += 2 {
			insert(t, things, d("_id", id))
		}
		for _, direction := range []int{1, -1} {
			sorted := options.Find().SetBatchSize(3).SetSort(d("_id", direction))
			before := find(t, things, d(), sorted)
			cursor, err := things.Find(t.Context(), d("_id", d("$gte", 0, "$lt", 20)), sorted)
			require.NoError(t, err)
			require.True(t, cursor.Next(t.Context()))
			insert(t, things, d("_id", 9)) // neither before where it is nor past its end
			found := append([]any{cursor.Current.Lookup("_id").Int32()}, all(t, t.Context(), cursor)...)
			if majorVersion(t, database) == 0 {
				require.Equal(t, find(t, things, d(), sorted), found)
			}
			require.Subset(t, found, before)
			_, err = things.DeleteOne(t.Context(), d("_id", 9))
			require.NoError(t, err)
		}
	})
}

func TestDocumentsOfManyIDsComeInOrderAndInBatches(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, numbered(10)...)
		createIndex(t, things, d("even", 1, "_id", 1))
		wanted := d("_id", d("$in", bson.A{8, 3, 99, 4, 4, -1, 6, 0}), "even", true)
		batches := options.Find().SetBatchSize(2)
		require.Equal(t, []any{int32(0), int32(4), int32(6), int32(8)}, find(t, things, wanted, batches.SetSort(d("_id", 1))))
		require.Equal(t, []any{int32(8), int32(6), int32(4), int32(0)}, find(t, things, wanted, batches.SetSort(d("_id", -1))))
		require.Equal(t, []any{int32(8), int32(6), int32(4)}, find(t, things, wanted, batches.SetLimit(3)))
		count, err := things.CountDocuments(t.Context(), wanted)
		require.NoError(t, err)
		require.Equal(t, int64(4), count)
	})
}

func TestLargeAnswersComeInBatches(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		for at := range 5 {
			insert(t, things, d("_id", at, "bytes", make([]byte, 5<<20)))
		}
		cursor, err := things.Find(t.Context(), d())
		require.NoError(t, err)
		require.Less(t, cursor.RemainingBatchLength(), 5)
		require.Len(t, all(t, t.Context(), cursor), 5)
	})
}

func TestCursorsOfOthersAreRefused(t *testing.T) {
	opened := newStore(t)
	insert(t, opened.database.Collection("things"), numbered(10)...)
	one, other := newSession(opened.store), newSession(opened.store)
	open := func(session sessionOf, more ...any) any {
		answer, err := session.run(t, d("find", "things", "batchSize", 2), more...)
		require.NoError(t, err)
		return answer["cursor"].(bson.D)[1].Value
	}
	inTransaction := func(number int) []any {
		return []any{"txnNumber", int64(number), "autocommit", false, "startTransaction", true}
	}
	id := open(one)
	getMore := func() bson.D { return d("getMore", id, "collection", "things", "batchSize", 1) }
	requireCode(t, only(other.run(t, getMore())), 43)
	requireCode(t, only(dialWire(t, opened.store).run(t, getMore())), 43)
	requireCode(t, only(one.run(t, d("getMore", id, "collection", "others"))), 43)
	requireCode(t, only(one.run(t, getMore(), inTransaction(1)...)), 43)
	require.NoError(t, only(one.run(t, getMore())))
	require.NoError(t, only(one.run(t, d("killCursors", "things", "cursors", bson.A{id}))))
	requireCode(t, only(one.run(t, getMore())), 43)
	id = open(other, inTransaction(1)...)
	requireCode(t, only(other.run(t, getMore())), 43)
	requireCode(t, only(other.run(t, getMore(), inTransaction(2)...)), 43)
}

func TestIdleCursorsAreGone(t *testing.T) {
	opened := openStore(t, storetest.Folder(t), embedded.Options{CursorLife: 20 * time.Millisecond})
	insert(t, opened.database.Collection("things"), numbered(250)...)
	session := newSession(opened.store)
	answer, err := session.run(t, d("find", "things", "batchSize", 2))
	require.NoError(t, err)
	id := answer["cursor"].(bson.D)[1].Value
	require.Eventually(t, func() bool {
		err := only(session.run(t, d("getMore", id, "collection", "things", "batchSize", 1)))
		if err != nil {
			requireCode(t, err, 43)
		}
		return err != nil
	}, 10*time.Second, 60*time.Millisecond)
}

func TestACursorIsOfItsSessionAndCollection(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, numbered(10)...)
		session, err := database.Client().StartSession()
		require.NoError(t, err)
		defer session.EndSession(t.Context())
		inside := mongo.NewSessionContext(t.Context(), session)
		opened, err := things.Find(inside, d(), options.Find().SetBatchSize(2))
		require.NoError(t, err)
		getMore := func(ctx context.Context, collection string) error {
			return database.RunCommand(ctx, d("getMore", opened.ID(), "collection", collection)).Err()
		}
		requireOneOf(t, getMore(t.Context(), "things"), 43, 50738, 50801) // of the embedded store, of a server, and of a router
		requireOneOf(t, getMore(inside, "others"), 13, 43)
	})
}

func TestTimeIsLimited(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	insert(t, things, numbered(20_000)...)
	err := opened.database.RunCommand(t.Context(), d("aggregate", "things", "pipeline",
		bson.A{d("$match", d("_id", d("$gte", 0), "none", 1)), d("$group", d("_id", 1, "n", d("$sum", 1)))}, "cursor", d(), "maxTimeMS", 1)).Err()
	requireCode(t, err, 50)
	require.True(t, mongo.IsTimeout(err))
	count, err := things.CountDocuments(t.Context(), d())
	require.NoError(t, err)
	require.Equal(t, int64(20_000), count)
}

func TestTheSizeOfABatchMayBeZero(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, numbered(3)...)
		cursor, err := things.Find(t.Context(), d(), options.Find().SetBatchSize(0))
		require.NoError(t, err)
		require.Len(t, all(t, context.WithoutCancel(t.Context()), cursor), 3)
	})
}

func TestACommandEndsWithItsContext(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	insert(t, things, numbered(5000)...)
	ctx, cancel := context.WithCancel(t.Context())
	started, ended := make(chan struct{}), make(chan error)
	go func() {
		close(started)
		for {
			if _, err := things.CountDocuments(ctx, d("_id", d("$gte", 0), "none", 1)); err != nil {
				ended <- err
				return
			}
		}
	}()
	<-started
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	require.Len(t, find(t, things, d("_id", 1)), 1)

	wire := dialWire(t, opened.store)
	require.NoError(t, wire.connection.SetWriteDeadline(time.Now().Add(-time.Second)))
	_, err := wire.run(t, d("find", "things", "filter", d("_id", d("$gte", 0), "none", 1)))
	require.Equal(t, 50, codeOf(err), "a command that is written too late is over at once")
	require.NoError(t, wire.connection.SetDeadline(time.Time{}))
	require.NoError(t, only(wire.run(t, d("ping", 1))))
}
