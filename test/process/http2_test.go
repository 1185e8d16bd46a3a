package process_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// slowRequest is a request on an HTTP/2 connection whose body the server reads, and which comes to its end when the test says so.
type slowRequest struct {
	body      *io.PipeWriter
	responses chan reply
}

// sendSlowly sends a request without the end of its body, and returns once the server reads that, or has responded.
func (p *process) sendSlowly(t *testing.T, client *http.Client) *slowRequest {
	t.Helper()
	reading, writing := io.Pipe()
	slow := &slowRequest{writing, make(chan reply, 1)}
	begun, begin := context.WithCancel(t.Context())
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: begin})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.endpoint, reading)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", p.key)
	request.Header.Set("Expect", "100-continue")
	go func() {
		defer begin()
		slow.responses <- replyTo(client, request)
	}()
	<-begun.Done()
	return slow
}

// finish sends the body, and returns the response.
func (s *slowRequest) finish(t *testing.T) reply {
	t.Helper()
	_, err := io.WriteString(s.body, `{"query": "{ viewer { scopes } }"}`)
	require.NoError(t, err)
	require.NoError(t, s.body.Close())
	return <-s.responses
}

// newHTTP2 starts the program with a certificate, and returns a client that speaks HTTP/2.
func newHTTP2(t *testing.T, settings ...string) (*process, *http.Client) {
	t.Helper()
	pair := newPair(t, nextYear())
	p := launch(t, binary(t), storetest.Folder(t), append(newPairFiles(t, pair).settings(), settings...)...)
	client := pair.client(t, 2)
	client.Transport.(*http.Transport).ExpectContinueTimeout = time.Hour // the server says when it reads a body
	return p, client
}

// TestHTTP2_RequestsAreBoundedLikeConnections has one connection carry as many requests as one address may have connections, and
// one more.
func TestHTTP2_RequestsAreBoundedLikeConnections(t *testing.T) {
	p, client := newHTTP2(t, "ACCESSGRAPH_LIMITS=connectionsPerAddress=3")
	for range 2 {
		var open []*slowRequest
		for range 3 {
			open = append(open, p.sendSlowly(t, client))
		}
		response := p.request(t, client, "localhost", "{ viewer { scopes } }")
		require.Equal(t, http.StatusServiceUnavailable, response.status)
		require.Equal(t, "1", response.header.Get("Retry-After"))
		require.Contains(t, response.text, `"SERVER_BUSY"`)
		for _, slow := range open {
			response := slow.finish(t)
			require.NoError(t, response.err)
			require.Equal(t, http.StatusOK, response.status)
		}
		response = p.request(t, client, "localhost", "{ viewer { scopes } }")
		require.Equal(t, http.StatusOK, response.status, "the places were given back")
	}
	p.interrupt(t)
	require.NotContains(t, p.log.String(), `"level":"error"`)
}

// TestHTTP2_ASlowBodyIsNotWaitedFor stops a server that reads a body which never comes to its end. The connection itself, which
// the client keeps open, does not hold it up either.
func TestHTTP2_ASlowBodyIsNotWaitedFor(t *testing.T) {
	p, client := newHTTP2(t)
	slow := p.sendSlowly(t, client)
	_, err := io.WriteString(slow.body, `{"query":`)
	require.NoError(t, err)
	p.interrupt(t)
	response := <-slow.responses
	require.NoError(t, response.err)
	require.Equal(t, http.StatusBadRequest, response.status)
	require.Contains(t, response.text, "could not be read to its end")
	require.NotContains(t, p.log.String(), `"level":"error"`)
}
