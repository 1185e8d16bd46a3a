package test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// client sends GraphQL requests as an application does.
type client struct {
	url    string
	key    string
	header http.Header
}

// answer is a response as a client sees it.
type answer struct {
	status int
	header http.Header
	raw    string
	// hasData reports whether there is a data entry at all.
	hasData bool
	Data    map[string]any `json:"data"`
	Errors  []failure      `json:"errors"`
	// Extensions are those of the whole answer.
	Extensions map[string]any `json:"extensions"`
}

type failure struct {
	Message    string     `json:"message"`
	Path       []any      `json:"path"`
	Locations  []any      `json:"locations"`
	Extensions extensions `json:"extensions"`
}

type extensions struct {
	Code       string         `json:"code"`
	Reason     string         `json:"reason"`
	Status     int            `json:"status"`
	Retryable  bool           `json:"retryable"`
	Data       map[string]any `json:"data"`
	RequestID  string         `json:"requestId"`
	Violations []violation    `json:"violations"`
}

type violation struct {
	Reason  string         `json:"reason"`
	Message string         `json:"message"`
	Data    map[string]any `json:"data"`
}

// raised gathers the reasons of every error that any test received.
type raised struct {
	mutex   sync.Mutex
	reasons map[string]bool
}

func (r *raised) add(got answer) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, failed := range got.Errors {
		r.reasons[failed.Extensions.Reason] = true
		for _, violation := range failed.Extensions.Violations {
			r.reasons[violation.Reason] = true
		}
	}
}

var seen = &raised{reasons: map[string]bool{}}

// send posts a document with its variables.
func (c client) send(t testing.TB, document string, variables any) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	require.NoError(t, err)
	return c.post(t, string(body))
}

// post sends a body as it is.
func (c client) post(t testing.TB, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url, bytes.NewBufferString(body))
	require.NoError(t, err)
	request.Header = c.header.Clone()
	if request.Header == nil {
		request.Header = http.Header{}
	}
	if request.Header.Get("Content-Type") == "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		request.Header.Set("X-API-Key", c.key)
	}
	return c.do(t, request)
}

func (c client) do(t testing.TB, request *http.Request) answer {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	raw, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	got := answer{status: response.StatusCode, header: response.Header, raw: string(raw)}
	require.NoError(t, json.Unmarshal(raw, &got), "not JSON: %s", raw)
	var entries map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(raw, &entries))
	_, got.hasData = entries["data"]
	seen.add(got)
	return got
}

// must sends a document that has to succeed.
func (c client) must(t testing.TB, document string, variables any) map[string]any {
	t.Helper()
	got := c.send(t, document, variables)
	require.Empty(t, got.Errors, got.raw)
	require.Equal(t, http.StatusOK, got.status)
	return got.Data
}

// with returns a client that sends one more header.
func (c client) with(name, value string) client {
	c.header = c.header.Clone()
	if c.header == nil {
		c.header = http.Header{}
	}
	c.header.Set(name, value)
	return c
}

// at walks down an answer: names for fields, numbers for list entries.
func at(t testing.TB, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			fields, ok := value.(map[string]any)
			require.True(t, ok, "%v has no field %s", value, step)
			require.Contains(t, fields, step)
			value = fields[step]
		case int:
			entries, ok := value.([]any)
			require.True(t, ok, "%v is no list", value)
			require.Greater(t, len(entries), step)
			value = entries[step]
		}
	}
	return value
}

func text(t testing.TB, value any, path ...any) string {
	t.Helper()
	result, ok := at(t, value, path...).(string)
	require.True(t, ok, "no text at %v of %v", path, value)
	return result
}
