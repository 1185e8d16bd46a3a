package api

import (
	"net/http"
	"time"
)

// How long a client may take. A slow one holds a connection, and nothing else, no longer than this.
const (
	readHeaderWithin = 5 * time.Second
	readWithin       = 15 * time.Second
	answerWithin     = 15 * time.Second
	idleWithin       = 2 * time.Minute
)

// NewServer returns a server that gives up on slow clients. Every request may run for its full deadline, however long the
// client took to send it.
func NewServer(address string, handler http.Handler, limits Limits) *http.Server {
	return &http.Server{
		Addr: address, Handler: handler,
		ReadHeaderTimeout: readHeaderWithin,
		ReadTimeout:       readWithin,
		// The deadline counts twice: once for the check of the key, once for the operation.
		WriteTimeout:   readWithin + 2*limits.operation() + answerWithin,
		IdleTimeout:    idleWithin,
		MaxHeaderBytes: limits.HeaderBytes,
	}
}
