package embedded

import (
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
