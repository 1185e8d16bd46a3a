package embedded_test

import (
	"encoding/binary"
	"io"
	"net"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/mongo/embedded"
)

// wire speaks the protocol without a driver: it sends what a driver would not.
type wire struct {
	connection net.Conn
	database   string
}

func dialWire(t *testing.T, store *embedded.Store) *wire {
	t.Helper()
	connection, err := store.DialContext(t.Context(), "", "")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, connection.Close()) })
	return &wire{connection, "test"}
}

// packet is the OP_MSG of a command.
func packet(body []byte) []byte {
	message := binary.LittleEndian.AppendUint32(nil, uint32(16+5+len(body)))
	message = append(message, 7, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0, 0)
	return append(message, body...)
}

// answer reads one reply and returns its document.
func (w *wire) answer(t require.TestingT) bson.Raw {
	header := make([]byte, 16)
	_, err := io.ReadFull(w.connection, header)
	require.NoError(t, err)
	body := make([]byte, binary.LittleEndian.Uint32(header)-16)
	_, err = io.ReadFull(w.connection, body)
	require.NoError(t, err)
	require.Equal(t, uint32(7), binary.LittleEndian.Uint32(header[8:]))
	return body[5:]
}

// run sends a command and returns its answer, or the error in it as the driver would.
func (w *wire) run(t require.TestingT, doc bson.D) (bson.M, error) {
	database := w.database
	if name := doc[0].Key; name == "commitTransaction" || name == "abortTransaction" {
		database = "admin"
	}
	body, err := bson.Marshal(append(doc, bson.E{Key: "$db", Value: database}))
	require.NoError(t, err)
	_, err = w.connection.Write(packet(body))
	require.NoError(t, err)
	raw := w.answer(t)
	var decoded bson.M
	require.NoError(t, bson.Unmarshal(raw, &decoded))
	failed := raw
	if list, ok := raw.Lookup("writeErrors").ArrayOK(); ok {
		failed = bson.Raw(list).Lookup("0").Document()
	}
	code, ok := failed.Lookup("code").AsInt64OK()
	if !ok {
		return decoded, nil
	}
	problem := mongo.CommandError{Code: int32(code), Message: failed.Lookup("errmsg").StringValue(), Raw: raw}
	if labels, ok := raw.Lookup("errorLabels").ArrayOK(); ok {
		values, err := labels.Values()
		require.NoError(t, err)
		for _, label := range values {
			problem.Labels = append(problem.Labels, label.StringValue())
		}
	}
	return decoded, problem
}
