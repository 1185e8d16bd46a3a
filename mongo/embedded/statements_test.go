package embedded_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// wrongAmongOthers are three statements, of which the second cannot be read.
var wrongAmongOthers = map[string]struct {
	statements []mongo.WriteModel
	code       int
}{
	"update": {[]mongo.WriteModel{
		mongo.NewUpdateOneModel().SetFilter(d("_id", "a")).SetUpdate(d("$set", d("gone", true))),
		mongo.NewUpdateOneModel().SetFilter(d("_id", "b")).SetUpdate(d("$set", d("gone", true), "$unset", d("gone", ""))),
		mongo.NewUpdateOneModel().SetFilter(d("_id", "c")).SetUpdate(d("$set", d("gone", true))),
	}, 40},
	"update, by its filter": {[]mongo.WriteModel{
		mongo.NewUpdateOneModel().SetFilter(d("_id", "a")).SetUpdate(d("$set", d("gone", true))),
		mongo.NewUpdateOneModel().SetFilter(d("_id", d("$unknown", "b"))).SetUpdate(d("$set", d("gone", true))),
		mongo.NewUpdateOneModel().SetFilter(d("_id", "c")).SetUpdate(d("$set", d("gone", true))),
	}, 2},
	"delete": {[]mongo.WriteModel{
		mongo.NewDeleteOneModel().SetFilter(d("_id", "a")),
		mongo.NewDeleteOneModel().SetFilter(d("_id", d("$unknown", "b"))),
		mongo.NewDeleteOneModel().SetFilter(d("_id", "c")),
	}, 2},
}

// left are the documents that no statement has deleted or marked as gone.
func left(t *testing.T, of *mongo.Collection) []any {
	t.Helper()
	return find(t, of, d("_id", d("$gte", ""), "gone", nil), byID())
}

func TestAStatementThatIsWrongFailsWhenItIsReached(t *testing.T) {
	for name, wrong := range wrongAmongOthers {
		for _, expected := range []struct {
			ordered bool
			left    []any
		}{{true, []any{"b", "c"}}, {false, []any{"b"}}} {
			t.Run(name, func(t *testing.T) {
				eachServer(t, func(t *testing.T, database *mongo.Database) {
					things := database.Collection("things")
					insert(t, things, d("_id", "a"), d("_id", "b"), d("_id", "c"))
					result, err := things.BulkWrite(t.Context(), wrong.statements, options.BulkWrite().SetOrdered(expected.ordered))
					var refused mongo.BulkWriteException
					require.ErrorAs(t, err, &refused)
					require.Len(t, refused.WriteErrors, 1)
					require.Equal(t, 1, refused.WriteErrors[0].Index)
					require.Equal(t, wrong.code, refused.WriteErrors[0].Code)
					require.EqualValues(t, 3-len(expected.left), result.ModifiedCount+result.DeletedCount)
					require.Equal(t, expected.left, left(t, things))
				})
			})
		}
	}
}

func TestAStatementThatIsWrongAbortsItsTransaction(t *testing.T) {
	for name, wrong := range wrongAmongOthers {
		for _, ordered := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				eachServer(t, func(t *testing.T, database *mongo.Database) {
					things := database.Collection("things")
					insert(t, things, d("_id", "a"), d("_id", "b"), d("_id", "c"))
					inside, session := begin(t, things)
					_, err := things.BulkWrite(inside, wrong.statements, options.BulkWrite().SetOrdered(ordered))
					requireCode(t, err, wrong.code)
					requireTransient(t, session.CommitTransaction(t.Context()), 251)
					require.Equal(t, []any{"a", "b", "c"}, left(t, things))
				})
			})
		}
	}
}

// What a list of statements may hold at all is checked before the first of them is carried out.
func TestAMalformedStatementFailsTheCommand(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		insert(t, things, d("_id", "a"), d("_id", "b"))
		update, remove := d("q", d("_id", "a"), "u", d("$set", d("gone", true))), d("q", d("_id", "a"), "limit", 1)
		for _, refused := range []struct {
			command bson.D
			code    int
		}{
			{d("update", "things", "updates", bson.A{update, append(update, bson.E{Key: "unknown", Value: 1})}), 40415},
			{d("update", "things", "updates", bson.A{update, d("u", d("$set", d("gone", true)))}), 40414},
			{d("update", "things", "updates", bson.A{update, d("q", d("_id", "b"))}), 40414},
			{d("update", "things", "updates", bson.A{update, d("q", d("_id", "b"), "u", 1)}), 9},
			{d("update", "things", "updates", bson.A{update, d("q", 1, "u", d())}), 14},
			{d("delete", "things", "deletes", bson.A{remove, append(remove, bson.E{Key: "unknown", Value: 1})}), 40415},
			{d("delete", "things", "deletes", bson.A{remove, d("limit", 1)}), 40414},
			{d("delete", "things", "deletes", bson.A{remove, d("q", d("_id", "b"))}), 40414},
		} {
			err := database.RunCommand(t.Context(), refused.command).Err()
			var failed mongo.CommandError
			require.ErrorAs(t, err, &failed, "%v", refused.command)
			require.EqualValues(t, refused.code, failed.Code, "%v", refused.command)
			require.Equal(t, []any{"a", "b"}, left(t, things))
		}
	})
}

func TestAStatementThatFailsIsNotCounted(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		things := database.Collection("things")
		createIndex(t, things, d("p", 1, "q", 1))
		insert(t, things, d("_id", "a"))
		result, err := things.BulkWrite(t.Context(), []mongo.WriteModel{
			mongo.NewUpdateOneModel().SetFilter(d("_id", "a")).SetUpdate(d("$set", d("p", bson.A{1}, "q", bson.A{2}))),
		})
		requireCode(t, err, 171)
		require.Zero(t, result.MatchedCount)
		require.Zero(t, result.ModifiedCount)
	})
}
