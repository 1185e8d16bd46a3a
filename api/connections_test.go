package api

import (
	"context"
	"io"
	"net"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
)

// bounded is a server whose connections are bounded, and that names each of them by an address of the test's choice.
type bounded struct {
	*world
	listener  *boundedListener
	addresses chan string
}

// renamed gives the connections of a listener other addresses.
type renamed struct {
	net.Listener
	addresses <-chan string
}

type renamedConnection struct {
	*net.TCPConn
	address net.Addr
}

func (c renamedConnection) RemoteAddr() net.Addr { return c.address }

func (l renamed) Accept() (net.Conn, error) {
	accepted, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	address := net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(<-l.addresses), 41000))
	return renamedConnection{TCPConn: accepted.(*net.TCPConn), address: address}, nil
}

func newBounded(t *testing.T, all, perAddress int) *bounded {
	t.Helper()
	b := &bounded{world: newWorld(t, withMetrics), addresses: make(chan string, 1)}
	limits := DefaultLimits()
	limits.Connections, limits.ConnectionsPerAddress = all, perAddress
	server := httptest.NewUnstartedServer(b.handler)
	b.listener = LimitConnections(renamed{server.Listener, b.addresses}, ConnectionOptions{
		Limits: limits, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Metrics: b.options.Metrics, Logger: b.options.Logger,
	}).(*boundedListener)
	server.Listener = b.listener
	server.Config = NewServer("", b.handler, limits, zerolog.Nop())
	server.Start()
	t.Cleanup(server.Close)
	return b
}

// dial opens a connection that comes from an address, and reports whether it is answered.
func (b *bounded) dial(address string) (connection net.Conn, answered bool) {
	b.t.Helper()
	b.addresses <- address
	connection, err := (&net.Dialer{}).DialContext(b.t.Context(), "tcp", b.listener.Addr().String())
	require.NoError(b.t, err)
	b.t.Cleanup(func() { _ = connection.Close() })
	_, err = io.WriteString(connection, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if err != nil {
		return connection, false
	}
	read := make([]byte, 15)
	_, err = io.ReadFull(connection, read)
	return connection, err == nil && string(read) == "HTTP/1.1 200 OK"
}

// drained waits until so many connections are open.
func (b *bounded) drained(open int) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	for {
		b.listener.mutex.Lock()
		all, addresses := b.listener.all, len(b.listener.open)
		b.listener.mutex.Unlock()
		if all == open {
			require.LessOrEqual(b.t, addresses, open)
			return
		}
		require.NoError(b.t, ctx.Err(), "%d connections are open", all)
	}
}

func TestLimitConnections_PerAddress(t *testing.T) {
	b := newBounded(t, 100, 2)
	first, answered := b.dial("192.0.2.7")
	require.True(t, answered)
	_, answered = b.dial("192.0.2.7")
	require.True(t, answered)
	_, answered = b.dial("192.0.2.7")
	require.False(t, answered, "the third of one address")
	_, answered = b.dial("192.0.2.8")
	require.True(t, answered, "another address")
	for _, address := range []string{"2001:db8:1:2::1", "2001:db8:1:2::2"} {
		_, answered = b.dial(address)
		require.True(t, answered)
	}
	_, answered = b.dial("2001:db8:1:2:ffff::3")
	require.False(t, answered, "the third of one network")
	for range 4 {
		_, answered = b.dial("10.0.0.1")
		require.True(t, answered, "a proxy has as many as there are clients")
	}
	require.NoError(t, first.Close())
	b.drained(8)
	_, answered = b.dial("192.0.2.7")
	require.True(t, answered, "a place was given back")
	require.Contains(t, b.own(), "accessgraph_connections_refused_total 2")
	lines := splitLines(b.log.String())
	require.Len(t, lines, 1, "the log is told once, not by each")
	require.Equal(t, map[string]any{"level": "warn", "message": "connections are refused", "limit": "connectionsPerAddress", "address": "192.0.2.7"}, lines[0])
}

func TestLimitConnections_InAll(t *testing.T) {
	b := newBounded(t, 2, 2)
	first, answered := b.dial("10.0.0.1")
	require.True(t, answered)
	second, answered := b.dial("192.0.2.7")
	require.True(t, answered)
	_, answered = b.dial("10.0.0.2")
	require.False(t, answered, "a proxy's connection counts, too")
	require.NoError(t, first.Close())
	require.NoError(t, second.Close())
	b.drained(0)
	for _, address := range []string{"192.0.2.8", "192.0.2.9"} {
		_, answered = b.dial(address)
		require.True(t, answered)
	}
}

func TestLimitConnections_ClosingTwiceGivesOnePlaceBack(t *testing.T) {
	b := newBounded(t, 2, 2)
	require.True(t, func() bool { _, ok := b.listener.take("a"); return ok }())
	own, other := net.Pipe()
	defer func() { require.NoError(t, other.Close()) }()
	connection := &boundedConnection{Conn: own, release: func() { b.listener.release("a") }}
	require.NoError(t, connection.CloseWrite(), "a connection that cannot be closed half")
	require.NoError(t, connection.Close())
	b.drained(0)
}

// A server that has answered a request which was not read to its end closes its half first, so that the client reads why.
func TestLimitConnections_AConnectionCanBeClosedHalf(t *testing.T) {
	inner, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	listener := LimitConnections(inner, ConnectionOptions{Limits: DefaultLimits(), Logger: zerolog.Nop()})
	defer func() { require.NoError(t, listener.Close()) }()
	client, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
	require.NoError(t, err)
	server, err := listener.Accept()
	require.NoError(t, err)
	require.NoError(t, server.(interface{ CloseWrite() error }).CloseWrite())
	nothing, err := io.ReadAll(client)
	require.NoError(t, err)
	require.Empty(t, nothing)
	_, err = io.WriteString(client, "the rest of the request")
	require.NoError(t, err)
	require.NoError(t, client.Close())
	rest, err := io.ReadAll(server)
	require.NoError(t, err)
	require.Equal(t, "the rest of the request", string(rest))
	require.NoError(t, server.Close())
}
