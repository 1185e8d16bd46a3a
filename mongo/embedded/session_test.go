package embedded_test

import (
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/storetest"
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

func TestARetriedWriteIsAppliedOnce(t *testing.T) {
	opened := newStore(t)
	session := newSession(opened.store)
	things := opened.database.Collection("things")
	insertTwo := func() bson.D { return d("insert", "things", "documents", bson.A{d("_id", "a", "n", 0), d("_id", "b")}) }
	increment := func() bson.D {
		return d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d("$inc", d("n", 1)))})
	}
	for range 3 {
		answer, err := session.run(t, insertTwo(), "txnNumber", int64(1))
		require.NoError(t, err)
		require.Equal(t, int32(2), answer["n"])
	}
	for range 3 {
		answer, err := session.run(t, increment(), "txnNumber", int64(2))
		require.NoError(t, err)
		require.Equal(t, int32(1), answer["nModified"])
	}
	_, err := session.run(t, increment(), "txnNumber", int64(1))
	requireCode(t, err, 225)
	_, err = session.run(t, d("find", "things", "filter", d()), "txnNumber", int64(3))
	requireCode(t, err, 72)

	// Raced, from many connections: once.
	var racing sync.WaitGroup
	for range 16 {
		racing.Go(func() { _, _ = session.run(t, increment(), "txnNumber", int64(4)) })
	}
	racing.Wait()
	require.Equal(t, int32(2), number(t, things, "a"))
}

func TestARetryableWriteThatFailedIsMadeWhenItComesAgain(t *testing.T) {
	opened := openStore(t, storetest.Folder(t), embedded.Options{TransactionBytes: 1000})
	session := newSession(opened.store)
	insertOne := func(text string) error {
		return only(session.run(t, d("insert", "things", "documents", bson.A{d("_id", "a", "text", text)}), "txnNumber", int64(1)))
	}
	requireCode(t, insertOne(strings.Repeat("x", 2000)), 257)
	for range 2 {
		require.NoError(t, insertOne("short"), "the second time it is remembered")
	}
}

func number(t *testing.T, in *mongo.Collection, id string) any {
	t.Helper()
	var doc bson.M
	require.NoError(t, in.FindOne(t.Context(), d("_id", id)).Decode(&doc))
	return doc["n"]
}

// A driver sends nothing else in a session whose transaction is open; what does is told apart by its number.
func TestARetriedWriteAndATransactionShareTheNumbers(t *testing.T) {
	opened := newStore(t)
	session := newSession(opened.store)
	write := func(id string, number int) error {
		return only(session.run(t, d("insert", "things", "documents", bson.A{d("_id", id)}), "txnNumber", int64(number)))
	}
	inside := func(id string, number int, more ...any) error {
		command := d("insert", "things", "documents", bson.A{d("_id", id)})
		return only(session.run(t, command, append(more, "txnNumber", int64(number), "autocommit", false)...))
	}
	commit := func(number int) error {
		return only(session.run(t, d("commitTransaction", 1), "txnNumber", int64(number), "autocommit", false))
	}
	require.NoError(t, inside("a", 1, "startTransaction", true))
	require.NoError(t, write("b", 2), "a write with a higher number aborts the transaction")
	requireCode(t, commit(1), 225)
	require.NoError(t, write("b", 2), "it is applied once")
	requireCode(t, inside("c", 2, "startTransaction", true), 50911)

	require.NoError(t, inside("c", 4, "startTransaction", true))
	requireCode(t, write("d", 4), 50911)
	requireCode(t, write("d", 3), 225)
	requireCode(t, write("b", 2), 225)
	require.NoError(t, inside("e", 4), "a write with a lower number leaves it alone")
	require.NoError(t, commit(4))
	require.Equal(t, []any{"b", "c", "e"}, find(t, opened.database.Collection("things"), d(), byID()))
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

func TestATransactionEndsWithTheLastConnectionOfTheSocket(t *testing.T) {
	opened := newStore(t)
	inside, outside := newSession(opened.store), newSession(opened.store)
	within := []any{"txnNumber", int64(1), "autocommit", false}
	starting := append(within, "startTransaction", true)
	connections := []net.Conn{}
	for range 2 {
		connection, err := embedded.SocketDialer(opened.folder).DialContext(t.Context(), "", "")
		require.NoError(t, err)
		connections = append(connections, connection)
		require.NoError(t, only((&wire{connection, "test"}).run(t, d("ping", 1))))
	}
	command := append(d("find", "things", "lsid", outside.id), d(starting...)...)
	require.NoError(t, only((&wire{connections[0], "test"}).run(t, command)))
	require.NoError(t, only(inside.run(t, d("find", "things"), starting...)))
	require.NoError(t, connections[0].Close())
	require.NoError(t, only((&wire{connections[1], "test"}).run(t, d("ping", 1))))
	require.NoError(t, only(outside.run(t, d("find", "things"), within...)), "another connection may go on with it")
	require.NoError(t, connections[1].Close())
	require.Eventually(t, func() bool { return codeOf(only(outside.run(t, d("find", "things"), within...))) == 251 }, 10*time.Second, time.Millisecond)
	require.NoError(t, only(inside.run(t, d("find", "things"), within...)), "one that came from inside goes on")
}
