package embedded_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// byID sorts what a query finds.
func byID() *options.FindOptionsBuilder { return options.Find().SetSort(d("_id", 1)) }

// Since MongoDB 9.0, and in the embedded store, an element of an array that is no document is without the field, too, and so is an
// empty array; before, only documents are (SERVER-36681).
func TestNullAndMissingAreFoundAlike(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		for _, indexed := range []bson.D{d("a", 1), d("a.b", 1)} {
			things := database.Collection("things_" + indexName(indexed))
			createIndex(t, things, indexed)
			insert(t, things,
				d("_id", "missing"), d("_id", "null", "a", nil), d("_id", "number", "a", 4), d("_id", "values", "a", bson.A{1, "x", nil}),
				d("_id", "empty array", "a", bson.A{}), d("_id", "numbers", "a", bson.A{1, 4}))
			wanted := map[string]bson.A{
				"equal": {"missing", "null", "values"},
				"in":    {"missing", "null", "number", "numbers", "values"},
			}
			if indexed[0].Key == "a.b" {
				insert(t, things, d("_id", "empty", "a", d()), d("_id", "null below", "a", d("b", nil)), d("_id", "below", "a", d("b", "hi")),
					d("_id", "some", "a", bson.A{d("b", 3), d()}), d("_id", "none", "a", bson.A{d("b", 3)}), d("_id", "four", "a", bson.A{d("b", 4)}))
				wanted = map[string]bson.A{
					"equal": {"empty", "missing", "null", "null below", "number", "some"},
					"in":    {"empty", "four", "missing", "null", "null below", "number", "some"},
				}
				if version := majorVersion(t, database); version == 0 || version >= 9 {
					wanted["equal"] = append(wanted["equal"], "empty array", "numbers", "values")
					wanted["in"] = append(wanted["in"], "empty array", "numbers", "values")
				}
			}
			field := indexed[0].Key
			require.ElementsMatch(t, wanted["equal"], find(t, things, d(field, nil)))
			require.ElementsMatch(t, wanted["equal"], find(t, things, d(field, d("$gte", nil))))
			require.Empty(t, find(t, things, d(field, d("$gt", nil))))
			require.ElementsMatch(t, wanted["in"], find(t, things, d(field, d("$in", bson.A{nil, 4}))))
		}
	})
}

func indexName(keys bson.D) string {
	name := ""
	for _, field := range keys {
		name += strings.ReplaceAll(field.Key, ".", "_")
	}
	return name
}

func TestRangesStayWithinAType(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("v", 1))
		at := func(second int) bson.DateTime { return bson.NewDateTimeFromTime(time.Unix(int64(second), 0)) }
		insert(t, things, d("_id", "least", "v", int64(math.MinInt64)), d("_id", "int", "v", int32(5)), d("_id", "long", "v", int64(1<<53+1)),
			d("_id", "less", "v", int64(1<<53)), d("_id", "text", "v", "5"), d("_id", "empty", "v", ""), d("_id", "true", "v", true), d("_id", "false", "v", false),
			d("_id", "date", "v", at(5)), d("_id", "null", "v", nil), d("_id", "many", "v", bson.A{1, 100}))
		for _, expected := range []struct {
			condition bson.D
			ids       []any
		}{
			{d("$gt", 5), []any{"many", "less", "long"}},
			{d("$gte", int64(5)), []any{"int", "many", "less", "long"}},
			{d("$lt", 5), []any{"least", "many"}},
			{d("$lte", int64(5)), []any{"least", "many", "int"}},
			{d("$gt", int64(1<<53)), []any{"long"}},
			{d("$gte", ""), []any{"empty", "text"}},
			{d("$gt", ""), []any{"text"}},
			{d("$lte", "5"), []any{"empty", "text"}},
			{d("$gte", false), []any{"false", "true"}},
			{d("$lt", true), []any{"false"}},
			{d("$gt", at(4)), []any{"date"}},
			{d("$lt", at(5)), []any{}},
			{d("$gt", 1, "$lt", 100), []any{"many", "int"}}, // each by another element
			{d("$gt", 5, "$lt", 99), []any{"many"}},
			{d("$in", bson.A{"5", 5, true, 1, 100}), []any{"many", "int", "text", "true"}},
			{d("$in", bson.A{}), []any{}},
		} {
			require.ElementsMatch(t, expected.ids, find(t, things, d("v", expected.condition)), "%v", expected.condition)
		}
	})
}

func TestSortingFollowsTheOrderOfTypes(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("company", 1, "v", 1, "_id", 1))
		values := []any{nil, int64(-2), int32(-1), int32(1), int64(7), "", "a", "a\x00", "ab", false, true, bson.DateTime(-5), bson.DateTime(5)}
		ids := []any{}
		for at, value := range values {
			insert(t, things, d("_id", int32(at), "company", "x", "v", value), d("_id", int32(at+100), "company", "y", "v", value))
			ids = append(ids, int32(at))
		}
		require.Equal(t, ids, find(t, things, d("company", "x"), options.Find().SetSort(d("v", 1, "_id", 1))))
		require.Equal(t, ids, find(t, things, d("company", "x"), options.Find().SetSort(d("v", 1, "_id", 1)).SetBatchSize(1)))
		backwards := find(t, things, d("company", "x"), options.Find().SetSort(d("company", 1, "v", -1)).SetBatchSize(4))
		require.Len(t, backwards, len(ids))
		for at := range ids {
			require.Equal(t, ids[len(ids)-1-at], backwards[at])
		}
		require.Equal(t, []any{int32(4), int32(3)}, find(t, things, d("company", "x", "v", d("$gt", 0, "$lte", 7)), options.Find().SetSort(d("v", -1))))
	})
}

func TestArraysAreIndexedByTheirElements(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("keys.hash", 1))
		createIndex(t, things, d("company", 1, "rules", 1, "_id", 1))
		insert(t, things,
			d("_id", "a", "company", "x", "keys", bson.A{d("hash", "1"), d("hash", "2", "old", true)}, "rules", bson.A{"r1", "r2", "r1"}),
			d("_id", "b", "company", "x", "keys", bson.A{d("hash", "3")}, "rules", bson.A{"r2"}),
			d("_id", "c", "company", "y", "keys", bson.A{}, "rules", bson.A{"r2"}),
			d("_id", "d", "company", "x", "keys", d("hash", bson.A{"2", "5"}), "rules", "r2"))
		require.Equal(t, []any{"b"}, find(t, things, d("keys.hash", "3")))
		require.ElementsMatch(t, []any{"a", "d"}, find(t, things, d("keys.hash", "2")))
		require.ElementsMatch(t, []any{"a", "b", "d"}, find(t, things, d("keys.hash", d("$in", bson.A{"1", "2", "3"}))))
		require.ElementsMatch(t, []any{"a", "b", "d"}, find(t, things, d("keys.hash", d("$gte", "1")), options.Find().SetBatchSize(1)))
		require.Equal(t, []any{"a", "b", "d"}, find(t, things, d("company", "x", "rules", "r2"), byID()))
		require.Equal(t, []any{"b", "d"}, find(t, things, d("company", "x", "rules", "r2", "_id", d("$gt", "a")), byID()))
		count, err := things.CountDocuments(t.Context(), d("company", "x", "rules", d("$in", bson.A{"r1", "r2"})))
		require.NoError(t, err)
		require.Equal(t, int64(3), count)

		_, err = things.UpdateOne(t.Context(), d("_id", "a"), d("$set", d("rules", bson.A{"r3"})))
		require.NoError(t, err)
		require.Equal(t, []any{"b", "d"}, find(t, things, d("company", "x", "rules", "r2"), byID()))
		require.Equal(t, []any{"a"}, find(t, things, d("company", "x", "rules", "r3")))
		createIndex(t, things, d("p", 1, "q", 1))
		_, err = things.InsertOne(t.Context(), d("_id", "e", "p", bson.A{1}, "q", bson.A{2}))
		requireCode(t, err, 171, "parallel arrays")
		require.Empty(t, find(t, things, d("_id", "e")))
	})
}

func TestUpdatesFollowTheirOperators(t *testing.T) {
	start := d("_id", "a", "n", int32(5), "long", int64(5), "x", int32(2), "text", "t")
	for _, expected := range []struct {
		name   string
		update bson.D
		after  bson.D // the fields that change; a nil value means gone
		code   int
	}{
		{"set", d("$set", d("n", "new", "new", 1, "b", d("c", 2))), d("n", "new", "b", d("c", int32(2)), "new", int32(1)), 0},
		{"set nothing", d("$set", d("n", int32(5))), d(), 0},
		{"set no field", d("$set", d()), d(), 0},
		{"unset", d("$unset", d("text", "", "none", 1)), d("text", nil), 0},
		{"inc", d("$inc", d("n", 2, "long", 1, "x", 1, "new", 3)), d("n", int32(7), "long", int64(6), "x", int32(3), "new", int32(3)), 0},
		{"inc grows", d("$inc", d("n", math.MaxInt32)), d("n", int64(math.MaxInt32)+5), 0},
		{"inc by long", d("$inc", d("n", int64(1))), d("n", int64(6)), 0},
		{"inc too far", d("$inc", d("long", int64(math.MaxInt64))), nil, 2},
		{"inc text", d("$inc", d("text", 1)), nil, 14},
		{"inc by text", d("$inc", d("n", "1")), nil, 14},
		{"max", d("$max", d("n", 6, "x", 1, "text", "a", "long", "text", "new", 1)), d("n", int32(6), "long", "text", "new", int32(1)), 0},
		{"max of a lesser type", d("$max", d("text", 9)), d(), 0},
		{"conflict", d("$set", d("n", 1), "$inc", d("n", 1)), nil, 40},
		{"_id", d("$set", d("_id", "b")), nil, 66},
		{"the same _id", d("$set", d("_id", "a", "n", 1)), d("n", int32(1)), 0},
		{"without _id", d("$unset", d("_id", 1)), nil, 66},
		{"no document", d("$set", 1), nil, 9},
	} {
		t.Run(expected.name, func(t *testing.T) {
			eachServer(t, func(t *testing.T, database *mongo.Database) {
				things := database.Collection("things")
				insert(t, things, start)
				result, err := things.UpdateOne(t.Context(), d("_id", "a"), expected.update)
				var found bson.M
				require.NoError(t, things.FindOne(t.Context(), d("_id", "a")).Decode(&found))
				wanted := asMap(t, start)
				if expected.code != 0 {
					requireCode(t, err, expected.code)
					require.Equal(t, wanted, found)
					return
				}
				require.NoError(t, err)
				require.Equal(t, int64(1), result.MatchedCount)
				require.Equal(t, len(expected.after) > 0, result.ModifiedCount == 1)
				for _, field := range expected.after {
					wanted[field.Key] = field.Value
					if field.Value == nil {
						delete(wanted, field.Key)
					}
				}
				require.Equal(t, wanted, found)
			})
		})
	}
}

func asMap(t *testing.T, doc bson.D) bson.M {
	raw, err := bson.Marshal(doc)
	require.NoError(t, err)
	var decoded bson.M
	require.NoError(t, bson.Unmarshal(raw, &decoded))
	return decoded
}

func TestDocumentsKeepTheOrderOfTheirFields(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("z", 1, "_id", "a", "a", 2))
		found := func() bson.D {
			var doc bson.D
			require.NoError(t, things.FindOne(t.Context(), d("_id", "a")).Decode(&doc))
			return doc
		}
		require.Equal(t, d("_id", "a", "z", int32(1), "a", int32(2)), found())
		_, err := things.UpdateOne(t.Context(), d("_id", "a"), d("$set", d("y", 3, "b", 4, "z", 5)))
		require.NoError(t, err)
		require.Equal(t, d("_id", "a", "z", int32(5), "a", int32(2), "b", int32(4), "y", int32(3)), found())
		_, err = things.ReplaceOne(t.Context(), d("_id", "a"), d("q", 1))
		require.NoError(t, err)
		require.Equal(t, d("_id", "a", "q", int32(1)), found())
		_, err = things.ReplaceOne(t.Context(), d("_id", "a"), d("_id", "b"))
		requireCode(t, err, 66)
	})
}

func TestProjectionsIncludeFields(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a", "x", 1, "in", d("y", 2, "z", 3)))
		for _, expected := range []struct{ projection, found bson.D }{
			{d("x", 1), d("_id", "a", "x", int32(1))},
			{d("x", true), d("_id", "a", "x", int32(1))},
			{d("_id", 1), d("_id", "a")},
			{d("in", 1, "none", 1), d("_id", "a", "in", d("y", int32(2), "z", int32(3)))},
		} {
			var found bson.D
			require.NoError(t, things.FindOne(t.Context(), d("_id", "a"), options.FindOne().SetProjection(expected.projection)).Decode(&found))
			require.Equal(t, expected.found, found, "%v", expected.projection)
		}
	})
}

func TestSomeInsertsFailAndOthersDoNot(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		docs := []any{d("_id", "a"), d("_id", "b"), d("_id", "a"), d("_id", "c")}
		_, err := things.InsertMany(t.Context(), docs)
		requireCode(t, err, 11000)
		require.Equal(t, []any{"a", "b"}, find(t, things, d(), byID()))
		_, err = things.InsertMany(t.Context(), docs, options.InsertMany().SetOrdered(false))
		var refused mongo.BulkWriteException
		require.ErrorAs(t, err, &refused)
		require.Len(t, refused.WriteErrors, 3)
		require.Equal(t, 2, refused.WriteErrors[2].Index)
		require.Equal(t, []any{"a", "b", "c"}, find(t, things, d(), byID()))
		raw := refused.WriteErrors[0].Raw
		// An engine may leave the key out: package mongo needs no more than the code.
		value, hasValue := raw.Lookup("keyValue", "_id").StringValueOK()
		direction, hasPattern := raw.Lookup("keyPattern", "_id").AsInt64OK()
		require.Equal(t, hasValue, hasPattern)
		if hasValue || database.Name() == embeddedDatabase {
			require.Equal(t, "a", value)
			require.Equal(t, int64(1), direction)
		}
	})
}

func TestNumbersOfAllTypesAreOneID(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", int32(1)))
		_, err := things.InsertOne(t.Context(), d("_id", int64(1)))
		requireCode(t, err, 11000)
		require.Len(t, find(t, things, d("_id", int64(1))), 1)
		insert(t, things, d("_id", int32(2)), d("_id", nil), d("_id", "1"))
		_, err = things.InsertOne(t.Context(), d("_id", bson.A{1}))
		requireCode(t, err, 53)
	})
}

func TestADocumentHasOneID(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a"))
		for _, twice := range []bson.D{d("_id", "b", "_id", "c"), d("_id", "b", "x", 1, "_id", "b"), d("x", 1, "_id", "b", "_id", "c")} {
			requireCode(t, only(things.InsertOne(t.Context(), twice)), 2, "multiple _id fields")
		}
		requireCode(t, only(things.ReplaceOne(t.Context(), d("_id", "a"), d("_id", "a", "x", 1, "_id", "a"))), 2, "multiple _id fields")
		require.Equal(t, []any{"a"}, find(t, things, d()))
		require.Empty(t, find(t, things, d("_id", "a", "x", 1)))
	})
}

// MongoDB 6.0 and 7.0 answer an update with the first of the codes, 8.0 with either of the first two, and later ones with the
// last.
func TestLargeDocumentsAreRefused(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "large", "text", strings.Repeat("x", 16<<20-200)))
		_, err := things.UpdateOne(t.Context(), d("_id", "large"), d("$set", d("more", strings.Repeat("x", 400))))
		requireOneOf(t, err, 17419, 8375908, 10334)
		if majorVersion(t, database) == 0 {
			requireCode(t, err, 17419, "Resulting document after update is larger than 16777216")
		}
		_, err = things.InsertOne(t.Context(), d("_id", "larger", "text", strings.Repeat("x", 16<<20)))
		require.Error(t, err)
		var found bson.M
		require.NoError(t, things.FindOne(t.Context(), d("_id", "large")).Decode(&found))
		require.Len(t, found["text"], 16<<20-200)
		require.Equal(t, []any{"large"}, find(t, things, d()))
	})
}

// A driver does not send such documents.
func TestLargeDocumentsAreRefusedWhoeverSendsThem(t *testing.T) {
	wire := dialWire(t, newStore(t).store)
	for size, code := range map[int]int{16<<20 + 1: 2, 16<<20 + 32<<10: 10334} {
		doc := d("_id", "larger", "text", strings.Repeat("x", size))
		_, err := wire.run(t, d("insert", "things", "documents", bson.A{doc}))
		require.Equal(t, code, codeOf(err), "%v", err)
	}
}

// MongoDB takes 180 levels, and the embedded store 100.
func TestUpdatesDoNotNestDocumentsTooDeep(t *testing.T) {
	nested := func(levels int) any {
		var value any = 1
		for range levels {
			value = d("x", value)
		}
		return value
	}
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a"))
		set := func(levels int) error {
			return only(things.UpdateOne(t.Context(), d("_id", "a"), d("$set", d("x", nested(levels)))))
		}
		requireCode(t, set(190), 15)
		require.Equal(t, []any{"a"}, find(t, things, d("_id", "a", "x", nil)))
		require.NoError(t, set(90))
	})
}
