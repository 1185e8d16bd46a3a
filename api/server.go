package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/time/rate"
)

// How long a client may take. A slow one holds a connection, and nothing else, no longer than this.
const (
	readHeaderWithin = 5 * time.Second
	readWithin       = 15 * time.Second
	answerWithin     = 15 * time.Second
	idleWithin       = 2 * time.Minute
)

// streamsPerConnection is the maximum of concurrent requests on one HTTP/2 connection: the least that RFC 9113 recommends.
const streamsPerConnection = 100

// NewServer returns a server that gives up on slow clients. Every request may run for its full deadline, however long the
// client took to send it. What the server itself has to say goes to the logger.
func NewServer(address string, handler http.Handler, limits Limits, logger zerolog.Logger) *http.Server {
	return &http.Server{
		Addr: address, Handler: handler,
		ReadHeaderTimeout: readHeaderWithin,
		ReadTimeout:       readWithin,
		// The deadline counts twice: once for the check of the key, once for the operation, which may have to wait for its turn.
		WriteTimeout:   readWithin + 2*limits.operation() + limits.wait() + answerWithin,
		IdleTimeout:    idleWithin,
		HTTP2:          &http.HTTP2Config{MaxConcurrentStreams: streamsPerConnection, SendPingTimeout: readWithin, WriteByteTimeout: answerWithin},
		MaxHeaderBytes: limits.HeaderBytes,
		ErrorLog:       slog.NewLogLogger(newServerLog(zerolog.NewSlogHandler(logger)), slog.LevelWarn),
	}
}

// serverLog is the log of net/http. Failed handshakes, which any client can cause, are logged at most once a minute.
type serverLog struct {
	slog.Handler
	handshakes *rate.Sometimes
}

func newServerLog(handler slog.Handler) serverLog {
	return serverLog{handler, &rate.Sometimes{First: 1, Interval: time.Minute}}
}

// Handle implements slog.Handler.
func (s serverLog) Handle(ctx context.Context, record slog.Record) (err error) {
	if !strings.HasPrefix(record.Message, "http: TLS handshake error") {
		return s.Handler.Handle(ctx, record)
	}
	s.handshakes.Do(func() { err = s.Handler.Handle(ctx, record) })
	return err
}
