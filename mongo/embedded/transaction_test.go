package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/storetest"
)

// begin starts a transaction whose snapshot is taken at once; the context is the one to use in it.
func begin(t *testing.T, in *mongo.Collection) (context.Context, *mongo.Session) {
	t.Helper()
	session, err := in.Database().Client().StartSession()
	require.NoError(t, err)
	t.Cleanup(func() { session.EndSession(context.Background()) })
	require.NoError(t, session.StartTransaction())
	inside := mongo.NewSessionContext(t.Context(), session)
	_, err = in.CountDocuments(inside, d())
	require.NoError(t, err)
	return inside, session
}

func requireTransient(t *testing.T, err error, code int) {
	t.Helper()
	requireCode(t, err, code)
	var refused mongo.ServerError
	require.ErrorAs(t, err, &refused)
	require.True(t, refused.HasErrorLabel("TransientTransactionError"), "%v", err)
}

func TestATransactionReadsItsSnapshotAndItsOwnWrites(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("kind", 1, "_id", 1))
		insert(t, things, d("_id", "a", "kind", "x"), d("_id", "b", "kind", "x"), d("_id", "c", "kind", "y"), d("_id", "n", "kind", "x"))
		inside, session := begin(t, things)
		insert(t, things, d("_id", "late", "kind", "x"))
		_, err := things.DeleteOne(t.Context(), d("_id", "n"))
		require.NoError(t, err)

		_, err = things.InsertOne(inside, d("_id", "ab", "kind", "x"))
		require.NoError(t, err)
		_, err = things.UpdateOne(inside, d("_id", "a"), d("$set", d("kind", "y")))
		require.NoError(t, err)
		_, err = things.DeleteOne(inside, d("_id", "b"))
		require.NoError(t, err)
		_, err = things.InsertOne(inside, d("_id", "b", "kind", "y"))
		require.NoError(t, err)
		ids := func(ctx context.Context, kind string, direction int) []any {
			cursor, err := things.Find(ctx, d("kind", kind), options.Find().SetSort(d("_id", direction)).SetBatchSize(1))
			require.NoError(t, err)
			return all(t, ctx, cursor)
		}
		require.Equal(t, []any{"ab", "n"}, ids(inside, "x", 1))
		require.Equal(t, []any{"c", "b", "a"}, ids(inside, "y", -1))
		require.Equal(t, []any{"a", "b", "late"}, ids(t.Context(), "x", 1))
		require.NoError(t, session.CommitTransaction(t.Context()))
		require.Equal(t, []any{"ab", "late"}, ids(t.Context(), "x", 1))
		require.Equal(t, []any{"a", "b", "c"}, ids(t.Context(), "y", 1))
		require.NoError(t, session.CommitTransaction(t.Context()), "committing again changes nothing")
	})
}

func all(t *testing.T, ctx context.Context, cursor *mongo.Cursor) []any {
	t.Helper()
	ids := []any{}
	for cursor.Next(ctx) {
		var doc bson.M
		require.NoError(t, cursor.Decode(&doc))
		ids = append(ids, doc["_id"])
	}
	require.NoError(t, cursor.Err())
	return ids
}

func TestTheFirstCommitWins(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a", "version", 1), d("_id", "b", "version", 1))
		change := d("$inc", d("version", 1))
		outside := t.Context()
		for name, conflict := range map[string]struct{ first, second func(context.Context) error }{
			"changed": {
				func(ctx context.Context) error { return only(things.UpdateOne(ctx, d("_id", "a"), change)) },
				func(ctx context.Context) error { return only(things.UpdateOne(ctx, d("_id", "a"), change)) },
			},
			"changed, and the filter matches the new version only": {
				func(ctx context.Context) error {
					return only(things.UpdateOne(ctx, d("_id", "a"), d("$set", d("kind", "new"))))
				},
				func(ctx context.Context) error { return only(things.UpdateOne(ctx, d("_id", "a"), change)) },
			},
			"changed, then deleted": {
				func(ctx context.Context) error { return only(things.UpdateOne(ctx, d("_id", "b"), change)) },
				func(ctx context.Context) error { return only(things.DeleteOne(ctx, d("_id", "b"))) },
			},
			"inserted twice": {
				func(ctx context.Context) error { return only(things.InsertOne(ctx, d("_id", "claim"))) },
				func(ctx context.Context) error { return only(things.InsertOne(ctx, d("_id", "claim"))) },
			},
		} {
			inside, session := begin(t, things)
			require.NoError(t, conflict.first(outside), name)
			requireTransient(t, conflict.second(inside), 112)
			requireTransient(t, session.CommitTransaction(outside), 251)
		}
		inside, _ := begin(t, things)
		requireCode(t, only(things.InsertOne(inside, d("_id", "claim"))), 11000)
	})
}

func only[T any](_ T, err error) error { return err }

// The store itself tells more conflicts than MongoDB does: what was inserted, or changed so that the filter no longer
// has it, is not passed over in silence.
func TestAConflictIsToldBeforeTheFilterIsEvaluated(t *testing.T) {
	things := newStore(t).database.Collection("things")
	insert(t, things, d("_id", "a", "version", 1))
	inside, _ := begin(t, things)
	require.NoError(t, only(things.UpdateOne(t.Context(), d("_id", "a"), d("$inc", d("version", 1)))))
	requireTransient(t, only(things.ReplaceOne(inside, d("_id", "a", "version", 2), d("version", 3))), 112)
	inside, _ = begin(t, things)
	insert(t, things, d("_id", "b"))
	requireTransient(t, only(things.UpdateOne(inside, d("_id", "b"), d("$set", d("x", 1)))), 112)
}

func TestTwoTransactionsConflictAtTheCommit(t *testing.T) {
	things := newStore(t).database.Collection("things")
	insert(t, things, d("_id", "a"))
	one, first := begin(t, things)
	two, second := begin(t, things)
	for _, inside := range []context.Context{one, two} {
		require.NoError(t, only(things.InsertOne(inside, d("_id", "claim"))))
	}
	require.NoError(t, first.CommitTransaction(t.Context()))
	requireTransient(t, second.CommitTransaction(t.Context()), 112)
}

func TestWriteSkewIsPreventedByTouching(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		doctors := database.Collection("doctors")
		insert(t, doctors, d("_id", "a", "onCall", true), d("_id", "b", "onCall", true))
		leave := func(name, other string) error {
			session, err := database.Client().StartSession()
			require.NoError(t, err)
			defer session.EndSession(context.Background())
			_, err = session.WithTransaction(t.Context(), func(ctx context.Context) (any, error) {
				var colleague bson.M
				if err := doctors.FindOne(ctx, d("_id", other)).Decode(&colleague); err != nil {
					return nil, err
				}
				if colleague["onCall"] != true {
					return nil, errAlone
				}
				// What was relied on is touched, so that it cannot change beside this commit.
				if err := only(doctors.UpdateOne(ctx, d("_id", other), d("$inc", d("touched", 1)))); err != nil {
					return nil, err
				}
				return doctors.UpdateOne(ctx, d("_id", name), d("$set", d("onCall", false)))
			})
			return err
		}
		results := make(chan error, 2)
		go func() { results <- leave("a", "b") }()
		go func() { results <- leave("b", "a") }()
		failed := 0
		for range 2 {
			if err := <-results; err != nil {
				require.ErrorIs(t, err, errAlone)
				failed++
			}
		}
		require.Equal(t, 1, failed)
	})
}

var errAlone = errors.New("nobody else is on call")

func TestTheStatesOfATransaction(t *testing.T) {
	opened := newStore(t)
	session := newSession(opened.store)
	insertOne := func(id string) bson.D { return d("insert", "things", "documents", bson.A{d("_id", id)}) }
	within := func(number int) []any { return []any{"txnNumber", int64(number), "autocommit", false} }
	starting := func(number int) []any { return append(within(number), "startTransaction", true) }
	run := func(command bson.D, more []any) error { return only(session.run(t, command, more...)) }
	commit, abort := func() bson.D { return d("commitTransaction", 1) }, func() bson.D { return d("abortTransaction", 1) }

	requireTransient(t, run(insertOne("a"), within(1)), 251)
	require.NoError(t, run(insertOne("a"), starting(1)))
	requireCode(t, run(insertOne("a"), starting(1)), 50911)
	require.NoError(t, run(insertOne("b"), within(1)))
	require.NoError(t, run(commit(), within(1)))
	require.NoError(t, run(commit(), within(1)))
	requireCode(t, run(abort(), within(1)), 256)
	requireCode(t, run(insertOne("c"), within(1)), 256)
	requireCode(t, run(insertOne("c"), starting(1)), 50911)

	require.NoError(t, run(insertOne("c"), starting(2)))
	require.NoError(t, run(abort(), within(2)))
	requireTransient(t, run(abort(), within(2)), 251)
	requireTransient(t, run(commit(), within(2)), 251)
	requireTransient(t, run(insertOne("c"), within(2)), 251)
	requireCode(t, run(insertOne("c"), starting(1)), 225)

	require.NoError(t, run(insertOne("d"), starting(3)))
	requireCode(t, run(insertOne("a"), within(3)), 11000)
	requireTransient(t, run(commit(), within(3)), 251)

	require.NoError(t, run(insertOne("e"), starting(4)))
	require.NoError(t, run(insertOne("f"), starting(5)), "a new transaction aborts the one before")
	requireCode(t, run(insertOne("e"), within(4)), 225)
	requireCode(t, run(commit(), within(4)), 225)
	requireCode(t, run(abort(), within(4)), 225)
	requireTransient(t, run(commit(), within(6)), 251)
	require.NoError(t, run(commit(), within(5)))

	for _, wrong := range [][]any{
		{"autocommit", false}, {"txnNumber", int64(6), "startTransaction", true}, {"txnNumber", int64(6), "autocommit", true},
		{"txnNumber", int64(6), "autocommit", false, "startTransaction", false}, {"txnNumber", int64(-1)}, {"txnNumber", 6},
	} {
		require.Error(t, run(insertOne("z"), wrong), "%v", wrong)
	}
	requireCode(t, run(d("createIndexes", "things", "indexes", bson.A{d("key", d("x", 1), "name", "x")}), starting(6)), 263)
	requireCode(t, run(commit(), nil), 72)
	require.NoError(t, run(insertOne("y"), append(starting(7), "readConcern", d("level", "snapshot"))))
	requireCode(t, run(d("find", "things"), append(within(7), "readConcern", d("level", "snapshot"))), 72)
	requireCode(t, run(insertOne("z"), append(starting(8), "writeConcern", d("w", "majority"))), 72)
	require.NoError(t, run(abort(), within(7)))
	require.Equal(t, []any{"a", "b", "f"}, find(t, opened.database.Collection("things"), d()))

	// A commit whose answer was lost is asked for again after a restart: to answer that it never began would have it made twice.
	require.NoError(t, opened.store.Close())
	session.store = openStore(t, opened.folder, embedded.Options{}).store
	requireCode(t, run(commit(), within(5)), 1, "not known here")
}

// A client that gives up its first statement aborts on another connection. The statement may come after the abort.
func TestAnAbortThatComesFirstKeepsItsTransactionFromBeginning(t *testing.T) {
	opened := newStore(t)
	session := newSession(opened.store)
	insertOne := func(id string) bson.D { return d("insert", "things", "documents", bson.A{d("_id", id)}) }
	within := func(number int) []any { return []any{"txnNumber", int64(number), "autocommit", false} }
	starting := func(number int) []any { return append(within(number), "startTransaction", true) }
	run := func(command bson.D, more []any) error { return only(session.run(t, command, more...)) }
	for number := 1; number < 6; number += 2 {
		requireTransient(t, run(d("abortTransaction", 1), within(number)), 251)
		requireCode(t, run(insertOne("late"), starting(number)), 50911)
		require.NoError(t, run(insertOne(fmt.Sprint(number)), starting(number+1)), "the next transaction is not concerned")
		require.NoError(t, run(d("commitTransaction", 1), within(number+1)))
	}
	require.Equal(t, []any{"1", "3", "5"}, find(t, opened.database.Collection("things"), d()))
}

func TestOnlyTheStartOfATransactionHasAReadConcern(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a"))
		for _, level := range []string{"local", "majority", "snapshot"} {
			inside, _ := begin(t, things)
			err := database.RunCommand(inside, d("find", "things", "readConcern", d("level", level))).Err()
			requireCode(t, err, 72, "Only the first command in a transaction may specify a readConcern")
		}
	})
}

// MongoDB creates indexes of new collections in a transaction, but not those of one that has documents.
func TestCommandsThatAreNoPartOfATransaction(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a", "x", 1))
		for _, command := range []bson.D{
			d("createIndexes", "things", "indexes", bson.A{d("key", d("x", 1), "name", "x_1")}),
			d("listIndexes", "things"), d("ping", 1),
		} {
			inside, _ := begin(t, things)
			requireCode(t, database.RunCommand(inside, command).Err(), 263, "transaction")
		}
	})
}

func TestATransactionThatLastsTooLongIsAborted(t *testing.T) {
	for name, limits := range map[string]embedded.Options{
		"one that reads": {ReadingLife: time.Millisecond}, "one that writes": {TransactionLife: time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			opened := openStore(t, storetest.Folder(t), limits)
			things := opened.database.Collection("things")
			insert(t, things, d("_id", "a"))
			inside, session := begin(t, things)
			if limits.TransactionLife > 0 {
				_, _ = things.UpdateOne(inside, d("_id", "a"), d("$set", d("x", 1))) // it may be over by then
			}
			require.Eventually(t, func() bool {
				_, err := things.CountDocuments(inside, d())
				var refused mongo.ServerError
				return errors.As(err, &refused) && refused.HasErrorCode(251) && refused.HasErrorLabel("TransientTransactionError")
			}, 5*time.Second, time.Millisecond)
			require.NoError(t, session.AbortTransaction(t.Context()))
		})
	}
}

func TestATransactionThatGrowsTooLargeIsRefused(t *testing.T) {
	opened := openStore(t, storetest.Folder(t), embedded.Options{TransactionBytes: 1000})
	things := opened.database.Collection("things")
	insert(t, things, d("_id", "a"))
	inside, _ := begin(t, things)
	var err error
	for at := 0; err == nil && at < 100; at++ {
		_, err = things.InsertOne(inside, d("_id", at, "text", "twenty bytes of text"))
	}
	requireCode(t, err, 257)
	require.Equal(t, []any{"a"}, find(t, things, d()))
}
