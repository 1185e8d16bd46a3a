package accessgraph_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/operations"
	"accessgraph/clients/go/schema"
)

// proxy passes requests on to the shared server, and records what it saw. What it drops, the server has carried out.
type proxy struct {
	url     string
	drops   int // of the first responses
	headers []http.Header
	bodies  []string // of the responses
}

func newProxy(t *testing.T, drops int) *proxy {
	t.Helper()
	target, err := url.Parse(endpoint())
	require.NoError(t, err)
	target.Path = ""
	p := &proxy{drops: drops}
	reverse := &httputil.ReverseProxy{
		Rewrite: func(request *httputil.ProxyRequest) {
			request.SetURL(target)
			p.headers = append(p.headers, request.In.Header.Clone())
		},
		ModifyResponse: func(response *http.Response) error {
			body, err := io.ReadAll(response.Body)
			response.Body = io.NopCloser(bytes.NewReader(body))
			p.bodies = append(p.bodies, string(body))
			if len(p.bodies) <= p.drops {
				panic(http.ErrAbortHandler)
			}
			return err
		},
	}
	server := httptest.NewServer(reverse)
	t.Cleanup(server.Close)
	p.url = server.URL + "/graphql"
	return p
}

// quick are options whose waits are short.
func quick() accessgraph.Options {
	return accessgraph.Options{Key: os.Getenv("API_KEY"), FirstWait: time.Millisecond}
}

func endpoint() string { return os.Getenv("ENDPOINT") }

func TestRetry_OfAConnectionCutAfterTheCommitIsAReplay(t *testing.T) {
	between := newProxy(t, 2)
	created, err := operations.CreateCustomer(t.Context(), accessgraph.NewClient(between.url, quick()), schema.CreateCustomerInput{Name: "Cut off"})
	require.NoError(t, err)
	require.Len(t, between.headers, 3)
	require.NotEmpty(t, between.headers[0].Get("Idempotency-Key"))
	for _, header := range between.headers {
		require.Equal(t, between.headers[0].Get("Idempotency-Key"), header.Get("Idempotency-Key"))
		require.Equal(t, "accessgraph-go", header.Get("User-Agent"))
	}
	require.NotContains(t, between.bodies[0], "replayed")
	require.Contains(t, between.bodies[2], `"replayed":["createCustomer"]`)

	filter := &schema.CustomerFilter{NameStartsWith: schema.Value("Cut off")}
	list, err := operations.Customers(t.Context(), shared(), nil, nil, filter, nil)
	require.NoError(t, err)
	require.Equal(t, []operations.CustomerFields{created.CreateCustomer.Customer}, list.Customers.Nodes, "it was created once")
}

func TestRetry_EndsAfterTheLastAttempt(t *testing.T) {
	between := newProxy(t, 10)
	options := quick()
	options.Attempts = 3
	_, err := operations.Viewer(t.Context(), accessgraph.NewClient(between.url, options))
	var connection *accessgraph.ConnectionError
	require.ErrorAs(t, err, &connection)
	require.Len(t, between.headers, 3)
}

func TestRetry_EndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var attempts atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		attempts.Add(1)
		cancel()
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	t.Cleanup(server.Close)
	_, err := operations.Viewer(ctx, accessgraph.NewClient(server.URL, quick()))
	require.ErrorIs(t, err, context.Canceled)
	require.EqualValues(t, 1, attempts.Load())
}

func TestRetry_OfAnErrorThatStaysIsNotMade(t *testing.T) {
	between := newProxy(t, 0)
	_, err := operations.Customer(t.Context(), accessgraph.NewClient(between.url, quick()), "unknown")
	require.Equal(t, schema.ErrorReasonCustomerNotFound, failure(t, err).Reason)
	require.Len(t, between.headers, 1)
}

func TestRetry_WaitsAsLongAsTheServerAsks(t *testing.T) {
	t.Parallel()
	server := start(t, "ACCESSGRAPH_LIMITS=cost=1200,pointsPerApplicationAndMinute=1200")
	once := accessgraph.NewClient(server.Endpoint, accessgraph.Options{Key: server.Key, Attempts: 1})
	limited := exhaust(t, once)
	require.Equal(t, schema.ErrorCodeRateLimited, limited.Code)
	require.Equal(t, schema.ErrorReasonRequestRateExceeded, limited.Reason)
	require.True(t, limited.Retryable)
	require.Positive(t, limited.RetryAfter)
	require.NotEmpty(t, limited.Data["limit"])
	require.Empty(t, limited.Fields(), "the input is not to blame")

	impatient := accessgraph.NewClient(server.Endpoint, accessgraph.Options{Key: server.Key, LongestWait: time.Millisecond})
	require.Equal(t, schema.ErrorReasonRequestRateExceeded, exhaust(t, impatient).Reason, "the wait is longer than its longest")

	hurried, cancel := context.WithTimeout(t.Context(), time.Second/2)
	defer cancel()
	exhaust(t, once)
	patient := accessgraph.NewClient(server.Endpoint, accessgraph.Options{Key: server.Key})
	_, err := operations.Viewer(hurried, patient)
	require.Equal(t, schema.ErrorReasonRequestRateExceeded, failure(t, err).Reason, "the context ends before the wait")

	exhaust(t, once)
	created, err := operations.CreateCustomer(t.Context(), patient, schema.CreateCustomerInput{Name: "Patient"})
	require.NoError(t, err)
	require.Equal(t, "Patient", created.CreateCustomer.Customer.Name)
}

// exhaust sends requests until the points of the application are used up, and returns the error.
func exhaust(t *testing.T, client *accessgraph.Client) *accessgraph.Error {
	t.Helper()
	for {
		if _, err := operations.Viewer(t.Context(), client); err != nil {
			return failure(t, err)
		}
	}
}
