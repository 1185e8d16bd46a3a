package query

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
)

func marshal(t require.TestingT, doc any) bson.Raw {
	raw, err := bson.Marshal(doc)
	require.NoError(t, err)
	return raw
}

// FuzzFilters plans a filter on many kinds of index: no document that it matches may lie outside of a plan's bounds.
func FuzzFilters(f *testing.F) {
	documents := []bson.Raw{
		marshal(f, bson.D{{Key: "_id", Value: 1}}),
		marshal(f, bson.D{{Key: "_id", Value: "x"}, {Key: "a", Value: int64(15)}, {Key: "b", Value: nil}}),
		marshal(f, bson.D{{Key: "_id", Value: true}, {Key: "a", Value: bson.A{1, "x", nil}}, {Key: "b", Value: "x"}}),
		marshal(f, bson.D{{Key: "_id", Value: nil}, {Key: "a", Value: bson.A{}}, {Key: "b", Value: int64(1)}}),
		marshal(f, bson.D{{Key: "_id", Value: 25}, {Key: "a", Value: bson.A{bson.D{{Key: "b", Value: 1}}, bson.D{}}}}),
	}
	for _, filter := range []bson.M{
		{"a": 1}, {"a": bson.M{"$gt": 1, "$lt": "x"}}, {"a.b": nil}, {"a": bson.M{"$in": bson.A{1, nil}}, "b": bson.M{"$lte": 1}},
		{"b": nil, "_id": bson.M{"$gte": ""}}, {"a": bson.M{"$gt": bson.DateTime(1)}, "b": true},
	} {
		f.Add([]byte(marshal(f, filter)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if document.Validate(raw, 0) != nil {
			return
		}
		parsed, err := parseFilter(raw)
		if err != nil {
			return
		}
		for _, keys := range []string{"a", "b", "a.b", "a,b", "b,a", "_id,a"} {
			checkBounds(t, parsed, keys, documents)
		}
	})
}

// checkBounds plans the filter on one index, as if it had held arrays exactly where the documents have them.
func checkBounds(t *testing.T, parsed filter, keys string, documents []bson.Raw) {
	definition := Index{Name: keys, Ready: true}
	for name := range bytes.SplitSeq([]byte(keys), []byte(",")) {
		definition.Fields = append(definition.Fields, string(name))
	}
	for _, doc := range documents {
		id, err := IDKey(document.Field(doc, "_id"))
		require.NoError(t, err)
		entries, arrays, err := definition.Entries(doc, id)
		if err != nil {
			continue // a document that this index does not take
		}
		definition.Arrays = arrays
		plan := (&Query{filter: parsed}).through(&Collection{}, &definition)
		if plan == nil || !parsed.matches(doc) {
			continue
		}
		require.True(t, slices.ContainsFunc(entries, plan.covers), "%s is not within the bounds of %s", doc, keys)
	}
}

// FuzzUpdates applies an update: what comes out is a document with the same _id.
func FuzzUpdates(f *testing.F) {
	doc := marshal(f, bson.D{{Key: "_id", Value: 1}, {Key: "a", Value: bson.D{{Key: "b", Value: 1}}}, {Key: "n", Value: int64(1)}, {Key: "l", Value: bson.A{1}}})
	for _, change := range []bson.M{
		{"a": 1}, {"$set": bson.M{"a": 1, "x": 2}}, {"$inc": bson.M{"n": 15}, "$unset": bson.M{"a": 1}}, {"$max": bson.M{"n": "x"}},
	} {
		f.Add([]byte(marshal(f, change)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if document.Validate(raw, 0) != nil {
			return
		}
		parsed, err := ParseUpdate(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw})
		if err != nil {
			return
		}
		changed, err := parsed.Apply(doc)
		if err != nil {
			return
		}
		require.NoError(t, document.Validate(changed, 0))
		require.True(t, document.Equal(document.Field(doc, "_id"), document.Field(changed, "_id")))
	})
}
