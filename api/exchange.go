package api

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"accessgraph/domain/fault"
)

const headerRequestID = "X-Request-ID"

// exchange is one request and its answer, as far as errors and the log need to know it.
type exchange struct {
	requestID string
	started   time.Time
	logger    zerolog.Logger
	metrics   *Metrics
	// key is kept only to be struck out of what is logged.
	key string
	// calls returns how many calls the store has had; it may be nil.
	calls func() int

	// idempotent says whether the request carries an idempotency key.
	idempotent bool

	applicationID string
	operation     string
	operationName string
	rootFields    []string
	// cost is what the operation cost, in points.
	cost int

	mutex sync.Mutex
	// logged holds the causes that are in the log already: a batch that fails does so once, not for each of its rows.
	logged map[string]bool
}

type exchangeKey struct{}

func newExchange(logger zerolog.Logger, metrics *Metrics, header http.Header) *exchange {
	requestID := chooseRequestID(header)
	return &exchange{
		requestID: requestID, started: time.Now(), logged: map[string]bool{},
		logger: logger.With().Str("requestId", requestID).Logger(), metrics: metrics,
	}
}

func (e *exchange) into(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, e)
}

// exchangeOf returns the exchange of a context; one that logs nothing for a context that is not a request's.
func exchangeOf(ctx context.Context) *exchange {
	if found, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return found
	}
	return &exchange{logger: zerolog.Nop(), logged: map[string]bool{}}
}

// chooseRequestID takes the caller's request ID when it is short and harmless wherever it is written; else it makes one.
func chooseRequestID(header http.Header) string {
	values := header.Values(headerRequestID)
	if len(values) == 1 && isSafeToken(values[0]) {
		return values[0]
	}
	return uuid.NewString()
}

func isSafeToken(text string) bool {
	const shortest, longest = 8, 64
	if len(text) < shortest || len(text) > longest {
		return false
	}
	for _, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && !strings.ContainsRune("-_.", r) {
			return false
		}
	}
	return true
}

// logCause writes why an error happened; the client is not told. Most errors have no cause.
func (e *exchange) logCause(found *fault.Error) {
	if found.Cause == nil {
		return
	}
	cause := e.redact(found.Cause.Error())
	if !e.first(cause) {
		return
	}
	e.logger.Error().Str("reason", string(found.First().Reason)).Str("cause", cause).Msg("an error was answered")
}

func (e *exchange) logPanic(value any, stack []byte) {
	e.logger.Error().Str("cause", e.redact(fmt.Sprint(value))).Bytes("stack", stack).Msg("recovered from a panic")
}

// first says whether a cause is new to this request, and one of its first few.
func (e *exchange) first(cause string) bool {
	const most = 10
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.logged[cause] || len(e.logged) >= most {
		return false
	}
	e.logged[cause] = true
	return true
}

var emailAddress = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)

// redact strikes out what no log may hold. The errors of libraries can quote what they were given.
func (e *exchange) redact(text string) string {
	if e.key != "" {
		text = strings.ReplaceAll(text, e.key, "[key]")
	}
	return shorten(emailAddress.ReplaceAllString(text, "[email address]"))
}
