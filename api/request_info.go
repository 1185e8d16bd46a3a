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

// requestInfo is what errors, the log and the metrics need to know of one request and its response.
type requestInfo struct {
	requestID string
	// clientRequestID is the client's own ID of the request, safe to be logged; empty if there is none.
	clientRequestID string
	// address is the network address of the client.
	address   string
	userAgent string
	started   time.Time
	logger    zerolog.Logger
	metrics   *Metrics
	// keys are those that were sent, to be redacted in what is logged.
	keys []string
	// points are what the request was charged so far.
	points int
	// commands counts those that the store was sent.
	commands cost.Commands

	// idempotent is set if the request carries an idempotency key.
	idempotent bool

	applicationID string
	operation     string
	operationName string
	rootFields    []string
	// untrusted is set if the document is not among the trusted ones and the log is to tell.
	untrusted bool
	// execution is the operation being executed; nil before it begins.
	execution *execution
	// cost is what the operation was charged, in points.
	cost int

	mutex sync.Mutex
	// logged holds the causes that were logged: a batch that fails is logged once, not for each of its rows.
	logged map[string]bool
}

type requestInfoKey struct{}

func newRequestInfo(options Options, r *http.Request) *requestInfo {
	requestID := uuid.NewString()
	i := &requestInfo{
		requestID: requestID, started: time.Now(),
		address: proxies(options.Proxies).visitor(r), keys: sentKeys(r.Header),
		logger: options.Logger, metrics: options.Metrics,
	}
	i.userAgent = i.quote(strings.Join(r.Header.Values("User-Agent"), ", "), longestUserAgent)
	i.clientRequestID = i.quote(strings.Join(r.Header.Values(headerRequestID), ", "), longestClientRequestID)
	return i
}

func (i *requestInfo) into(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestInfoKey{}, i)
}

// infoOf returns the request of a context; for a context without one, a request that logs nothing.
func infoOf(ctx context.Context) *requestInfo {
	if info, ok := ctx.Value(requestInfoKey{}).(*requestInfo); ok {
		return info
	}
	return &requestInfo{logger: zerolog.Nop()}
}

// MarshalZerologObject writes what every line of the log about the request has.
func (i *requestInfo) MarshalZerologObject(line *zerolog.Event) { line.Str("requestId", i.requestID) }

// charge adds to what the request costs.
func (i *requestInfo) charge(points int) { i.points = add(i.points, points) }

// logCause logs the cause of an error, which is never shown to the client. Most errors have none.
func (i *requestInfo) logCause(err *fault.Error) {
	if err.Cause == nil {
		return
	}
	cause := i.redact(err.Cause.Error())
	if !i.first(cause) {
		return
	}
	i.logger.WithLevel(levelOf(err)).EmbedObject(i).Str("reason", string(err.First().Reason)).Str("cause", cause).Msg("responded with an error")
}

// levelOf returns info for an error of the client, such as a body that ended early or a client that left.
func levelOf(err *fault.Error) zerolog.Level {
	if fault.Lookup(err.First().Reason).Code == fault.CodeBadRequest || errors.Is(err.Cause, context.Canceled) {
		return zerolog.InfoLevel
	}
	return zerolog.ErrorLevel
}

func (i *requestInfo) logPanic(value any, stack []byte) {
	i.logger.Error().EmbedObject(i).Str("cause", i.redact(fmt.Sprint(value))).Bytes("stack", stack).Msg("recovered from a panic")
}

// first reports whether a cause is new to this request, and one of its first ten.
func (i *requestInfo) first(cause string) bool {
	const most = 10
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if i.logged[cause] || len(i.logged) >= most {
		return false
	}
	if i.logged == nil {
		i.logged = map[string]bool{}
	}
	i.logged[cause] = true
	return true
}
