package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/rs/zerolog"
)

// How long a client may take. A slow one holds a connection, and nothing else, no longer than this.
const (
	readHeaderWithin = 5 * time.Second
	readWithin       = 15 * time.Second
	answerWithin     = 15 * time.Second
	idleWithin       = 2 * time.Minute
)

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
		MaxHeaderBytes: limits.HeaderBytes,
		ErrorLog:       slog.NewLogLogger(zerolog.NewSlogHandler(logger), slog.LevelWarn),
	}
}
