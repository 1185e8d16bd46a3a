package embedded_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func TestIndexesAreCreatedAndListed(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		listed, err := things.Indexes().ListSpecifications(t.Context())
		require.NoError(t, err)
		require.Empty(t, listed)
		models := []mongo.IndexModel{{Keys: d("a", 1, "b", 1)}, {Keys: d("c.d", 1), Options: options.Index().SetName("below")}}
		for range 2 {
			names, err := things.Indexes().CreateMany(t.Context(), models)
			require.NoError(t, err)
			require.Equal(t, []string{"a_1_b_1", "below"}, names)
		}
		listed, err = things.Indexes().ListSpecifications(t.Context())
		require.NoError(t, err)
		found := map[string]string{}
		for _, index := range listed {
			require.Equal(t, int32(2), index.Version)
			found[index.Name] = index.KeysDocument.String()
		}
		require.Len(t, found, 3)
		require.JSONEq(t, `{"_id":{"$numberInt":"1"}}`, found["_id_"])
		require.JSONEq(t, `{"a":{"$numberInt":"1"},"b":{"$numberInt":"1"}}`, found["a_1_b_1"])

		_, err = things.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: d("x", 1), Options: options.Index().SetName("below")})
		requireCode(t, err, 86)
		_, err = things.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: d("c.d", 1), Options: options.Index().SetName("other")})
		requireCode(t, err, 85)
	})
}

func TestAnIndexTakesUpWhatIsThere(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, numbered(2000)...)
		createIndex(t, things, d("even", 1, "_id", 1))
		require.Equal(t, []any{int32(1998), int32(1996)}, find(t, things, d("even", true), options.Find().SetSort(d("_id", -1)).SetLimit(2)))
		count, err := things.CountDocuments(t.Context(), d("even", false))
		require.NoError(t, err)
		require.Equal(t, int64(1000), count)
	})
}

func TestAnIndexIsBuiltWhileWritesGoOn(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	insert(t, things, numbered(3000)...)
	stop := make(chan struct{})
	var writing sync.WaitGroup
	for worker := range 4 {
		writing.Go(func() {
			for at := worker; ; at += 4 {
				select {
				case <-stop:
					return
				default:
				}
				id := int32(at % 3000)
				switch at % 3 {
				case 0:
					_, _ = things.UpdateOne(t.Context(), d("_id", id), d("$set", d("even", bson.A{true, at})))
				case 1:
					_, _ = things.DeleteOne(t.Context(), d("_id", id))
				default:
					_, _ = things.InsertOne(t.Context(), d("_id", id, "even", at))
				}
			}
		})
	}
	for _, keys := range []bson.D{d("even", 1), d("even", 1, "_id", 1), d("even", 1, "other", 1)} {
		createIndex(t, things, keys)
	}
	close(stop)
	writing.Wait()
	require.NoError(t, verified(t.Context(), opened.store))
}

func TestAnIndexThatCannotTakeADocumentLeavesNothingBehind(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	insert(t, things, numbered(1000)...)
	insert(t, things, d("_id", 5000, "even", d("an", "object")))
	_, err := things.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: d("even", 1)})
	requireCode(t, err, 238, "even", "document")
	listed, err := things.Indexes().ListSpecifications(t.Context())
	require.NoError(t, err)
	require.Len(t, listed, 1)
	_, err = things.DeleteOne(t.Context(), d("_id", 5000))
	require.NoError(t, err)
	_, err = things.DeleteOne(t.Context(), d("_id", 0))
	require.NoError(t, err)
	createIndex(t, things, d("even", 1))
	require.Len(t, find(t, things, d("even", true)), 499)
	require.NoError(t, verified(t.Context(), opened.store))
}

func TestAHintNamesAnIndex(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("even", 1, "_id", 1))
		insert(t, things, numbered(10)...)
		require.Len(t, find(t, things, d("even", true), options.Find().SetHint(d("even", 1, "_id", 1))), 5)
		_, err := things.Find(t.Context(), d("even", true), options.Find().SetHint(d("odd", 1)))
		requireCode(t, err, 2)
	})
}
