package api

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/time/rate"
)

// ConnectionOptions configure the limits of connections.
type ConnectionOptions struct {
	Limits Limits
	// Proxies are the networks of the proxies before this server: no bound per address holds for them.
	Proxies []netip.Prefix
	// Metrics count what is refused. Nil when there are none.
	Metrics *Metrics
	Logger  zerolog.Logger
}

// LimitConnections returns a listener that closes connections at once beyond the limits of all and of one address, for
// IPv6 of a network of 64 bits. The log tells of it at most once a minute.
func LimitConnections(listener net.Listener, options ConnectionOptions) net.Listener {
	return &boundedListener{
		Listener: listener, options: options, places: newPlaces(options.Limits, options.Proxies),
		telling: rate.Sometimes{First: 1, Interval: time.Minute},
	}
}

type boundedListener struct {
	net.Listener
	*places
	options ConnectionOptions
	telling rate.Sometimes
}

// Accept returns the next connection that is within the limits.
func (l *boundedListener) Accept() (net.Conn, error) {
	for {
		accepted, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		address := l.boundedAddress(accepted.RemoteAddr().String())
		limit, ok := l.take(address)
		if ok {
			return &boundedConnection{Conn: accepted, release: sync.OnceFunc(func() { l.release(address) })}, nil
		}
		l.options.Metrics.connectionRefused()
		l.telling.Do(func() {
			l.options.Logger.Warn().Str("limit", limit).Str("address", address).Msg("connections are refused")
		})
		// It was of no use: whether it closes well does not matter.
		_ = accepted.Close()
	}
}

// boundedConnection gives its place back when it is closed.
type boundedConnection struct {
	net.Conn
	release func()
}

// Close closes the connection.
func (c *boundedConnection) Close() error {
	defer c.release()
	return c.Conn.Close()
}

// CloseWrite ends what is sent, so that a client reads the response to a request that it has not finished sending.
func (c *boundedConnection) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}
