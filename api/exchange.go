package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

const headerRequestID = "X-Request-Id"

// exchange is one request and its answer, as far as errors and the log need to know it.
type exchange struct {
	requestID string
	// clientRequestID is what the client calls the request, made harmless; empty when it does not say.
	clientRequestID string
	// address is the network address of whoever sent it, as one client has it.
	address   string
	userAgent string
	started   time.Time
	logger    zerolog.Logger
	metrics   *Metrics
	// keys are those that were sent, kept only to be struck out of what is logged.
	keys []string
	// points is what the request has cost so far, in points of cost.
	points int
	// commands counts those that the store was sent.
	commands cost.Commands

	// idempotent says whether the request carries an idempotency key.
	idempotent bool

	applicationID string
	operation     string
	operationName string
	rootFields    []string
	// execution is the operation while it is executed; nil before.
	execution *execution
	// cost is what the operation cost, in points.
	cost int

	mutex sync.Mutex
	// logged holds the causes that are in the log already: a batch that fails does so once, not for each of its rows.
	logged map[string]bool
}

type exchangeKey struct{}

func newExchange(options Options, r *http.Request) *exchange {
	requestID := uuid.NewString()
	e := &exchange{
		requestID: requestID, started: time.Now(),
		address: proxies(options.Proxies).visitor(r), keys: sentKeys(r.Header),
		logger: options.Logger, metrics: options.Metrics,
	}
	e.userAgent = e.quote(strings.Join(r.Header.Values("User-Agent"), ", "), longestUserAgent)
	e.clientRequestID = e.quote(strings.Join(r.Header.Values(headerRequestID), ", "), longestClientRequestID)
	return e
}

func (e *exchange) into(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, e)
}

// exchangeOf returns the exchange of a context; one that logs nothing for a context that is not a request's.
func exchangeOf(ctx context.Context) *exchange {
	if found, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return found
	}
	return &exchange{logger: zerolog.Nop()}
}

// MarshalZerologObject writes what every line of the log about the request has.
func (e *exchange) MarshalZerologObject(line *zerolog.Event) { line.Str("requestId", e.requestID) }

// charge adds to what the request costs.
func (e *exchange) charge(points int) { e.points = add(e.points, points) }

// logCause writes why an error happened; the client is not told. Most errors have no cause.
func (e *exchange) logCause(found *fault.Error) {
	if found.Cause == nil {
		return
	}
	cause := e.redact(found.Cause.Error())
	if !e.first(cause) {
		return
	}
	e.logger.WithLevel(levelOf(found)).EmbedObject(e).Str("reason", string(found.First().Reason)).Str("cause", cause).Msg("an error was answered")
}

// levelOf returns info for an error that is the client's doing, such as a body that broke off or a client that left.
func levelOf(found *fault.Error) zerolog.Level {
	if fault.Lookup(found.First().Reason).Code == fault.CodeBadRequest || errors.Is(found.Cause, context.Canceled) {
		return zerolog.InfoLevel
	}
	return zerolog.ErrorLevel
}

func (e *exchange) logPanic(value any, stack []byte) {
	e.logger.Error().EmbedObject(e).Str("cause", e.redact(fmt.Sprint(value))).Bytes("stack", stack).Msg("recovered from a panic")
}

// first says whether a cause is new to this request, and one of its first few.
func (e *exchange) first(cause string) bool {
	const most = 10
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.logged[cause] || len(e.logged) >= most {
		return false
	}
	if e.logged == nil {
		e.logged = map[string]bool{}
	}
	e.logged[cause] = true
	return true
}
