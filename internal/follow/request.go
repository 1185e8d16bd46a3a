package follow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

const query = `query Follow($after: String, $types: [String!], $subjectIds: [ID!]) {
  changes(after: $after, first: 100, types: $types, subjectIds: $subjectIds) {
    events {
      record {
        id at action subjectId subjectVersion requestId clientRequestId
        actor { applicationId applicationName userId }
        changes { field before after }
      }
    }
    cursor
    caughtUp
  }
}`

// largestResponse is the largest response that is read, in bytes.
const largestResponse = 64 << 20

// temporaryError is a failure after which the same request can succeed.
type temporaryError struct {
	cause error
	// retryAfter is how long the server asks to wait; zero if it does not say.
	retryAfter time.Duration
}

func (t *temporaryError) Error() string { return t.cause.Error() }

// Unwrap returns the cause.
func (t *temporaryError) Unwrap() error { return t.cause }

// response is a response of the API.
type response struct {
	Data struct {
		Changes *page `json:"changes"`
	} `json:"data"`
	Errors []struct {
		Message    string `json:"message"`
		Extensions struct {
			Reason    string `json:"reason"`
			Retryable bool   `json:"retryable"`
		} `json:"extensions"`
	} `json:"errors"`
}

// ask requests the changes after a cursor; the first ones if it is empty. It fails with a temporaryError if the request can be repeated.
func (o Options) ask(ctx context.Context, cursor string) (page, error) {
	variables := map[string]any{"types": o.Types, "subjectIds": o.SubjectIDs}
	if cursor != "" {
		variables["after"] = cursor
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return page{}, fmt.Errorf("writing the request: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, o.Endpoint, bytes.NewReader(body))
	if err != nil {
		return page{}, fmt.Errorf("asking for changes: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", o.Key)
	answer, err := o.Client.Do(request)
	if err != nil {
		return page{}, &temporaryError{cause: fmt.Errorf("asking for changes: %w", err)}
	}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, largestResponse))
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return page{}, &temporaryError{cause: fmt.Errorf("reading changes: %w", err)}
	}
	return read(answer, raw)
}

// read returns the page of a response.
func read(answer *http.Response, raw []byte) (page, error) {
	var parsed response
	isTemporary := answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode >= http.StatusInternalServerError
	err := json.Unmarshal(raw, &parsed)
	switch {
	case len(parsed.Errors) > 0:
		first := parsed.Errors[0]
		err = fmt.Errorf("the server refuses to pass on changes: %s", first.Message)
		isTemporary = isTemporary || first.Extensions.Retryable
		if first.Extensions.Reason == "CHANGES_EXPIRED" {
			err = fmt.Errorf("%w Read what is followed anew, remove the state file, and start again", err)
		}
	case err != nil || answer.StatusCode != http.StatusOK || parsed.Data.Changes == nil:
		err = fmt.Errorf("the server responds with %s and no changes: is it the endpoint of the API?", answer.Status)
	default:
		return *parsed.Data.Changes, nil
	}
	if isTemporary {
		return page{}, &temporaryError{cause: err, retryAfter: retryAfter(answer)}
	}
	return page{}, err
}

// retryAfter returns how long a server asks to wait, at most an hour; zero if it does not say.
func retryAfter(answer *http.Response) time.Duration {
	seconds, err := strconv.Atoi(answer.Header.Get("Retry-After"))
	if err != nil {
		return 0
	}
	return min(max(0, time.Duration(seconds)*time.Second), time.Hour)
}
