package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"accessgraph/domain/fault"
)

// ErrStopping says that the server is about to stop.
var ErrStopping = errors.New("the server is stopping")

// How long the store may take to say that it is there.
const readyWithin = 2 * time.Second

// healthy responds as long as the process is up.
func healthy(w http.ResponseWriter, _ *http.Request) {
	writeText(w, http.StatusOK, "The process is up.\n")
}

// ready responds with 503 while the store cannot be used, so that no requests are sent here.
func ready(check func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
		defer cancel()
		err := check(ctx)
		if errors.Is(err, ErrStopping) {
			w.Header().Set(headerRetryAfter, "1")
			writeText(w, http.StatusServiceUnavailable, "The server is stopping.\n")
			return
		}
		if err != nil {
			infoOf(ctx).logCause(caused(fault.New(fault.StoreUnavailable), err))
			w.Header().Set(headerRetryAfter, "1")
			writeText(w, http.StatusServiceUnavailable, "The store cannot be reached.\n")
			return
		}
		writeText(w, http.StatusOK, "The process and its store are up.\n")
	}
}

// readOnly lets only GET and HEAD through.
func readOnly(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			w.Header().Set("Cache-Control", "no-store")
			next(w, r)
			return
		}
		refuse(w, r, methodNotAllowed(r.Method, "GET, HEAD", "this address can only be read."))
	}
}

func notFound(w http.ResponseWriter, r *http.Request) {
	refuse(w, r, refuseWith(http.StatusNotFound, fault.New(fault.AddressNotFound).Err()))
}

// refuse responds to a request that does not reach the endpoint.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	sent := write(r.Context(), w, refused(r.Context(), w.Header(), negotiate(r.Header), err))
	infoOf(r.Context()).refuse(sent.status, sent.Errors)
}

func writeText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// A client that has left needs no response.
	_, _ = io.WriteString(w, text)
}
