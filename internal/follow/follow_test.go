package follow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/follow"
)

// script is a server that gives its answers one after the other, and notes the cursors that it was asked for.
type script struct {
	answers []func(http.ResponseWriter)
	cursors []any
}

func (s *script) ServeHTTP(out http.ResponseWriter, request *http.Request) {
	var body struct {
		Variables map[string]any `json:"variables"`
	}
	if err := json.NewDecoder(request.Body).Decode(&body); err != nil || request.Header.Get("X-API-Key") != "key" {
		out.WriteHeader(http.StatusTeapot)
		return
	}
	s.cursors = append(s.cursors, body.Variables["after"])
	answer := s.answers[0]
	s.answers = s.answers[1:]
	answer(out)
}

func changes(cursor string, caughtUp bool, ids ...string) func(http.ResponseWriter) {
	return func(out http.ResponseWriter) {
		events := []any{}
		for _, id := range ids {
			events = append(events, map[string]any{"record": map[string]any{"id": id}})
		}
		_ = json.NewEncoder(out).Encode(map[string]any{"data": map[string]any{"changes": map[string]any{"events": events, "cursor": cursor, "caughtUp": caughtUp}}})
	}
}

func failing(status int, retryAfter, body string) func(http.ResponseWriter) {
	return func(out http.ResponseWriter) {
		if retryAfter != "" {
			out.Header().Set("Retry-After", retryAfter)
		}
		out.WriteHeader(status)
		_, _ = fmt.Fprint(out, body)
	}
}

func hangUp(http.ResponseWriter) { panic(http.ErrAbortHandler) }

// run is a run of a follower against a script, with what it wrote, reported and waited for.
type run struct {
	out     bytes.Buffer
	reports []string
	waits   []time.Duration
	state   string
}

func newRun(t *testing.T) *run {
	t.Helper()
	return &run{state: filepath.Join(t.TempDir(), "state")}
}

func (r *run) follow(t *testing.T, server *script, edit func(*follow.Options)) error {
	t.Helper()
	listener := httptest.NewServer(server)
	defer listener.Close()
	options := follow.Options{
		Endpoint: listener.URL, Key: "key", StateFile: r.state, Every: 2 * time.Second, Once: true, Out: &r.out,
		Report: func(sentence string) { r.reports = append(r.reports, sentence) },
		Wait:   func(_ context.Context, length time.Duration) { r.waits = append(r.waits, length) },
	}
	edit(&options)
	return follow.Run(t.Context(), options)
}

func asIs(*follow.Options) {}

func (r *run) stored(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(r.state)
	require.NoError(t, err)
	return string(raw)
}

func TestRun_GoesOnWhereTheLastRunEnded(t *testing.T) {
	r := newRun(t)
	server := &script{answers: []func(http.ResponseWriter){changes("c1", false, "a", "b"), changes("c2", true, "c"), changes("c3", true)}}
	require.NoError(t, r.follow(t, server, asIs))
	require.Equal(t, []string{`{"id":"a"}`, `{"id":"b"}`, `{"id":"c"}`, ""}, strings.Split(r.out.String(), "\n"))
	require.JSONEq(t, `{"cursor":"c2"}`, r.stored(t))
	require.NoError(t, r.follow(t, server, asIs))
	require.Equal(t, []any{nil, "c1", "c2"}, server.cursors)
	require.JSONEq(t, `{"cursor":"c3"}`, r.stored(t))
	require.Empty(t, r.waits)
	names, err := filepath.Glob(r.state + "*")
	require.NoError(t, err)
	require.Equal(t, []string{r.state}, names, "no temporary file is left")
	about, err := os.Stat(r.state)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), about.Mode().Perm())
}

func TestRun_RepeatsWhatFails(t *testing.T) {
	r := newRun(t)
	server := &script{answers: []func(http.ResponseWriter){
		hangUp, failing(503, "", "{}"), failing(429, "7", `{"errors":[{"message":"Too many requests."}]}`),
		failing(200, "", `{"errors":[{"message":"Took too long.","extensions":{"retryable":true}}]}`), changes("c1", false), hangUp, changes("c2", true),
	}}
	require.NoError(t, r.follow(t, server, asIs))
	require.Equal(t, []time.Duration{time.Second, 2 * time.Second, 7 * time.Second, 8 * time.Second, time.Second}, r.waits)
	require.Len(t, r.reports, 5)
	require.Equal(t, "the server refuses to pass on changes: Too many requests.; the next attempt is in 7s", r.reports[2])
}

func TestRun_PollsUntilItIsStopped(t *testing.T) {
	r := newRun(t)
	server := &script{answers: []func(http.ResponseWriter){changes("c1", true), changes("c2", true)}}
	ctx, stop := context.WithCancel(t.Context())
	listener := httptest.NewServer(server)
	defer listener.Close()
	require.NoError(t, follow.Run(ctx, follow.Options{
		Endpoint: listener.URL, Key: "key", StateFile: r.state, Every: 2 * time.Second, Out: &r.out,
		Wait: func(_ context.Context, length time.Duration) {
			if r.waits = append(r.waits, length); len(r.waits) == 2 {
				stop()
			}
		},
	}))
	require.Equal(t, []time.Duration{2 * time.Second, 2 * time.Second}, r.waits)
	require.JSONEq(t, `{"cursor":"c2"}`, r.stored(t))
}

func TestRun_EndsWithWhatCannotBeRepeated(t *testing.T) {
	for message, answer := range map[string]func(http.ResponseWriter){
		"the server refuses to pass on changes: The history begins later. Read what is followed anew, remove the state file, and start again": failing(200, "",
			`{"errors":[{"message":"The history begins later.","extensions":{"reason":"CHANGES_EXPIRED"}}]}`),
		"the server refuses to pass on changes: The key is unknown.":                            failing(401, "", `{"errors":[{"message":"The key is unknown."}]}`),
		"the server responds with 404 Not Found and no changes: is it the endpoint of the API?": failing(404, "", "<html>"),
		"the server responds with 200 OK and no changes: is it the endpoint of the API?":        failing(200, "", "{}"),
	} {
		r := newRun(t)
		require.EqualError(t, r.follow(t, &script{answers: []func(http.ResponseWriter){answer}}, asIs), message)
		require.NoFileExists(t, r.state)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestRun_KeepsItsPlaceWhenLinesCannotBeWritten(t *testing.T) {
	r := newRun(t)
	err := r.follow(t, &script{answers: []func(http.ResponseWriter){changes("c1", true, "a")}}, func(options *follow.Options) { options.Out = fullDisk{} })
	require.EqualError(t, err, "writing the changes: no space left")
	require.NoFileExists(t, r.state)
}

func TestRun_RefusesAnotherFile(t *testing.T) {
	r := newRun(t)
	require.NoError(t, os.WriteFile(r.state, []byte("something else"), 0o600))
	require.EqualError(t, r.follow(t, &script{}, asIs), r.state+" is not a state file of `accessgraph follow`")
	require.Equal(t, "something else", r.stored(t))
	r.state = filepath.Join(t.TempDir(), "missing", "state")
	require.ErrorContains(t, r.follow(t, &script{answers: []func(http.ResponseWriter){changes("c1", true)}}, asIs), "writing the state: ")
}
