package embedded_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/mongo/embedded"
)

// sessionOf makes commands that belong to a session of the test's own.
type sessionOf struct {
	id    bson.D
	store *embedded.Store
}

func newSession(store *embedded.Store) sessionOf {
	id := bson.NewObjectID()
	return sessionOf{d("id", bson.Binary{Subtype: 4, Data: append([]byte{1, 2, 3, 4}, id[:]...)}), store}
}

// run sends a command on a connection of its own.
func (s sessionOf) run(t *testing.T, command bson.D, more ...any) (bson.M, error) {
	t.Helper()
	return dialWire(t, s.store).run(t, append(append(command, bson.E{Key: "lsid", Value: s.id}), d(more...)...))
}

func TestARetryableWriteIsRefused(t *testing.T) {
	opened := newStore(t)
	session := newSession(opened.store)
	_, err := session.run(t, d("insert", "things", "documents", bson.A{d("_id", "a")}), "txnNumber", int64(1))
	requireCode(t, err, 20, "retryable writes")
	require.Empty(t, find(t, opened.database.Collection("things"), d()))
}

func number(t *testing.T, in *mongo.Collection, id string) any {
	t.Helper()
	var doc bson.M
	require.NoError(t, in.FindOne(t.Context(), d("_id", id)).Decode(&doc))
	return doc["n"]
}

func TestEndedSessionsAreForgotten(t *testing.T) {
	opened := newStore(t)
	session := newSession(opened.store)
	require.NoError(t, only(session.run(t, d("insert", "things", "documents", bson.A{d("_id", "b")}), "txnNumber", int64(2), "autocommit", false, "startTransaction", true)))
	require.NoError(t, opened.database.RunCommand(t.Context(), d("endSessions", bson.A{session.id})).Err())
	_, err := session.run(t, d("commitTransaction", 1), "txnNumber", int64(2), "autocommit", false)
	requireCode(t, err, 1, "not known here")
	require.Empty(t, find(t, opened.database.Collection("things"), d()))
}
