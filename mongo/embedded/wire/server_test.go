package wire_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"accessgraph/mongo/embedded/wire"
	"accessgraph/mongo/storetest"
)

// script answers a command with its body and what came beside it.
type script struct{ entered, leave chan struct{} }

func (s script) Answer(ctx context.Context, request wire.Request, reply []byte) []byte {
	switch request.Body.Index(0).Key() {
	case "panic":
		panic("as the command says")
	case "wait":
		close(s.entered)
		select {
		case <-ctx.Done():
		case <-s.leave:
		}
	}
	text := request.Sequence + fmt.Sprint(request.Items)
	return append(reply, bsoncore.NewDocumentBuilder().AppendDocument("body", bsoncore.Document(request.Body)).AppendString("beside", text).Build()...)
}

type dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// serve returns a server and the dialers that reach it.
func serve(t testing.TB, connections int) (*wire.Server, script, []dialer) {
	handler := script{make(chan struct{}), make(chan struct{})}
	socket := wire.Socket(filepath.Join(storetest.Folder(t), "socket"))
	server, err := wire.New(wire.Options{
		Logger: zerolog.Nop(), Socket: socket, Connections: connections, NewHandler: func() wire.Handler { return handler }, Deserted: func() {},
	})
	require.NoError(t, err)
	return server, handler, []dialer{server, socket}
}

func dial(t testing.TB, dialer dialer) net.Conn {
	conn, err := dialer.DialContext(context.Background(), "", "")
	require.NoError(t, err)
	return conn
}

const opQuery, opMsg = 2004, 2013

func number(bits uint32) []byte { return binary.LittleEndian.AppendUint32(nil, bits) }

func header(length int, operation uint32) []byte {
	return slices.Concat(number(uint32(length)), number(7), number(0), number(operation))
}

func packet(operation uint32, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return append(header(16+len(body), operation), body...)
}

func section(name string, size int) []byte {
	return append([]byte{0}, bsoncore.NewDocumentBuilder().AppendBinary(name, 0, make([]byte, size)).Build()...)
}

func command(name string, size int) []byte { return packet(opMsg, number(0), section(name, size)) }

// receive reads a reply and returns its document.
func receive(conn io.Reader) (bson.Raw, error) {
	head := make([]byte, 16)
	if _, err := io.ReadFull(conn, head); err != nil {
		return nil, err
	}
	rest := make([]byte, binary.LittleEndian.Uint32(head)-16)
	_, err := io.ReadFull(conn, rest)
	return bson.Raw(rest[map[byte]int{opMsg & 0xff: 5, 1: 20}[head[12]]:]), err
}

// converse sends a stream in pieces and returns all replies.
func converse(t testing.TB, dialer dialer, pieces ...[]byte) (docs []bson.Raw) {
	conn := dial(t, dialer)
	for _, piece := range pieces {
		_, _ = conn.Write(piece) // the server may have closed the connection
	}
	if half, ok := conn.(*net.UnixConn); ok {
		defer func() { require.NoError(t, conn.Close()) }()
		_ = half.CloseWrite()
	} else {
		require.NoError(t, conn.Close())
	}
	for {
		doc, err := receive(conn)
		if err != nil {
			return docs
		}
		docs = append(docs, doc)
	}
}

func TestServer_MalformedMessagesEndTheConnection(t *testing.T) {
	server, _, dialers := serve(t, 100)
	body := section("ping", 1)
	for name, message := range map[string][]byte{
		"shorter than its header":    header(15, opMsg),
		"of a negative length":       header(-1, opMsg),
		"longer than is allowed":     header(48_000_001, opMsg),
		"as long as can be":          header(1<<31-1, opMsg),
		"of an unknown operation":    packet(1, body),
		"compressed":                 packet(2012, body),
		"without flags":              packet(opMsg),
		"without a body":             packet(opMsg, number(0)),
		"with two bodies":            packet(opMsg, number(0), body, body),
		"with an unknown section":    packet(opMsg, number(0), []byte{9}, body[1:]),
		"with an unknown flag":       packet(opMsg, number(4), body),
		"that wants no answer":       packet(opMsg, number(2), body),
		"with a checksum":            packet(opMsg, number(1), body, number(0)),
		"with a cut document":        packet(opMsg, number(0), body[:len(body)-3]),
		"with a long section":        packet(opMsg, number(0), body, []byte{1, 0xff, 0xff, 0, 0, 'a', 0}),
		"with a negative section":    packet(opMsg, number(0), body, []byte{1, 0xff, 0xff, 0xff, 0xff, 'a', 0}),
		"with a nameless section":    packet(opMsg, number(0), body, []byte{1, 5, 0, 0, 0, 0}),
		"with bytes left over":       packet(opMsg, number(0), body, []byte{0}),
		"a legacy query":             packet(opQuery, number(0), []byte("test.things\x00"), number(0), number(1), body[1:]),
		"a legacy query cut short":   packet(opQuery, number(0), []byte("admin.$cmd\x00"), number(0)),
		"a legacy query without end": packet(opQuery, number(0), []byte("admin.$cmd")),
		"whose command panics":       command("panic", 1),
	} {
		for _, dialer := range dialers {
			require.Empty(t, converse(t, dialer, message, command("more", 1)), name)
		}
	}
	require.NoError(t, server.Close())
}

func TestServer_MessagesAreAnsweredHoweverTheyArrive(t *testing.T) {
	server, _, dialers := serve(t, 100)
	items := slices.Concat([]byte{1}, number(4+2+2*13), []byte("s\x00"), section("a", 0)[1:], section("a", 0)[1:])
	stream := slices.Concat(
		packet(opMsg, number(1<<16), section("flag", 1)),
		packet(opMsg, number(0), section("beside", 1), items),
		packet(opMsg, number(0), items, section("before", 1)),
		packet(opQuery, number(0), []byte("admin.$cmd\x00"), number(0), number(1), section("legacy", 1)[1:]),
		command("large", 1<<20),
		command("last", 1),
	)
	for _, dialer := range dialers {
		for _, size := range []int{13, 1 << 16, len(stream)} {
			replies := converse(t, dialer, slices.Collect(slices.Chunk(stream, size))...)
			require.Len(t, replies, 6)
			for at, name := range []string{"flag", "beside", "before", "legacy", "large", "last"} {
				require.Equal(t, name, replies[at].Lookup("body").Document().Index(0).Key())
			}
			require.Equal(t, replies[1].Lookup("beside"), replies[2].Lookup("beside"))
			require.Regexp(t, `^s\[.*a.*a.*\]$`, replies[1].Lookup("beside").StringValue())
		}
	}
	require.NoError(t, server.Close())
}

func TestServer_ConnectionsAreLimitedAndCounted(t *testing.T) {
	server, _, dialers := serve(t, 1)
	first := dial(t, dialers[1])
	_, err := first.Write(command("first", 1))
	require.NoError(t, err)
	_, err = receive(first)
	require.NoError(t, err)
	_, open := server.Visits()
	require.True(t, open)
	_, err = server.DialContext(t.Context(), "", "")
	require.ErrorContains(t, err, "more than 1 connections")
	require.Empty(t, converse(t, dialers[1], command("second", 1)))
	require.NoError(t, first.Close())
	require.Eventually(t, func() bool { _, open := server.Visits(); return !open }, time.Minute, time.Millisecond)
	require.Eventually(t, func() bool { _, err := server.DialContext(t.Context(), "", ""); return err == nil }, time.Minute, time.Millisecond)
	count, _ := server.Visits()
	require.Equal(t, int64(1), count)
	require.NoError(t, server.Close())
}

func TestServer_CloseLetsCommandsFinish(t *testing.T) {
	for way := range 2 {
		server, handler, dialers := serve(t, 100)
		idle, busy, closed := dial(t, server), dial(t, dialers[way]), make(chan error, 1)
		go func() { _, _ = busy.Write(command("wait", 1)) }()
		<-handler.entered
		go func() { closed <- server.Close() }()
		require.Eventually(t, func() bool { _, err := server.DialContext(t.Context(), "", ""); return err != nil }, time.Minute, time.Millisecond)
		_, err := idle.Write(command("late", 1))
		require.NoError(t, err)
		_, err = receive(idle)
		require.Equal(t, io.EOF, err, "no other command is begun")
		close(handler.leave)
		_, err = receive(busy)
		require.NoError(t, err)
		require.NoError(t, <-closed)
		_, err = receive(busy)
		require.Equal(t, io.EOF, err)
	}
}

func TestServer_AClientInsideEndsItsCommandAndReadsItsReplies(t *testing.T) {
	server, handler, _ := serve(t, 100)
	closing, deaf := dial(t, server), dial(t, server)
	require.NoError(t, closing.SetDeadline(time.Now().Add(time.Millisecond)))
	_, err := closing.Read(make([]byte, 1))
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)
	go func() { <-handler.entered; _ = closing.Close() }()
	_, err = closing.Write(command("wait", 1))
	require.NoError(t, err)
	message, err, count := command("large", 1<<20), error(nil), 0
	for ; err == nil && count < 100; count++ {
		_, err = deaf.Write(message)
	}
	require.Equal(t, io.ErrClosedPipe, err)
	require.Equal(t, wire.MaxMessageSize>>20+2, count)
	require.NoError(t, server.Close())
}

// FuzzMessages sends a stream of messages in two pieces: the replies are those to the whole stream.
func FuzzMessages(f *testing.F) {
	server, _, _ := serve(f, 1<<20)
	f.Cleanup(func() { require.NoError(f, server.Close()) })
	f.Add(append(command("first", 1), command("second", 2)...), uint(20))
	f.Add(append(packet(opQuery, number(0), []byte("admin.$cmd\x00"), number(0), number(1), section("legacy", 1)[1:]), header(15, opMsg)...), uint(90))
	f.Fuzz(func(t *testing.T, stream []byte, cut uint) {
		at := min(cut, uint(len(stream)))
		require.Equal(t, converse(t, server, stream), converse(t, server, stream[:at], stream[at:]))
	})
}
