package embedded_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func marshal(t *testing.T, doc bson.D) []byte {
	raw, err := bson.Marshal(doc)
	require.NoError(t, err)
	return raw
}

func TestCommandsThatAreMalformedAreRefused(t *testing.T) {
	wire := dialWire(t, newStore(t).store)
	deep := d("x", 1)
	for range 200 {
		deep = d("x", deep)
	}
	bad := marshal(t, d("find", "things", "filter", d("text", "xyz"), "$db", "test"))
	bad[slices.Index(bad, 'x')+3] = 'w' // the string does not end
	for _, refused := range []struct {
		command bson.D
		code    int
	}{
		{d("insert", "things", "documents", bson.A{deep}), 15},
		{d("find", "things", "filter", deep), 15},
		{d("insert", "things"), 40414},
		{d("insert", "things", "documents", bson.A{}), 16},
		{d("insert", "things", "documents", 1), 14},
		{d("insert", "things", "documents", bson.A{1}), 14},
		{d("insert", 1, "documents", bson.A{d()}), 14},
		{d("insert", "", "documents", bson.A{d()}), 73},
		{d("insert", "a$b", "documents", bson.A{d()}), 73},
		{d("insert", "system.users", "documents", bson.A{d()}), 73},
		{d("find", "things", "filter", 1), 14},
		{d("find", "things", "sort", 1), 14},
		{d("find", "things", "sort", d("a", "up")), 2},
		{d("find", "things", "limit", -1), 2},
		{d("find", "things", "batchSize", "1"), 14},
		{d("find", "things", "hint", 1), 14},
		{d("find", "things", "filter", d("a", d("$in", 1))), 2},
		{d("find", "things", "filter", d("a..b", 1)), 2},
		{d("find", "things", "maxTimeMS", -1), 2},
		{d("find", "things", "lsid", 1), 14},
		{d("find", "things", "lsid", d("id", "x")), 14},
		{d("find", "things", "lsid", d("id", bson.Binary{Subtype: 4, Data: []byte{1}})), 14},
		{d("find", "things", "find", "things"), 40413},
		{d("getMore", "x", "collection", "things"), 14},
		{d("killCursors", "things", "cursors", 1), 14},
		{d("killCursors", "things", "cursors", bson.A{"x"}), 14},
		{d("update", "things", "updates", bson.A{d("q", d("_id", 1), "u", 1)}), 9},
		{d("update", "things", "updates", bson.A{d("q", d("_id", 1), "u", d("a", 1, "$set", d()))}), 52},
		{d("update", "things", "updates", bson.A{d("u", d("$set", d("a", 1)))}), 40414},
		{d("update", "things", "updates", bson.A{d("q", d("_id", 1))}), 40414},
		{d("update", "things", "updates", bson.A{d("q", 1, "u", d())}), 14},
		{d("delete", "things", "deletes", bson.A{d("q", d("_id", 1))}), 40414},
		{d("delete", "things", "deletes", bson.A{d("limit", 1)}), 40414},
		{d("delete", "things", "deletes", bson.A{d("q", d("_id", 1), "limit", "1")}), 14},
		{d("aggregate", "things", "pipeline", bson.A{}), 9},
		{d("aggregate", "things", "pipeline", bson.A{d("$match", d(), "$limit", 1), d("$group", d())}, "cursor", d()), 40415},
		{d("aggregate", "things", "pipeline", bson.A{d("$match", d()), d("$limit", 0), d("$group", d())}, "cursor", d()), 2},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1))}), 14},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d(), "name", "x")}), 67},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1, "a", 1), "name", "x")}), 67},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1), "name", "_id_")}), 2},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1), "name", "x", "v", 1)}), 67},
		{d("endSessions", 1), 14},
		{d("abortTransaction", 1), 72},
	} {
		_, err := wire.run(t, refused.command)
		require.Equal(t, refused.code, codeOf(err), "%v: %v", refused.command, err)
	}
	_, err := wire.connection.Write(packet(bad))
	require.NoError(t, err)
	require.Equal(t, int64(22), wire.answer(t).Lookup("code").AsInt64())
	_, err = wire.connection.Write(packet(marshal(t, d())))
	require.NoError(t, err)
	require.Equal(t, int64(59), wire.answer(t).Lookup("code").AsInt64())
}
