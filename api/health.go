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

// healthy answers as long as the process does.
func healthy(w http.ResponseWriter, _ *http.Request) {
	writeText(w, http.StatusOK, "The process is up.\n")
}

// ready answers 503 while the store cannot be used, so that no requests are sent here.
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
			exchangeOf(ctx).logCause(caused(fault.New(fault.StoreUnavailable), err))
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
		answerRefusal(w, r, methodNotAllowed(r.Method, "GET, HEAD", "this address can only be read."))
	}
}

func notFound(w http.ResponseWriter, r *http.Request) {
	answerRefusal(w, r, refuseWith(http.StatusNotFound, fault.New(fault.AddressNotFound).Err()))
}

func answerRefusal(w http.ResponseWriter, r *http.Request, why *refusal) {
	given := write(r.Context(), w, refused(r.Context(), w.Header(), negotiate(r.Header), why))
	exchangeOf(r.Context()).refuse(given.status, given.Errors)
}

func writeText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// A client that has left needs no answer.
	_, _ = io.WriteString(w, text)
}
