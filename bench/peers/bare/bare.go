// Package bare is the handler that the peers are measured against: net/http, encoding/json and the driver's own decoding,
// with the store calls, the key check and the log line of Accessgraph, and nothing else. It answers the operations of the
// comparison by their names and executes no GraphQL.
//
// The package is frozen. It is the unit of every published ratio: a change would make older figures mean something else.
package bare

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/rs/zerolog"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// maxBody is the largest request body, in bytes.
const maxBody = 1 << 20

var (
	errUnauthorized = errors.New("the API key is not valid")
	errForbidden    = errors.New("the application lacks the scope")
	errAbsent       = errors.New("no such object")
	errInput        = errors.New("the input is not valid")
)

// Handler answers the operations of the comparison.
type Handler struct {
	store      store
	keys       *keys
	operations map[string]operation
	logger     zerolog.Logger
}

// operation answers one operation: its scope, and the function that returns its data.
type operation struct {
	scope string
	run   func(ctx context.Context, caller *application, variables json.RawMessage) (any, error)
}

// New returns a handler that reads and writes a database.
func New(database *driver.Database, logger zerolog.Logger) *Handler {
	h := &Handler{store: newStore(database), logger: logger}
	h.keys = newKeys(h.store.applicationByKeyHash)
	h.operations = map[string]operation{
		"AccessByID":     {"ACCESS_READ", h.accessByID},
		"AccessPage":     {"ACCESS_READ", h.accessPage},
		"CreateAccess":   {"ACCESS_WRITE", h.createAccess},
		"CheckPassage":   {"PASSAGE", h.checkPassage},
		"AccessRulePage": {"ACCESS_RULE_READ", h.accessRulePage},
	}
	return h
}

// request is the body of a request. The document is not read: the operation's name selects the answer.
type request struct {
	OperationName string          `json:"operationName"`
	Variables     json.RawMessage `json:"variables"`
}

// response is the body of a response.
type response struct {
	Data   any       `json:"data"`
	Errors []problem `json:"errors,omitempty"`
}

type problem struct {
	Message string `json:"message"`
}

// ServeHTTP answers one request and writes one line to the log.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := time.Now()
	var sent request
	caller, data, err := h.answer(r, &sent)
	status, body := http.StatusOK, response{Data: data}
	if err != nil {
		status, body.Errors = statusOf(err), []problem{{err.Error()}}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		status, encoded = http.StatusInternalServerError, []byte(`{"data":null,"errors":[{"message":"the response could not be encoded"}]}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(encoded) // the client has left

	line := h.logger.Info().Int("status", status).Dur("durationMilliseconds", time.Since(started)).
		Str("address", r.RemoteAddr).Str("operationName", sent.OperationName)
	if caller != nil {
		line.Str("applicationId", caller.ID)
	}
	line.Msg("request")
}

func (h *Handler) answer(r *http.Request, sent *request) (*application, any, error) {
	if r.Method != http.MethodPost {
		return nil, nil, fmt.Errorf("%w: only POST is served", errInput)
	}
	caller, err := h.keys.check(r.Context(), r.Header.Get("X-API-Key"))
	if err != nil {
		return nil, nil, err
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return caller, nil, fmt.Errorf("reading the request: %w", err)
	}
	if err := json.Unmarshal(body, sent); err != nil {
		return caller, nil, fmt.Errorf("%w: %w", errInput, err)
	}
	selected, ok := h.operations[sent.OperationName]
	if !ok {
		return caller, nil, fmt.Errorf("%w: there is no operation %q", errInput, sent.OperationName)
	}
	if !caller.holds(selected.scope) {
		return caller, nil, errForbidden
	}
	data, err := selected.run(r.Context(), caller, sent.Variables)
	return caller, data, err
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, errUnauthorized):
		return http.StatusUnauthorized
	case errors.Is(err, errForbidden):
		return http.StatusForbidden
	case errors.Is(err, errInput), errors.Is(err, errAbsent):
		return http.StatusBadRequest
	default:
		return http.StatusInternalServerError
	}
}
