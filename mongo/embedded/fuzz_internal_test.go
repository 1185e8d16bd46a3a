package embedded

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/wire"
	"accessgraph/mongo/storetest"
)

func fuzzStore(f *testing.F) *Store {
	store, err := Open(storetest.Folder(f), Options{})
	require.NoError(f, err)
	f.Cleanup(func() { require.NoError(f, store.Close()) })
	return store
}

func marshal(t require.TestingT, doc any) bson.Raw {
	raw, err := bson.Marshal(doc)
	require.NoError(t, err)
	return raw
}

// FuzzCommands carries out commands: whatever comes, the reply is a document that ends with what became of it.
func FuzzCommands(f *testing.F) {
	handler := &call{store: fuzzStore(f)}
	f.Add([]byte(marshal(f, bson.D{{Key: "insert", Value: "things"}, {Key: "$db", Value: "test"}})), "documents", []byte(marshal(f, bson.M{"_id": 1, "a": bson.A{1, "x"}})))
	for name := range commands {
		f.Add([]byte(marshal(f, bson.D{{Key: name, Value: "things"}, {Key: "$db", Value: "test"}})), "", []byte{})
	}
	f.Fuzz(func(t *testing.T, body []byte, sequence string, item []byte) {
		reply := bson.Raw(handler.Answer(t.Context(), wire.Request{Body: body, Sequence: sequence, Items: []bson.Raw{item}}, nil))
		require.NoError(t, reply.Validate())
		_, told := reply.Lookup("ok").DoubleOK()
		require.True(t, told)
	})
}

// FuzzFilters plans a filter on many kinds of index: no document that it matches may lie outside of a plan's bounds.
func FuzzFilters(f *testing.F) {
	documents := []bson.Raw{
		marshal(f, bson.D{{Key: "_id", Value: 1}}),
		marshal(f, bson.D{{Key: "_id", Value: "x"}, {Key: "a", Value: 1.5}, {Key: "b", Value: nil}}),
		marshal(f, bson.D{{Key: "_id", Value: true}, {Key: "a", Value: bson.A{1, "x", nil}}, {Key: "b", Value: "x"}}),
		marshal(f, bson.D{{Key: "_id", Value: nil}, {Key: "a", Value: bson.A{}}, {Key: "b", Value: int64(1)}}),
		marshal(f, bson.D{{Key: "_id", Value: 2.5}, {Key: "a", Value: bson.A{bson.D{{Key: "b", Value: 1}}, bson.D{}}}}),
	}
	for _, filter := range []bson.M{
		{"a": 1}, {"a": bson.M{"$gt": 1, "$lt": "x"}}, {"a.b": nil}, {"$and": bson.A{bson.M{"a": bson.M{"$in": bson.A{1, nil}}}, bson.M{"b": bson.M{"$ne": 1}}}},
		{"b": bson.M{"$exists": false}, "_id": bson.M{"$gte": ""}}, {"a": bson.M{"$eq": bson.DateTime(1)}, "b": bson.Binary{Data: []byte("x")}},
	} {
		f.Add([]byte(marshal(f, filter)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if validate(raw, 0) != nil {
			return
		}
		parsed, err := parseFilter(raw)
		if err != nil {
			return
		}
		for _, keys := range []string{"a", "-a", "b", "a.b", "a,b", "b,-a", "_id,a"} {
			checkBounds(t, parsed, keys, documents)
		}
	})
}

// checkBounds plans the filter on one index, as if it had held arrays exactly where the documents have them.
func checkBounds(t *testing.T, parsed filter, keys string, documents []bson.Raw) {
	definition := index{name: keys, ready: true}
	for name := range bytes.SplitSeq([]byte(keys), []byte(",")) {
		descending := name[0] == '-'
		at, err := parsePath(string(bytes.TrimPrefix(name, []byte("-"))))
		require.NoError(t, err)
		definition.fields = append(definition.fields, indexField{at, descending})
	}
	for _, doc := range documents {
		id, err := idKey(field(doc, "_id"))
		require.NoError(t, err)
		entries, arrays, err := definition.entries(doc, id)
		if err != nil {
			continue // a document that this index does not take
		}
		definition.arrays = arrays
		plan, _, err := (&query{filter: parsed}).through(&collection{}, &definition)
		if err != nil || plan == nil || !parsed.matches(doc) {
			continue
		}
		require.True(t, slices.ContainsFunc(entries, plan.covers), "%s is not within the bounds of %s", doc, keys)
	}
}

// FuzzUpdates applies an update: what comes out is a document with the same _id.
func FuzzUpdates(f *testing.F) {
	doc := marshal(f, bson.D{{Key: "_id", Value: 1}, {Key: "a", Value: bson.D{{Key: "b", Value: 1}}}, {Key: "n", Value: int64(1)}, {Key: "l", Value: bson.A{1}}})
	for _, change := range []bson.M{
		{"a": 1}, {"$set": bson.M{"a.b": 1, "x.y.z": 2}}, {"$inc": bson.M{"n": 1.5}, "$unset": bson.M{"a.b": 1}}, {"$max": bson.M{"n": "x"}},
	} {
		f.Add([]byte(marshal(f, change)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if validate(raw, 0) != nil {
			return
		}
		parsed, err := parseUpdate(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw})
		if err != nil {
			return
		}
		changed, err := parsed.apply(doc)
		if err != nil {
			return
		}
		require.NoError(t, validate(changed, 0))
		require.True(t, sameValue(field(doc, "_id"), field(changed, "_id")))
	})
}
