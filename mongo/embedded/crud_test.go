package embedded_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func TestDocumentsAreInsertedFoundChangedAndDeleted(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		people := database.Collection("people")
		ctx := t.Context()
		_, err := people.InsertOne(ctx, d("_id", "a", "name", "Ada", "version", 1))
		require.NoError(t, err)

		changed, err := people.ReplaceOne(ctx, d("_id", "a", "version", 1), d("_id", "a", "name", "Ada L.", "version", 2))
		require.NoError(t, err)
		require.Equal(t, int64(1), changed.ModifiedCount)
		changed, err = people.ReplaceOne(ctx, d("_id", "a", "version", 1), d("_id", "a"))
		require.NoError(t, err)
		require.Zero(t, changed.MatchedCount)

		changed, err = people.UpdateOne(ctx, d("_id", "a"), d("$set", d("born", d("year", 1815)), "$inc", d("version", 1), "$unset", d("name", "")))
		require.NoError(t, err)
		require.Equal(t, int64(1), changed.ModifiedCount)
		var found bson.D
		require.NoError(t, people.FindOne(ctx, d("_id", "a")).Decode(&found))
		require.Equal(t, d("_id", "a", "version", int32(3), "born", d("year", int32(1815))), found)

		_, err = people.InsertOne(ctx, d("_id", "a"))
		requireCode(t, err, 11000, "_id_")
		require.True(t, mongo.IsDuplicateKeyError(err))

		deleted, err := people.DeleteOne(ctx, d("_id", "a", "version", 3))
		require.NoError(t, err)
		require.Equal(t, int64(1), deleted.DeletedCount)
		require.ErrorIs(t, people.FindOne(ctx, d("_id", "a")).Err(), mongo.ErrNoDocuments)
	})
}

func TestPagesComeFromAnIndex(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("company", 1, "_id", 1))
		for _, id := range []string{"c", "a", "d", "b", "e"} {
			insert(t, things, d("_id", id, "company", "x"), d("_id", id+"2", "company", "y"))
		}
		ascending := options.Find().SetSort(d("_id", 1)).SetLimit(2)
		require.Equal(t, []any{"a", "b"}, find(t, things, d("company", "x"), ascending))
		require.Equal(t, []any{"c", "d"}, find(t, things, d("company", "x", "_id", d("$gt", "b")), ascending))
		descending := options.Find().SetSort(d("_id", -1)).SetBatchSize(2)
		require.Equal(t, []any{"e", "d", "c", "b", "a"}, find(t, things, d("company", "x"), descending))
		require.Equal(t, []any{"a", "d"}, find(t, things, d("_id", d("$in", bson.A{"d", "a", "zz"}), "company", "x")))
		count, err := things.CountDocuments(t.Context(), d("company", "x"))
		require.NoError(t, err)
		require.Equal(t, int64(5), count)
		count, err = things.CountDocuments(t.Context(), d(), options.Count().SetLimit(1))
		require.NoError(t, err)
		require.Equal(t, int64(1), count)
	})
}

func TestTransactionsCommitTogetherAndConflictsAreTold(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a", "n", 0))
		session, err := database.Client().StartSession()
		require.NoError(t, err)
		defer session.EndSession(context.Background())
		_, err = session.WithTransaction(t.Context(), func(ctx context.Context) (any, error) {
			if _, err := things.InsertOne(ctx, d("_id", "b")); err != nil {
				return nil, err
			}
			require.ErrorIs(t, things.FindOne(t.Context(), d("_id", "b")).Err(), mongo.ErrNoDocuments)
			require.NoError(t, things.FindOne(ctx, d("_id", "b")).Err())
			_, err := things.UpdateOne(ctx, d("_id", "a"), d("$inc", d("n", 1)))
			return nil, err
		})
		require.NoError(t, err)
		require.Equal(t, []any{"a", "b"}, find(t, things, d()))

		require.NoError(t, session.StartTransaction())
		inside := mongo.NewSessionContext(t.Context(), session)
		require.NoError(t, things.FindOne(inside, d("_id", "a")).Err())
		_, err = things.UpdateOne(t.Context(), d("_id", "a"), d("$inc", d("n", 1)))
		require.NoError(t, err)
		_, err = things.UpdateOne(inside, d("_id", "a", "n", 1), d("$inc", d("n", 1)))
		requireCode(t, err, 112)
		var refused mongo.ServerError
		require.ErrorAs(t, err, &refused)
		require.True(t, refused.HasErrorLabel("TransientTransactionError"))
		require.NoError(t, session.AbortTransaction(t.Context()))
	})
}
