package embedded

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func fuzzStore(f *testing.F) *Store {
	folder, err := os.MkdirTemp("", "f")
	require.NoError(f, err)
	store, err := Open(folder, Options{})
	require.NoError(f, err)
	f.Cleanup(func() {
		require.NoError(f, store.Close())
		require.NoError(f, os.RemoveAll(folder))
	})
	return store
}

func marshal(t require.TestingT, doc any) bson.Raw {
	raw, err := bson.Marshal(doc)
	require.NoError(t, err)
	return raw
}

// FuzzMessages sends whole messages: whatever comes, the answer is a document that ends with what became of it.
func FuzzMessages(f *testing.F) {
	store := fuzzStore(f)
	for _, command := range []bson.M{
		{"ping": 1, "$db": "test"},
		{"insert": "things", "documents": bson.A{bson.M{"_id": 1, "a": bson.A{1, "x"}}}, "$db": "test"},
	} {
		f.Add(appendCommand(marshal(f, command)))
	}
	for name := range commands {
		f.Add(appendCommand(marshal(f, bson.D{{Key: name, Value: "things"}, {Key: "$db", Value: "test"}})))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		request, err := parseMessage(raw)
		if err != nil {
			require.ErrorIs(t, err, errMalformed)
			return
		}
		reply := new(call).answer(t.Context(), store, request, nil)
		start := headerSize + 5
		if request.legacy {
			start = headerSize + 20
		}
		require.NoError(t, bson.Raw(reply[start:]).Validate())
		_, told := bson.Raw(reply[start:]).Lookup("ok").DoubleOK()
		require.True(t, told)
	})
}

func appendCommand(body bson.Raw) []byte {
	return finishReply(append(appendReply(nil, message{}), body...))
}
