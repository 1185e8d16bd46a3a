// Package accessgraph is a client of Accessgraph for Go. A Client sends the operations that genqlient generates: those of the package
// operations, or a program's own. It sets the key, retries what can be retried without being carried out twice, and returns errors
// to branch on.
package accessgraph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/Khan/genqlient/graphql"
)

// Options are the settings of a Client. The zero value of each field is its default.
type Options struct {
	// Key is the key of the application. Without one only the fields that need none can be requested.
	Key string
	// Bearer sends the key as `Authorization: Bearer` instead of `X-API-Key`, such as for a gateway that expects it there.
	Bearer bool
	// UserAgent names the program in the logs of the server. Default: accessgraph-go.
	UserAgent string
	// HTTPClient sends the requests. Default: a client that gives each attempt 30 seconds. Redirects are never followed: they would
	// take the key along.
	HTTPClient *http.Client
	// Attempts is how often a request is sent at most. 1 never retries. Default: 5.
	Attempts int
	// FirstWait bounds the wait before the first retry; each further bound is twice as long. The wait itself is random. Default: 200 ms.
	FirstWait time.Duration
	// LongestWait bounds each wait. If the server asks for a longer one, the error is returned at once. Default: 30 s.
	LongestWait time.Duration
	// ResponseBytes is the size of the largest response. Default: 16 MiB, more than the server returns by default.
	ResponseBytes int64
}

// Client sends operations to one server as one application. It implements graphql.Client, and several goroutines can use it.
type Client struct {
	endpoint string
	options  Options
	http     *http.Client
}

// NewClient returns a client of the server at an endpoint, such as https://graph.example.com/graphql.
func NewClient(endpoint string, options Options) *Client {
	if options.UserAgent == "" {
		options.UserAgent = "accessgraph-go"
	}
	if options.HTTPClient == nil {
		options.HTTPClient = &http.Client{Timeout: 30 * time.Second}
	}
	if options.Attempts <= 0 {
		options.Attempts = 5
	}
	if options.FirstWait <= 0 {
		options.FirstWait = 200 * time.Millisecond
	}
	if options.LongestWait <= 0 {
		options.LongestWait = 30 * time.Second
	}
	if options.ResponseBytes <= 0 {
		options.ResponseBytes = 16 << 20
	}
	sender := *options.HTTPClient
	sender.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{endpoint: endpoint, options: options, http: &sender}
}

// String returns the endpoint, so that a client can be printed without its key.
func (c *Client) String() string { return "client of " + c.endpoint }

// MakeRequest implements graphql.Client. Every attempt has the same Idempotency-Key, so that a mutation is carried out once. It returns
// Errors if the server reports any, and still decodes the data next to them.
func (c *Client) MakeRequest(ctx context.Context, request *graphql.Request, response *graphql.Response) error {
	body, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("encoding the request: %w", err)
	}
	header := c.header(ctx)
	for attempt := 1; ; attempt++ {
		answer, err := c.send(ctx, header, body)
		wait, retryable := c.wait(err, attempt)
		if retryable {
			retryable, err = sleep(ctx, wait, err)
		}
		if !retryable {
			return errors.Join(err, answer.decode(response))
		}
	}
}

// header returns the headers of all attempts of a call.
func (c *Client) header(ctx context.Context) http.Header {
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	header.Set("Accept", "application/graphql-response+json, application/json;q=0.9")
	header.Set("User-Agent", c.options.UserAgent)
	header.Set("Idempotency-Key", idempotencyKey(ctx))
	switch {
	case c.options.Key == "":
	case c.options.Bearer:
		header.Set("Authorization", "Bearer "+c.options.Key)
	default:
		header.Set("X-API-Key", c.options.Key)
	}
	if userID := actingUser(ctx); userID != "" {
		header.Set("X-Acting-User", userID)
	}
	return header
}

// send makes one attempt.
func (c *Client) send(ctx context.Context, header http.Header, body []byte) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return answer{}, fmt.Errorf("creating the request: %w", err)
	}
	request.Header = header.Clone()
	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, &ConnectionError{err: fmt.Errorf("sending the request: %w", err)}
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(response.Body, c.options.ResponseBytes+1))
	if err != nil {
		return answer{}, &ConnectionError{err: fmt.Errorf("reading the response: %w", err)}
	}
	if int64(len(text)) > c.options.ResponseBytes {
		return answer{}, fmt.Errorf("the response has more than %d bytes", c.options.ResponseBytes)
	}
	return parse(response, text)
}

// answer is what the body of a response says.
type answer struct {
	Data       json.RawMessage `json:"data"`
	Errors     []wireError     `json:"errors"`
	Extensions map[string]any  `json:"extensions"`
}

// parse reads the body of a response, and returns the errors in it.
func parse(response *http.Response, text []byte) (answer, error) {
	var parsed answer
	if err := json.Unmarshal(text, &parsed); err != nil || len(parsed.Errors) == 0 && len(parsed.Data) == 0 {
		return answer{}, &HTTPError{Status: response.StatusCode, RetryAfter: retryAfter(response)}
	}
	if len(parsed.Errors) == 0 {
		return parsed, nil
	}
	return parsed, newErrors(parsed.Errors, retryAfter(response))
}

// decode fills a response of genqlient. It runs for the last attempt only: data is not decoded over other data.
func (a answer) decode(response *graphql.Response) error {
	response.Extensions = a.Extensions
	if len(a.Data) == 0 {
		return nil
	}
	if err := json.Unmarshal(a.Data, response.Data); err != nil {
		return fmt.Errorf("decoding the data: %w", err)
	}
	return nil
}
